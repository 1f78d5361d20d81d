import type { Catalog } from '../../loaders/catalog.ts';
import type { Filter } from '../../loaders/connection-loader.ts';
import type {
  ConnectionField,
  EntityField,
  FieldDeclaration,
  TypeDeclaration,
} from '../../loaders/declaration.ts';
import { type Comparison, type Condition, filterOf, type Relation } from '../../loaders/filter.ts';
import type { NodeIds } from '../../loaders/node-id.ts';
import { type ColumnModel, columnOf } from '../../loaders/table-model.ts';
import type { Parameter } from '../../loaders/template.ts';
import { parameterOf } from '../../loaders/value.ts';
import { databaseValueOf } from './enum-values.ts';
import { refuseArgument } from './refuse-argument.ts';

/** What a filter is read with. */
export interface FilterParts {
  readonly catalog: Catalog;
  readonly nodeIds: NodeIds;
}

/** Asked for each field of a type that a filter or an order names; throws where the caller may not read it. */
export type CheckAccess = (typeName: string, fieldName: string) => void;

const mostConditions = 100;
const deepest = 8;
const mostValues = 1_000;

type Input = Readonly<Record<string, unknown>>;

interface Reading extends FilterParts {
  readonly checkAccess: CheckAccess;
  readonly region: string;
  conditions: number;
}

/**
 * Reads the argument `where` of a connection over a type's rows. The fields of the SDL's filter input are the type's
 * own. Throws BAD_USER_INPUT that names the place in the argument; nothing has been sent by then.
 */
export function readFilter(
  where: Input | null | undefined,
  type: TypeDeclaration,
  region: string,
  parts: FilterParts,
  checkAccess: CheckAccess,
): Filter | undefined {
  if (where === null || where === undefined) return undefined;
  const reading: Reading = { ...parts, checkAccess, region, conditions: 0 };
  return filterOf(conditionOf(where, type, 'where', 1, reading));
}

function conditionOf(
  where: Input,
  type: TypeDeclaration,
  path: string,
  depth: number,
  reading: Reading,
): Condition {
  if (depth > deepest) refuseArgument(path, `is nested deeper than ${deepest} levels`);
  const of = Object.entries(where).map(([name, value]) => {
    const place = `${path}.${name}`;
    // "No filter" would be the wider answer; a variable that happens to be null must not give it.
    if (value === null) refuseArgument(place, 'must not be null: leave it out, or ask for "isNull"');
    if (++reading.conditions > mostConditions)
      refuseArgument(path, `has more than ${mostConditions} conditions`);
    const combine = combinations[name];
    if (combine) return combine(value as never, type, place, depth, reading);
    const field = type.fields[name];
    if (!field) throw new TypeError(`${type.name} has no field ${name} to filter by`);
    reading.checkAccess(type.name, name);
    const read = fieldFilters[field.kind] as FieldFilter<FieldDeclaration> | undefined;
    if (!read) throw new TypeError(`${type.name}.${name} cannot be filtered by`);
    return read(field, value as Input, { type, place, depth, reading });
  });
  return only(of);
}

const only = (of: readonly Condition[]): Condition =>
  of.length === 1 && of[0] ? of[0] : { kind: 'and', of };

type Combination = (
  value: never,
  type: TypeDeclaration,
  place: string,
  depth: number,
  reading: Reading,
) => Condition;

const all =
  (kind: 'and' | 'or'): Combination =>
  (value: readonly Input[], type, place, depth, reading) => ({
    kind,
    of: value.map((each, i) => conditionOf(each, type, `${place}[${i}]`, depth + 1, reading)),
  });

const combinations: Readonly<Record<string, Combination>> = {
  and: all('and'),
  or: all('or'),
  not: (value: Input, type, place, depth, reading) => ({
    kind: 'not',
    of: conditionOf(value, type, place, depth + 1, reading),
  }),
};

interface FieldPlace {
  readonly type: TypeDeclaration;
  readonly place: string;
  readonly depth: number;
  readonly reading: Reading;
}

type FieldFilter<F extends FieldDeclaration> = (field: F, value: Input, at: FieldPlace) => Condition;

