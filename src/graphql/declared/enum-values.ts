import type { ColumnModel } from '../../loaders/table-model.ts';

/** The SDL's name of a value that the database knows: in upper case, with underscores. */
export const enumValueOf = (value: string): string => value.toUpperCase().replaceAll('-', '_');

/** The database's value for an enum value of the SDL; anything else stays as it is. */
export function databaseValueOf({ column }: ColumnModel, value: unknown): unknown {
  const { enumValues } = column;
  if (!enumValues || enumValues.length === 0 || typeof value !== 'string') return value;
  return enumValues.find((each) => enumValueOf(each) === value) ?? value;
}
