import type { PgTable } from 'drizzle-orm/pg-core';
import {
  type DirectiveNode,
  type DocumentNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  print,
} from 'graphql';
import type { Catalog } from '../../loaders/catalog.ts';
import type { RootDeclaration, TypeDeclaration } from '../../loaders/declaration.ts';
import { type AggregatePart, aggregated, groupChoices } from './aggregate-parts.ts';
import { type Definition, readableSchema, renderDefinitions, version } from './sdl-definitions.ts';

/**
 * Adds to a file of the SDL the types of declared aggregates that it lacks.
 * @param document the whole SDL, which may name types that are not there yet
 * @param existing the file's text; what it defines already stays as it is
 */
export function renderAggregates(
  document: DocumentNode,
  catalog: Catalog,
  queries: Readonly<Record<string, RootDeclaration>>,
  existing: string,
): string {
  return renderDefinitions(aggregateDefinitions(readableSchema(document), catalog, queries), existing);
}

/**
 * The types of all aggregates that are declared, as definitions of the SDL. What they say of a field asks for the
 * field's own scopes; a field that a row rule alone opens is left out, for an aggregate is of no row.
 */
function aggregateDefinitions(
  schema: GraphQLSchema,
  catalog: Catalog,
  queries: Readonly<Record<string, RootDeclaration>>,
): readonly Definition[] {
  const asked = declaredTables(catalog, queries);
  return [...catalog.types.values()].flatMap((type) => {
    const object = schema.getType(type.name);
    if (!isObjectType(object)) return [];
    const [hasAggregate, hasGroups] = [asked.aggregate.has(type.table), asked.groups.has(type.table)];
    if (!hasAggregate && !hasGroups) return [];
    const numbers = columnFields(type, object, 'Numbers', catalog);
    const extremes = columnFields(type, object, 'Extremes', catalog);
    const results = [
      field('How many rows there are.', 'count', 'BigInt!'),
      ...(numbers.length === 0
        ? []
        : [
            field('The sums of the values that are not null.', 'sum', `${type.name}Numbers!`),
            field('Their averages, as exact as the database writes them.', 'avg', `${type.name}Numbers!`),
          ]),
      ...(extremes.length === 0
        ? []
        : [
            field('The least values.', 'min', `${type.name}Extremes!`),
            field('The greatest values.', 'max', `${type.name}Extremes!`),
          ]),
    ];
    const make = (part: AggregatePart, about: string, fields: readonly string[]): Definition[] =>
      fields.length === 0 ? [] : [definition(type.name + part, about, object, fields)];
    return [
      ...(hasAggregate ? make('Aggregate', `What rows of ${type.name} make together.`, results) : []),
      ...make(
        'Numbers',
        `Sums or averages over rows of ${type.name}; null where there are no values.`,
        numbers,
      ),
      ...make(
        'Extremes',
        `The least or greatest values in rows of ${type.name}; null where there are none.`,
        extremes,
      ),
      ...(hasGroups ? groupDefinitions(type, object, results, catalog) : []),
    ];
  });
}

function declaredTables(catalog: Catalog, queries: Readonly<Record<string, RootDeclaration>>) {
  const tables = { aggregate: new Set<PgTable>(), groups: new Set<PgTable>() };
  const fields = [...catalog.types.values()].flatMap((type) => Object.values(type.fields));
  for (const declared of [...fields, ...Object.values(queries)])
    if (declared.kind === 'aggregate' || declared.kind === 'groups')
      tables[declared.kind].add(declared.table);
  return tables;
}

function groupDefinitions(
  type: TypeDeclaration,
  object: GraphQLObjectType,
  results: readonly string[],
  catalog: Catalog,
): readonly Definition[] {
  const choices = [...groupChoices(type, catalog.model(type.table))].filter(
    ([, { field }]) => field !== version && isReadable(object, field),
  );
  if (choices.length === 0) throw new TypeError(`${type.name} has no field to group by`);
  const keyFields = choices.map(([, choice]) => {
    const returned = object.getFields()[choice.field]?.type;
    // Null where the groups are not made by it, and where its rows have none.
    return field(
      `The \`${choice.field}\` of all rows of the group, where they are grouped by it.`,
      choice.field,
      getNamedType(returned)?.name ?? 'String',
      scopesOf(object, choice.field),
    );
  });
  const values = choices.map(([value, choice]) => `  "By \`${choice.field}\`."\n  ${value}`);
  const key = field('What the rows of the group share.', 'key', `${type.name}Key!`);
  const name = `${type.name}GroupKey`;
  return [
    definition(`${type.name}Group`, `Rows of ${type.name} that share values.`, object, [key, ...results]),
    definition(
      `${type.name}Key`,
      `The values that a group of rows of ${type.name} shares.`,
      object,
      keyFields,
    ),
    {
      name,
      text: `"What rows of ${type.name} can be grouped by. Each asks for the scopes of its field."\nenum ${name} @public {\n${values.join('\n')}\n}`,
    },
  ];
}

/** The fields of `sum` and `avg`, or of `min` and `max`. */
function columnFields(
  type: TypeDeclaration,
  object: GraphQLObjectType,
  part: 'Numbers' | 'Extremes',
  catalog: Catalog,
): readonly string[] {
  const model = catalog.model(type.table);
  return Object.entries(type.fields).flatMap(([name, declared]) => {
    const column = aggregated(declared, part, model);
    const own = object.getFields()[name];
    if (!column || !own || name === version || !isReadable(object, name)) return [];
    // A sum of whole numbers outgrows their type, and their average is none.
    const returned = part === 'Numbers' ? 'Decimal' : getNamedType(own.type).name;
    return [field(`Of the field \`${name}\`.`, name, returned, scopesOf(object, name))];
  });
}

const isGuard = ({ name }: DirectiveNode): boolean =>
  name.value === 'requiresScopes' || name.value === 'sensitive';

function scopesOf(object: GraphQLObjectType, name: string): string {
  const directives = object.getFields()[name]?.astNode?.directives ?? [];
  return directives
    .filter(isGuard)
    .map((each) => ` ${print(each)}`)
    .join('');
}

function isReadable(object: GraphQLObjectType, name: string): boolean {
  const names = (object.getFields()[name]?.astNode?.directives ?? []).map((each) => each.name.value);
  return !names.includes('policy') || names.includes('requiresScopes');
}

const field = (about: string, name: string, type: string, directives = ''): string =>
  `  "${about}"\n  ${name}: ${type}${directives}`;

function definition(
  name: string,
  about: string,
  object: GraphQLObjectType,
  fields: readonly string[],
): Definition {
  const guards = (object.astNode?.directives ?? []).filter((each) =>
    ['requiresScopes', 'public'].includes(each.name.value),
  );
  const written = guards.map((each) => ` ${print(each)}`).join('');
  return { name, text: `"${about}"\ntype ${name}${written} {\n${fields.join('\n')}\n}` };
}
