import type { WireRow } from '../../db/database.ts';
import type { Key } from '../../loaders/key.ts';
import type { ColumnModel } from '../../loaders/table-model.ts';
import type { UnreadRows } from '../../loaders/unread-rows.ts';
import type { RequestContext } from '../context.ts';
import type { ConnectionValue } from '../declared/connection-value.ts';
import type { SelectionInfo } from '../declared/look-ahead.ts';

/** What is read for rows of one region, by one field of theirs. */
export interface BranchRequest {
  readonly args: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
  readonly info: SelectionInfo;
  /** That of the rows which have the field. */
  readonly region: string;
}

interface BranchKey {
  /** The columns of the row by which the field is found. */
  readonly key: readonly ColumnModel[];
  /** The row's property that holds its region; undefined where its table is GLOBAL. */
  readonly region: string | undefined;
}

/** A field that is one row of another table. */
export interface RowBranch extends BranchKey {
  readonly kind: 'row';
  readonly load: (
    request: BranchRequest,
    keys: readonly (Key | null)[],
  ) => Promise<UnreadRows<WireRow | null>>;
}

/** A field that is a connection. */
export interface ConnectionBranch extends BranchKey {
  readonly kind: 'connection';
  readonly load: (request: BranchRequest, keys: readonly Key[]) => Promise<readonly ConnectionValue[]>;
}

/** A part of a connection's own types: its rows, the row of an edge, or the connection once more. */
export interface ConnectionPart {
  readonly kind: 'nodes' | 'node' | 'pageInfo';
}

/** A connection's rows with their cursors. */
export interface EdgesPart {
  readonly kind: 'edges';
  readonly edgesOf: (connection: ConnectionValue) => readonly object[];
}

/** How the values of a field are found for many rows at once. */
export type Branch = RowBranch | ConnectionBranch | ConnectionPart | EdgesPart;

const branches = new WeakMap<object, Branch>();

/** Says that a resolver finds what the branch finds. Whoever wraps it, to guard the field, does not. */
export function branching<R extends object>(resolver: R, branch: Branch): R {
  branches.set(resolver, branch);
  return resolver;
}

/** The branch of a resolver; undefined where nobody said so. */
export const branchOf = (resolver: object): Branch | undefined => branches.get(resolver);
