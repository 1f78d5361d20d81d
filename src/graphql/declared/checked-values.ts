import type { ColumnModel, TableModel } from '../../loaders/table-model.ts';
import { parameterOf } from '../../loaders/value.ts';
import { databaseValueOf } from './enum-values.ts';
import { refuseArgument } from './refuse-argument.ts';

/** Checks values by property, for a mutation that is written by hand; undefined is absent. */
export function checkValues(
  model: TableModel,
  given: Readonly<Record<string, unknown>>,
  path: string,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [property, value] of Object.entries(given)) {
    const column = model.byProperty.get(property);
    if (!column) throw new TypeError(`${model.name} has no ${property}`);
    const place = `${path}.${property}`;
    if (value === undefined) continue;
    if (value === null && column.column.notNull) refuseArgument(place, 'must not be null');
    values[property] = value === null ? null : checkedValue(column, value, place);
  }
  return values;
}

/** A value as the database would write it, checked, so that a key can be found again. */
export function checkedValue(column: ColumnModel, value: unknown, place: string): unknown {
  const parameter = parameterOf(column, databaseValueOf(column, value), place);
  return column.kind === 'uuid' ? String(parameter).toLowerCase() : parameter;
}