/** By what the field is; what is not here has no filter. */
const fieldFilters: {
  readonly [K in FieldDeclaration['kind']]?: FieldFilter<Extract<FieldDeclaration, { kind: K }>>;
} = {
  column({ column }, value, { type, place, reading }) {
    const model = columnOf(reading.catalog.model(type.table), column);
    if (model.kind === 'json') return jsonCondition(model, value, place);
    const one = (given: unknown, at: string): Parameter =>
      parameterOf(model, databaseValueOf(model, given), at);
    return only(operations(model, value, place, one));
  },

  nodeId(_field, value, { type, place, reading }) {
    const { key, region } = reading.catalog.model(type.table);
    const [column] = key;
    if (!column || key.length > 1) throw new TypeError(`${type.name} has a composite key`);
    const one = (given: unknown, at: string): Parameter => {
      const reference = reading.nodeIds.read(String(given), at, type.name);
      // A row of another region is not among these rows, and its key may be another row's here.
      if (region && reference.region !== reading.region)
        return refuseArgument(at, 'is the id of a row in another region');
      return reference.key[0] as string;
    };
    return only(operations(column, value, place, one));
  },

  entity(field, value, at) {
    const target = at.reading.catalog.typeOf(field.table);
    return {
      kind: 'related',
      quantifier: 'some',
      relation: relationOf(field, at.type, at.reading.catalog),
      of: conditionOf(value, target, at.place, at.depth + 1, at.reading),
    };
  },

  connection(field, value, at) {
    const target = at.reading.catalog.typeOf(field.table);
    const relation = relationOf(field, at.type, at.reading.catalog);
    return only(
      Object.entries(value).map(([quantifier, inner]) => {
        const place = `${at.place}.${quantifier}`;
        if (inner === null) refuseArgument(place, 'must not be null');
        return {
          kind: 'related',
          quantifier: quantifier as 'some' | 'none' | 'every',
          relation,
          of: conditionOf(inner as Input, target, place, at.depth + 1, at.reading),
        };
      }),
    );
  },
};

/** How the rows behind a relation field belong to the rows of its type. */
export function relationOf(
  field: EntityField | ConnectionField,
  type: TypeDeclaration,
  catalog: Catalog,
): Relation {
  const own = catalog.model(type.table);
  const target = catalog.model(field.table);
  const pairs =
    field.kind === 'entity'
      ? field.key.map((column, i) => ({ own: columnOf(own, column), other: target.key[i] as ColumnModel }))
      : field.parent.map((column, i) => ({
          own: own.key[i] as ColumnModel,
          other: columnOf(target, column),
        }));
  return { target, pairs };
}

type ReadOne = (value: unknown, place: string) => Parameter;
type Operation = (column: ColumnModel, value: never, place: string, one: ReadOne) => Condition;

const compare =
  (operator: Comparison): Operation =>
  (column, value, place, one) => ({ kind: 'compare', column, operator, value: one(value, place) });

const among =
  (negated: boolean): Operation =>
  (column, values: readonly unknown[], place, one) => {
    if (values.length > mostValues) refuseArgument(place, `has more than ${mostValues} elements`);
    return { kind: 'among', column, negated, values: values.map((each, i) => one(each, `${place}[${i}]`)) };
  };

/** The operators of the SDL's filters of scalars and enums. */
const operators: Readonly<Record<string, Operation>> = {
  eq: compare('eq'),
  ne: compare('ne'),
  lt: compare('lt'),
  lte: compare('lte'),
  gt: compare('gt'),
  gte: compare('gte'),
  startsWith: compare('startsWith'),
  contains: compare('contains'),
  in: among(false),
  notIn: among(true),
  between: (column, { from, to }: { from: unknown; to: unknown }, place, one) => ({
    kind: 'and',
    of: [
      { kind: 'compare', column, operator: 'gte', value: one(from, `${place}.from`) },
      { kind: 'compare', column, operator: 'lte', value: one(to, `${place}.to`) },
    ],
  }),
  isNull: (column, value: boolean) => ({ kind: 'isNull', column, negated: !value }),
};

function operations(column: ColumnModel, value: Input, place: string, one: ReadOne): Condition[] {
  return Object.entries(value).map(([name, operand]) => {
    const at = `${place}.${name}`;
    if (operand === null) refuseArgument(at, 'must not be null: ask for "isNull"');
    const operation = operators[name];
    if (!operation) throw new TypeError(`There is no operator ${name}`);
    return operation(column, operand as never, at, one);
  });
}

const mostSteps = 16;

function jsonCondition(column: ColumnModel, value: Input, place: string): Condition {
  const { path, eq, isNull } = value as { path?: readonly string[]; eq?: unknown; isNull?: boolean };
  const of: Condition[] = [];
  if (isNull !== undefined) of.push({ kind: 'isNull', column, negated: !isNull });
  if (eq !== undefined) {
    const steps = path ?? [];
    if (steps.length > mostSteps) refuseArgument(`${place}.path`, `has more than ${mostSteps} steps`);
    for (const step of steps)
      if (step.includes('\0')) refuseArgument(`${place}.path`, 'holds a NUL character');
    of.push({ kind: 'json', column, path: steps, value: String(parameterOf(column, eq, `${place}.eq`)) });
  } else if (path !== undefined) refuseArgument(`${place}.path`, 'needs "eq"');
  return only(of);
}
