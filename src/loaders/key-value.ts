import type { TableModel } from './table-model.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether text is a UUID as the database writes it. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}

/** Whether values can be a key of the table: as many as it has columns, UUIDs where they are UUIDs. */
export function isKeyValue({ key }: TableModel, values: readonly string[]): boolean {
  return (
    values.length === key.length &&
    key.every(({ sqlType }, i) => sqlType !== 'uuid' || isUuid(values[i] as string))
  );
}
