import type { TableModel } from './table-model.ts';
import { hasForm } from './value.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether text is a UUID as the database writes it. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}

/** Whether values can be a key of the table: as many as it has columns, each of its column's form. */
export function isKeyValue({ key }: TableModel, values: readonly string[]): boolean {
  return values.length === key.length && key.every((column, i) => hasForm(column, values[i] as string));
}
