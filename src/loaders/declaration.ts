import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { OrderTerm } from './order.ts';
import type { Row } from './row-shape.ts';

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

/** The field follows from columns of the row. */
export interface ComputedField {
  readonly kind: 'computed';
  readonly columns: readonly PgColumn[];
  readonly value: (row: Row) => unknown;
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
  readonly largestPage: number | undefined;
}

/** The field says what the rows of another table that point to this one make together. */
export interface AggregateField {
  readonly kind: 'aggregate';
  readonly table: PgTable;
  /** The columns of the other table that equal this row's key, in its order. */
  readonly parent: readonly PgColumn[];
}

/** The field says it of each group of them that share values. */
export interface GroupsField {
  readonly kind: 'groups';
  readonly table: PgTable;
  readonly parent: readonly PgColumn[];
}

/** What a field of a domain type is. */
export type FieldDeclaration =
  | ColumnField
  | NodeIdField
  | RegionField
  | ComputedField
  | EntityField
  | ConnectionField
  | AggregateField
  | GroupsField;

/** The field of Query is the row that its one argument names by a node id. */
export interface ByIdRoot {
  readonly kind: 'byId';
  readonly table: PgTable;
  readonly argument: string;
}

/** The field of Query is the row whose key its arguments hold, each a column's value or another row's node id. */
export interface ByKeyRoot {
  readonly kind: 'byKey';
  readonly table: PgTable;
  readonly key: Readonly<Record<string, KeyArgument>>;
}

/** An argument that holds a part of a key. `node` is the table whose node ids it takes, which also say the region. */
export interface KeyArgument {
  readonly column: PgColumn;
  readonly node: PgTable | undefined;
}

/** The field of Query is a connection over a table, of the region in its argument `region` where it is regional. */
export interface RowsRoot {
  readonly kind: 'rows';
  readonly table: PgTable;
  readonly order: readonly OrderTerm[];
  readonly largestPage: number | undefined;
}

/** The field of Query says what the rows of a table make together, of the region in its argument `region`. */
export interface AggregateRoot {
  readonly kind: 'aggregate';
  readonly table: PgTable;
}

/** The field of Query says it of each group of rows that share values. */
export interface GroupsRoot {
  readonly kind: 'groups';
  readonly table: PgTable;
}

/** What a field of Query is. */
export type RootDeclaration = ByIdRoot | ByKeyRoot | RowsRoot | AggregateRoot | GroupsRoot;

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

/** The field is what `value` makes of these columns. */
export function computed(columns: readonly PgColumn[], value: ComputedField['value']): ComputedField {
  return { kind: 'computed', columns, value };
}

/** The field is the row of `table` whose key these columns hold. */
export function entity(
  table: PgTable,
  { key }: { readonly key: PgColumn | readonly PgColumn[] },
): EntityField {
  return { kind: 'entity', table, key: list(key) };
}

/** How a connection is read. The order's columns are NOT NULL; the table's key follows as tie-break. */
export interface ConnectionOptions {
  readonly order: readonly OrderTerm[];
  /** The largest page, where it is not the usual one. */
  readonly largestPage?: number;
}

/** The field is a connection over the rows of `table` whose `parent` columns hold this row's key. */
export function connection(
  table: PgTable,
  options: ConnectionOptions & { readonly parent: PgColumn | readonly PgColumn[] },
): ConnectionField {
  const { parent, order, largestPage } = options;
  return { kind: 'connection', table, parent: list(parent), order, largestPage };
}

/** Whose rows an aggregate is of. */
interface ParentOption {
  /** The columns of the table that hold this row's key. */
  readonly parent: PgColumn | readonly PgColumn[];
}

/** The field is the count of `table`'s rows and the sum, average, least and greatest of their columns. */
export function aggregate(table: PgTable): AggregateRoot;
export function aggregate(table: PgTable, options: ParentOption): AggregateField;
export function aggregate(table: PgTable, options?: ParentOption): AggregateRoot | AggregateField {
  return { kind: 'aggregate', table, ...(options ? { parent: list(options.parent) } : {}) };
}

/** The field is the same of each group of rows that share the values named by its argument `by`, the largest first. */
export function groups(table: PgTable): GroupsRoot;
export function groups(table: PgTable, options: ParentOption): GroupsField;
export function groups(table: PgTable, options?: ParentOption): GroupsRoot | GroupsField {
  return { kind: 'groups', table, ...(options ? { parent: list(options.parent) } : {}) };
}

/** The field of Query is the row that its argument `id` names. */
export function byId(table: PgTable, argument = 'id'): ByIdRoot {
  return { kind: 'byId', table, argument };
}

/** The field of Query is the row whose key its arguments hold. A regional table needs a node id among them. */
export function byKey(table: PgTable, key: Readonly<Record<string, KeyArgument>>): ByKeyRoot {
  return { kind: 'byKey', table, key };
}

/** The argument is the value of this column of the key. */
export function value(source: PgColumn): KeyArgument {
  return { column: source, node: undefined };
}

/** The argument is the node id of a row of `node`, whose one key column this column of the key equals. */
export function idOf(node: PgTable, source: PgColumn): KeyArgument {
  return { column: source, node };
}

/** The field of Query is a connection over a table, of the region in its argument `region` where the table is regional. */
export function rows(table: PgTable, { order, largestPage }: ConnectionOptions): RowsRoot {
  return { kind: 'rows', table, order, largestPage };
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
