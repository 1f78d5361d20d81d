import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { RegionName } from '../db/locality.ts';
import type { KeyArgument } from './declaration.ts';

/** Where a column of a new row gets its value from, where the caller does not give it. */
export type Source =
  | { readonly kind: 'caller' }
  | { readonly kind: 'constant'; readonly value: string | number | boolean }
  | { readonly kind: 'newId' }
  | { readonly kind: 'now' }
  | { readonly kind: 'parent'; readonly column: PgColumn };

/** A column of a new row that the caller does not give. */
export interface OwnValue {
  readonly column: PgColumn;
  readonly source: Source;
}

/** What a row is made of: columns by the field of the SDL's input type, and columns that have a source of their own. */
export interface RowParts {
  readonly fields: Readonly<Record<string, KeyArgument>>;
  readonly own?: readonly OwnValue[];
}

/**
 * The input field that decides the region of a row; without one the node ids among the fields decide. Undefined from
 * `regionOf` refuses the value; without the function the field is of the SDL's region enum.
 */
export interface Home {
  readonly field: string;
  readonly regionOf: ((value: string) => RegionName | undefined) | undefined;
}

/**
 * Rows of another table that are made with their parent, in its transaction and region: one statement for the rows of
 * all parents. Rows may be nested in them in turn.
 */
export interface NestedRows extends RowParts {
  readonly table: PgTable;
  /** The columns that hold the parent's key, in its order. */
  readonly parent: readonly PgColumn[];
  /** How many a parent may have. */
  readonly most: number;
  readonly nested: Nested;
}

/** By the input field that holds the list. */
export type Nested = Readonly<Record<string, NestedRows>>;

/** How the row to change is named: by its node id in the input field `id`, or by the columns of its key. */
export type RowName = string | Readonly<Record<string, KeyArgument>>;

interface Declared<K extends string> {
  readonly kind: K;
  readonly table: PgTable;
  readonly reads: readonly PgTable[];
  readonly writes: readonly PgTable[];
  readonly deletes?: readonly PgTable[];
}

/** Makes one row of its argument `input`, and the rows nested in it. */
export interface CreateMutation extends Declared<'create'>, RowParts {
  readonly home: Home | undefined;
  readonly nested: Nested;
}

/** The list argument of a mutation of many rows, which is one statement and lies in one region: all of them, or none. */
interface ManyRows {
  readonly argument: string;
  readonly most: number;
}

/** Makes the rows of its list argument. */
export interface CreateManyMutation extends Declared<'createMany'>, RowParts, ManyRows {
  readonly home: Home | undefined;
}

/** Changes the columns that its argument `input` holds: what is absent is kept, null clears. */
export interface UpdateMutation extends Declared<'update'>, RowParts {
  readonly home: Home | undefined;
  readonly name: RowName;
  /** The column that must hold the caller's subject. */
  readonly owner: PgColumn | undefined;
}

/** Changes rows as an update does, each in its own way. */
export interface UpdateManyMutation extends Declared<'updateMany'>, RowParts, ManyRows {
  readonly home: Home | undefined;
  readonly name: RowName;
  readonly owner: PgColumn | undefined;
}

/** Deletes one row, and answers with it as it was. */
export interface RemoveMutation extends Declared<'remove'> {
  readonly name: RowName;
  readonly owner: PgColumn | undefined;
}

/** Deletes rows, and answers with them as they were. */
export interface RemoveManyMutation extends Declared<'removeMany'>, ManyRows {
  readonly name: RowName;
  readonly owner: PgColumn | undefined;
}

/** Makes the row, or changes the row that has its key as an update does. With `expectedVersion` it only changes. */
export interface UpsertMutation extends Declared<'upsert'>, RowParts {
  readonly home: Home | undefined;
  readonly owner: PgColumn | undefined;
}

/** Makes or changes rows. All give the same fields, for a statement cannot keep a column in some of them alone. */
export interface UpsertManyMutation extends Declared<'upsertMany'>, RowParts, ManyRows {
  readonly home: Home | undefined;
  readonly owner: PgColumn | undefined;
}

/** A field of Mutation that is data. Its scopes and its payload are the SDL's. */
export type MutationDeclaration =
  | CreateMutation
  | CreateManyMutation
  | UpdateMutation
  | UpdateManyMutation
  | RemoveMutation
  | RemoveManyMutation
  | UpsertMutation
  | UpsertManyMutation;

