import { type DocumentNode, type GraphQLSchema, getNamedType, isEnumType, isObjectType } from 'graphql';
import type { Catalog } from '../../loaders/catalog.ts';
import type { FieldDeclaration, TypeDeclaration } from '../../loaders/declaration.ts';
import { orderChoices } from './order-argument.ts';
import { type Definition, readableSchema, renderDefinitions, version } from './sdl-definitions.ts';

/**
 * Adds to a file of the SDL the filters and orders of the declared types that it lacks.
 * @param document the whole SDL, which may name filters that are not there yet
 * @param existing the file's text; what it defines already stays as it is
 */
export function renderFilters(document: DocumentNode, catalog: Catalog, existing: string): string {
  return renderDefinitions(filterDefinitions(readableSchema(document), catalog), existing);
}

/** The operators of each scalar: their names, and `T`, `[T!]`, a range or a Boolean. */
const operators: readonly (readonly [string, (scalar: string) => string, string])[] = [
  ['eq', (scalar) => scalar, 'Equal to this.'],
  ['ne', (scalar) => scalar, 'Other than this, and not null.'],
  ['in', (scalar) => `[${scalar}!]`, 'One of these, 1,000 at most.'],
  ['notIn', (scalar) => `[${scalar}!]`, 'None of these, and not null.'],
  ['lt', (scalar) => scalar, 'Less than this.'],
  ['lte', (scalar) => scalar, 'Less than this or equal to it.'],
  ['gt', (scalar) => scalar, 'Greater than this.'],
  ['gte', (scalar) => scalar, 'Greater than this or equal to it.'],
  ['between', (scalar) => `${scalar}Range`, 'From one value to another, both included.'],
  ['isNull', () => 'Boolean', 'Whether there is no value.'],
  ['startsWith', (scalar) => scalar, 'Text that begins with this, case and all.'],
  ['contains', (scalar) => scalar, 'Text that holds this somewhere, case and all.'],
];

const equality = ['eq', 'ne', 'in', 'notIn', 'isNull'];
const ordering = [...equality, 'lt', 'lte', 'gt', 'gte', 'between'];

/** What may be asked of each scalar; enums have {@link equality}. */
const operatorsOf: Readonly<Record<string, readonly string[]>> = {
  BigInt: ordering,
  Boolean: ['eq', 'ne', 'isNull'],
  DateTime: ordering,
  Decimal: ordering,
  Float: ordering,
  ID: ['eq', 'ne', 'in', 'notIn'],
  Int: ordering,
  String: [...ordering, 'startsWith', 'contains'],
};

/**
 * The filter inputs and order enums of all declared types, as definitions of the SDL. Fields whose SDL type has no
 * filter are left out.
 */
function filterDefinitions(schema: GraphQLSchema, catalog: Catalog): readonly Definition[] {
  const leaves = new Map<string, Definition>();
  const ofTypes = [...catalog.types.values()].flatMap((type) => {
    const object = schema.getType(type.name);
    if (!isObjectType(object)) return [];
    const lines = Object.entries(type.fields).flatMap(([name, field]) => {
      if (name === version) return [];
      const returned = object.getFields()[name]?.type;
      const filter = returned && filterOf(field, catalog, getNamedType(returned).name, schema, leaves);
      return filter === undefined ? [] : [`  "By the field \`${name}\`."\n  ${name}: ${filter}`];
    });
    return [typeFilter(type.name, lines), listFilter(type.name), ...orderEnum(type, catalog)];
  });
  return [...leaves.values(), ...ofTypes];
}

function filterOf(
  field: FieldDeclaration,
  catalog: Catalog,
  returned: string,
  schema: GraphQLSchema,
  leaves: Map<string, Definition>,
): string | undefined {
  switch (field.kind) {
    case 'column':
    case 'nodeId':
      return leafFilter(returned, schema, leaves);
    case 'entity':
      return `${catalog.typeOf(field.table).name}Filter`;
    case 'connection':
      return `${catalog.typeOf(field.table).name}ListFilter`;
    case 'region':
    case 'computed':
    case 'aggregate':
    case 'groups':
      return undefined;
  }
}

function leafFilter(
  name: string,
  schema: GraphQLSchema,
  leaves: Map<string, Definition>,
): string | undefined {
  const filter = `${name}Filter`;
  if (leaves.has(filter)) return filter;
  if (name === 'JSON') {
    leaves.set(filter, { name: filter, text: jsonFilter });
    return filter;
  }
  const allowed = isEnumType(schema.getType(name)) ? equality : operatorsOf[name];
  if (!allowed) return undefined;
  if (allowed.includes('between'))
    leaves.set(`${name}Range`, {
      name: `${name}Range`,
      text: `"From one value to another, both included."\ninput ${name}Range {\n  "The least."\n  from: ${name}!\n  "The greatest."\n  to: ${name}!\n}`,
    });
  const lines = operators
    .filter(([operator]) => allowed.includes(operator))
    .map(([operator, type, about]) => `  "${about}"\n  ${operator}: ${type(name)}`);
  const text = `"Conditions on a value; all that are given must hold. No comparison holds for null."\ninput ${filter} {\n${lines.join('\n')}\n}`;
  leaves.set(filter, { name: filter, text });
  return filter;
}

const jsonFilter = `"Conditions on a JSON value; all that are given must hold."
input JSONFilter {
  "The keys that lead to the value compared; by default the whole. Positions of arrays are numbers in strings."
  path: [String!]
  "Equal to this as JSON: keys have no order, and 1 is 1.0."
  eq: JSON
  "Whether there is no value."
  isNull: Boolean
}`;

function typeFilter(type: string, lines: readonly string[]): Definition {
  const name = `${type}Filter`;
  const own = `  "All of these."\n  and: [${name}!]\n  "At least one of these."\n  or: [${name}!]\n  "All rows for which this does not hold."\n  not: ${name}`;
  return {
    name,
    text: `"Which rows of ${type}: all conditions that are given must hold. Each asks for the scopes of its field."\ninput ${name} {\n${[...lines, own].join('\n')}\n}`,
  };
}

function listFilter(type: string): Definition {
  const name = `${type}ListFilter`;
  return {
    name,
    text: `"Conditions on the rows of ${type} that belong to a row."\ninput ${name} {\n  "At least one of them meets this."\n  some: ${type}Filter\n  "None of them meets this."\n  none: ${type}Filter\n  "Each of them meets this; so it is where there are none."\n  every: ${type}Filter\n}`,
  };
}

function orderEnum(type: TypeDeclaration, catalog: Catalog): readonly Definition[] {
  const choices = [...orderChoices(type, catalog.model(type.table))].filter(
    ([, { field }]) => field !== version,
  );
  if (choices.length === 0) return [];
  const values = choices.map(
    ([name, { field, term }]) =>
      `  "By \`${field}\`, ${term.direction === 'asc' ? 'least' : 'greatest'} first."\n  ${name}`,
  );
  const name = `${type.name}Order`;
  return [
    { name, text: `"Orders of ${type.name}'s rows."\nenum ${name} @public {\n${values.join('\n')}\n}` },
  ];
}
