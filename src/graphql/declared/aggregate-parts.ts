import type { AggregateFunction } from '../../loaders/aggregate-loader.ts';
import type { FieldDeclaration, TypeDeclaration } from '../../loaders/declaration.ts';
import { type ColumnModel, columnOf, type TableModel } from '../../loaders/table-model.ts';
import type { ValueKind } from '../../loaders/value-kind.ts';
import { constantCase } from './order-argument.ts';

/**
 * The SDL's types around the aggregates of a domain type `Ride`: `RideAggregate` and `RideGroup` hold `count`, `sum` and
 * `avg` of `RideNumbers`, `min` and `max` of `RideExtremes`; a group also its `key`, a `RideKey`.
 */
export type AggregatePart = 'Aggregate' | 'Group' | 'Numbers' | 'Extremes' | 'Key';

export const aggregateParts: readonly AggregatePart[] = ['Aggregate', 'Group', 'Numbers', 'Extremes', 'Key'];

/** The part that a function's results are of. */
export const partOfFunction: Readonly<Record<AggregateFunction, 'Numbers' | 'Extremes'>> = {
  sum: 'Numbers',
  avg: 'Numbers',
  min: 'Extremes',
  max: 'Extremes',
};

/** Floats are left to whoever wants them: their sum depends on the order of the rows. */
const numbers: ReadonlySet<ValueKind> = new Set(['decimal', 'int', 'int8']);
/** Neither UUIDs, which have no least before PostgreSQL 18, nor text, whose order is the collation's. */
const ordered: ReadonlySet<ValueKind> = new Set(['decimal', 'int', 'int8', 'float', 'timestamp']);
const groupable: ReadonlySet<ValueKind> = new Set(['boolean', 'enum', 'int', 'text']);

/** The column of a field that may stand in `sum` and `avg`, or in `min` and `max`; undefined where it may not. */
export function aggregated(
  field: FieldDeclaration | undefined,
  part: 'Numbers' | 'Extremes',
  model: TableModel,
): ColumnModel | undefined {
  if (field?.kind !== 'column') return undefined;
  const column = columnOf(model, field.column);
  return (part === 'Numbers' ? numbers : ordered).has(column.kind) ? column : undefined;
}

/** The columns that rows must share to be in one group by this field; none where rows cannot be grouped by it. */
export function groupColumns(field: FieldDeclaration | undefined, model: TableModel): readonly ColumnModel[] {
  if (field?.kind === 'entity') return field.key.map((column) => columnOf(model, column));
  if (field?.kind !== 'column') return [];
  const column = columnOf(model, field.column);
  return groupable.has(column.kind) ? [column] : [];
}

/** A value of a type's enum of group keys. */
export interface GroupChoice {
  readonly field: string;
  readonly columns: readonly ColumnModel[];
}

/** The values of a type's enum `RideGroupKey`: each field that rows can be grouped by. */
export function groupChoices(type: TypeDeclaration, model: TableModel): ReadonlyMap<string, GroupChoice> {
  return new Map(
    Object.entries(type.fields).flatMap(([field, declaration]) => {
      const columns = groupColumns(declaration, model);
      return columns.length === 0 ? [] : [[constantCase(field), { field, columns }] as const];
    }),
  );
}

/** What a field of one of these types must be named after; a name that is nothing is an error at start. */
export function isAggregateField(
  part: AggregatePart,
  name: string,
  type: TypeDeclaration,
  model: TableModel,
): boolean {
  const field = type.fields[name];
  switch (part) {
    case 'Group':
      return name === 'key' || isAggregateField('Aggregate', name, type, model);
    case 'Aggregate':
      return name === 'count' || name in partOfFunction;
    case 'Key':
      return groupColumns(field, model).length > 0;
    default:
      return aggregated(field, part, model) !== undefined;
  }
}
