import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { OrderTerm } from './order.ts';

/** The field is a column of the row. */
export interface ColumnField {
  readonly kind: 'column';
  readonly column: PgColumn;
}

/** The field is the row's node id. */
export interface NodeIdField {
  readonly kind: 'nodeId';
}

/** The field is the region that the row is pinned to. */
export interface RegionField {
  readonly kind: 'region';
}

/** The field is one row of another table, in the same region where both are regional. */
export interface EntityField {
  readonly kind: 'entity';
  readonly table: PgTable;
  /** The columns of this row that equal the other table's key, in its order. A NULL among them makes the field null. */
  readonly key: readonly PgColumn[];
}

/** The field is a connection over the rows of another table that point to this one. */
export interface ConnectionField {
  readonly kind: 'connection';
  readonly table: PgTable;
  /** The columns of the other table that equal this row's key, in its order. */
  readonly parent: readonly PgColumn[];
  readonly order: readonly OrderTerm[];
}

/** What a field of a domain type is. */
export type FieldDeclaration = ColumnField | NodeIdField | RegionField | EntityField | ConnectionField;

/** What a field of Query is: one row by its node id, or a connection over a table, regional ones by their `region`. */
export type RootDeclaration =
  | { readonly kind: 'byId'; readonly table: PgTable }
  | { readonly kind: 'rows'; readonly table: PgTable; readonly order: readonly OrderTerm[] };

/** A domain type: the table behind it and what each of its fields is. */
export interface TypeDeclaration {
  readonly name: string;
  readonly table: PgTable;
  readonly fields: Readonly<Record<string, FieldDeclaration>>;
}

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/** The field is this column. */
export function column(source: PgColumn): ColumnField {
  return { kind: 'column', column: source };
}

/** The field is the row's node id. */
export function nodeId(): NodeIdField {
  return { kind: 'nodeId' };
}

/** The field is the row's region. */
export function region(): RegionField {
  return { kind: 'region' };
}

/** The field is the row of `table` whose key these columns hold. */
export function entity(
  table: PgTable,
  { key }: { readonly key: PgColumn | readonly PgColumn[] },
): EntityField {
  return { kind: 'entity', table, key: list(key) };
}

/** The field is a connection over the rows of `table` whose `parent` columns hold this row's key. */
export function connection(
  table: PgTable,
  options: { readonly parent: PgColumn | readonly PgColumn[]; readonly order: readonly OrderTerm[] },
): ConnectionField {
  return { kind: 'connection', table, parent: list(options.parent), order: options.order };
}

/** The field of Query is the row that its argument `id` names. */
export function byId(table: PgTable): RootDeclaration {
  return { kind: 'byId', table };
}

/** The field of Query is a connection over a table, of the region in its argument `region` where the table is regional. */
export function rows(table: PgTable, options: { readonly order: readonly OrderTerm[] }): RootDeclaration {
  return { kind: 'rows', table, order: options.order };
}

/** Declares a type of the SDL. */
export function type(
  name: string,
  table: PgTable,
  fields: Readonly<Record<string, FieldDeclaration>>,
): TypeDeclaration {
  return { name, table, fields };
}

/** Newest or largest first. */
export function descending(source: PgColumn): OrderTerm {
  return { column: source, direction: 'desc' };
}

/** Oldest or smallest first. */
export function ascending(source: PgColumn): OrderTerm {
  return { column: source, direction: 'asc' };
}