/** The column holds the caller's subject. */
export function caller(column: PgColumn): OwnValue {
  return { column, source: { kind: 'caller' } };
}

/** The column holds this value in every new row. */
export function constant(column: PgColumn, fixed: string | number | boolean): OwnValue {
  return { column, source: { kind: 'constant', value: fixed } };
}

/** The column holds a new UUID. */
export function newId(column: PgColumn): OwnValue {
  return { column, source: { kind: 'newId' } };
}

/** The column holds the time of the change. */
export function now(column: PgColumn): OwnValue {
  return { column, source: { kind: 'now' } };
}

/** The column of a nested row holds what this column of its parent holds. */
export function ofParent(column: PgColumn, parent: PgColumn): OwnValue {
  return { column, source: { kind: 'parent', column: parent } };
}

/** The input field that decides the region. */
export function home(field: string, regionOf?: Home['regionOf']): Home {
  return { field, regionOf };
}

/** Rows that are made with their parent, `most` of them at most. */
export function nested(
  table: PgTable,
  parts: RowParts & {
    readonly parent: PgColumn | readonly PgColumn[];
    readonly most: number;
    readonly nested?: Nested;
  },
): NestedRows {
  const { parent, nested: inside = {} } = parts;
  return { ...parts, table, nested: inside, parent: Array.isArray(parent) ? parent : [parent as PgColumn] };
}

/** What the new rows of a mutation are made of. */
type NewRows = RowParts & { readonly home?: Home };

/** Which rows a mutation changes, and what may change them. */
interface NamedRows {
  readonly name?: RowName;
  readonly owner?: PgColumn;
}

/** The field of Mutation makes a row. */
export function create(table: PgTable, parts: NewRows & { readonly nested?: Nested }): CreateMutation {
  const inside = parts.nested ?? {};
  const writes = [...new Set([table, ...tablesIn(inside)])];
  return { kind: 'create', table, ...parts, home: parts.home, nested: inside, reads: [], writes };
}

const tablesIn = (inside: Nested): PgTable[] =>
  Object.values(inside).flatMap((each) => [each.table, ...tablesIn(each.nested)]);

/** The field of Mutation makes the rows of its list argument, `most` of them at most. */
export function createMany(table: PgTable, parts: NewRows & ManyRows): CreateManyMutation {
  return { kind: 'createMany', table, ...parts, home: parts.home, reads: [], writes: [table] };
}

type Changes = Pick<RowParts, 'fields'> & NamedRows & { readonly home?: Home };

/** The field of Mutation changes a row; of a table with a column `version`, that counts up. */
export function update(table: PgTable, { fields, name = 'id', owner, home: at }: Changes): UpdateMutation {
  return { kind: 'update', table, fields, name, owner, home: at, reads: [], writes: [table] };
}

/** The field of Mutation changes the rows that its list argument names, `most` of them at most. */
export function updateMany(table: PgTable, parts: Changes & ManyRows): UpdateManyMutation {
  const { name = 'id', owner } = parts;
  return { kind: 'updateMany', table, ...parts, name, owner, home: parts.home, reads: [], writes: [table] };
}

/** The field of Mutation deletes a row. */
export function remove(table: PgTable, { name = 'id', owner }: NamedRows = {}): RemoveMutation {
  return { kind: 'remove', table, name, owner, reads: [], writes: [], deletes: [table] };
}

/** The field of Mutation deletes the rows that its list argument names, `most` of them at most. */
export function removeMany(table: PgTable, parts: NamedRows & ManyRows): RemoveManyMutation {
  const { name = 'id', owner } = parts;
  return { kind: 'removeMany', table, ...parts, name, owner, reads: [], writes: [], deletes: [table] };
}

/** The field of Mutation makes a row or changes the one that has its key. */
export function upsert(table: PgTable, parts: NewRows & Pick<NamedRows, 'owner'>): UpsertMutation {
  const { home: at, owner } = parts;
  return { kind: 'upsert', table, ...parts, home: at, owner, reads: [], writes: [table] };
}

/** The field of Mutation makes or changes the rows of its list argument, `most` of them at most. */
export function upsertMany(
  table: PgTable,
  parts: NewRows & Pick<NamedRows, 'owner'> & ManyRows,
): UpsertManyMutation {
  const { home: at, owner } = parts;
  return { kind: 'upsertMany', table, ...parts, home: at, owner, reads: [], writes: [table] };
}
