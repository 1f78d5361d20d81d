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

/** Rows of another table that are made with their parent, in its transaction and region, in one statement. */
export interface NestedRows extends RowParts {
  readonly table: PgTable;
  /** The columns that hold the parent's key, in its order. */
  readonly parent: readonly PgColumn[];
  readonly most: number;
}

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
  readonly nested: Readonly<Record<string, NestedRows>>;
}

/** Makes the rows of its list argument in one statement, all in one region. */
export interface CreateManyMutation extends Declared<'createMany'>, RowParts {
  readonly home: Home | undefined;
  readonly argument: string;
  readonly most: number;
}

/** Changes the columns that its argument `input` holds: what is absent is kept, null clears. */
export interface UpdateMutation extends Declared<'update'>, RowParts {
  readonly home: Home | undefined;
  readonly name: RowName;
  /** The column that must hold the caller's subject. */
  readonly owner: PgColumn | undefined;
}

/** Deletes one row, and answers with it as it was. */
export interface RemoveMutation extends Declared<'remove'> {
  readonly name: RowName;
  readonly owner: PgColumn | undefined;
}

/** Makes the row, or changes the row that has its key as an update does. With `expectedVersion` it only changes. */
export interface UpsertMutation extends Declared<'upsert'>, RowParts {
  readonly home: Home | undefined;
  readonly owner: PgColumn | undefined;
}

/** A field of Mutation that is data. Its scopes and its payload are the SDL's. */
export type MutationDeclaration =
  | CreateMutation
  | CreateManyMutation
  | UpdateMutation
  | RemoveMutation
  | UpsertMutation;

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
  parts: RowParts & { readonly parent: PgColumn | readonly PgColumn[]; readonly most: number },
): NestedRows {
  const { parent } = parts;
  return { ...parts, table, parent: Array.isArray(parent) ? parent : [parent as PgColumn] };
}

/** The field of Mutation makes a row. */
export function create(
  table: PgTable,
  parts: RowParts & { readonly home?: Home; readonly nested?: Readonly<Record<string, NestedRows>> },
): CreateMutation {
  const inside = parts.nested ?? {};
  const writes = [...new Set([table, ...Object.values(inside).map((each) => each.table)])];
  return { kind: 'create', table, ...parts, home: parts.home, nested: inside, reads: [], writes };
}

/** The field of Mutation makes the rows of its list argument, `most` of them at most. */
export function createMany(
  table: PgTable,
  parts: RowParts & { readonly home?: Home; readonly argument: string; readonly most: number },
): CreateManyMutation {
  return { kind: 'createMany', table, ...parts, home: parts.home, reads: [], writes: [table] };
}

/** The field of Mutation changes a row; of a table with a column `version`, that counts up. */
export function update(
  table: PgTable,
  parts: Pick<RowParts, 'fields'> & {
    readonly name?: RowName;
    readonly owner?: PgColumn;
    readonly home?: Home;
  },
): UpdateMutation {
  const { fields, name = 'id', owner } = parts;
  return { kind: 'update', table, fields, name, owner, home: parts.home, reads: [], writes: [table] };
}

/** The field of Mutation deletes a row. */
export function remove(
  table: PgTable,
  { name = 'id', owner }: { readonly name?: RowName; readonly owner?: PgColumn } = {},
): RemoveMutation {
  return { kind: 'remove', table, name, owner, reads: [], writes: [], deletes: [table] };
}

/** The field of Mutation makes a row or changes the one that has its key. */
export function upsert(
  table: PgTable,
  parts: RowParts & { readonly home?: Home; readonly owner?: PgColumn },
): UpsertMutation {
  const { owner } = parts;
  return { kind: 'upsert', table, ...parts, home: parts.home, owner, reads: [], writes: [table] };
}
