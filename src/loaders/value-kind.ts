import type { PgColumn } from 'drizzle-orm/pg-core';

/** What the values of a column are, whatever the column's width or precision. */
export type ValueKind =
  | 'boolean'
  | 'decimal'
  | 'enum'
  | 'float'
  | 'int'
  | 'int8'
  | 'json'
  | 'text'
  | 'timestamp'
  | 'uuid';

/** By the first word of the SQL type; types that are not here cannot be declared. */
const kinds: Readonly<Record<string, ValueKind>> = {
  bigint: 'int8',
  boolean: 'boolean',
  char: 'text',
  double: 'float',
  integer: 'int',
  json: 'json',
  jsonb: 'json',
  numeric: 'decimal',
  real: 'float',
  smallint: 'int',
  text: 'text',
  timestamp: 'timestamp',
  uuid: 'uuid',
  varchar: 'text',
};

/** The kind of a column's values. Throws a TypeError for a type that loaders do not know. */
export function kindOf(column: PgColumn): ValueKind {
  if (column.columnType === 'PgEnumColumn') return 'enum';
  const kind = kinds[/^[a-z]+/.exec(column.getSQLType())?.[0] ?? ''];
  if (!kind) throw new TypeError(`Columns of the type ${column.getSQLType()} are not supported`);
  return kind;
}
