import { getArgumentValues } from 'graphql';
import type { WireRow } from '../../db/database.ts';
import type { Key } from '../../loaders/key.ts';
import type { Row } from '../../loaders/row-shape.ts';
import { UnreadRows } from '../../loaders/unread-rows.ts';
import { type WireKeyReader, wireKeyReader } from '../../loaders/wire-keys.ts';
import type { RequestContext } from '../context.ts';
import type { ConnectionValue } from '../declared/connection-value.ts';
import type { SelectionInfo } from '../declared/look-ahead.ts';
import type { ConnectionPlan, PlannedBranch, PlannedConnection, PlannedRow, RowPlan } from './row-plan.ts';

/** Rows as they come: objects, or what the database sent. */
export type SomeRows = readonly Row[] | UnreadRows<WireRow | null>;

/** Rows, and what belongs to each of them by the branches of their plan. */
export interface LoadedRows {
  readonly rows: SomeRows;
  /** In the order of the plan's branches; none where there are no rows. */
  readonly branches: readonly LoadedBranch[];
}

/** The row, or the connection, that belongs to row `i` is number `i` of these. */
export type LoadedBranch = LoadedRows | LoadedConnections;

/** The connections of rows, and what belongs to the rows of all of them. */
export interface LoadedConnections {
  /** By the rows that have them; undefined where a row is null. */
  readonly connections: readonly (ConnectionValue | undefined)[];
  /** Where the rows of each begin in `rows`, and behind the last one where they end. */
  readonly starts: Int32Array;
  /** The rows of all connections one after the other, by the plans for them. */
  readonly rows: readonly LoadedRows[];
}

/** On whose behalf rows are loaded, and for what operation. */
export interface LoadingScope {
  readonly context: RequestContext;
  readonly info: SelectionInfo;
}

/** Loads what belongs to rows of one region: level by level, all rows of a level at once. */
export function loadRows(
  plan: RowPlan,
  rows: SomeRows,
  region: string,
  scope: LoadingScope,
): LoadedRows | Promise<LoadedRows> {
  if (plan.branches.length === 0 || rows.length === 0) return { rows, branches: [] };
  const loading = plan.branches.map((branch) => loadBranch(branch, rows, region, scope));
  const [only] = loading;
  // Promise.all is slow for what is mostly one.
  return only && loading.length === 1
    ? only.then((loaded) => ({ rows, branches: [loaded] }))
    : Promise.all(loading).then((branches) => ({ rows, branches }));
}

/** Loads what belongs to the rows of connections that are over one table and in one region. */
export function loadConnections(
  plan: ConnectionPlan,
  connections: LoadedConnections['connections'],
  scope: LoadingScope,
): LoadedConnections | Promise<LoadedConnections> {
  const { starts, all } = rowsOf(connections);
  if (!all) return { connections, starts, rows: [] };
  const { region } = all;
  const loaded = plan.rows.map((rows) => loadRows(rows, all, region, scope));
  if (loaded.every((rows) => 'rows' in rows)) return { connections, starts, rows: loaded };
  return Promise.all(loaded).then((rows) => ({ connections, starts, rows }));
}

/** The rows of all connections one after the other; undefined where there is no connection. */
function rowsOf(connections: LoadedConnections['connections']) {
  const starts = new Int32Array(connections.length + 1);
  let count = 0;
  let like: UnreadRows | undefined;
  for (let i = 0; i < connections.length; i += 1) {
    const rows = connections[i]?.page.rows;
    like ??= rows;
    count += rows?.length ?? 0;
    starts[i + 1] = count;
  }
  if (!like || connections.length === 1) return { starts, all: like };
  const wire = connections.flatMap((connection) => connection?.page.rows.wire ?? []);
  return { starts, all: new UnreadRows(wire, like.shape, like.region, like.offset) };
}

function loadBranch(
  planned: PlannedBranch,
  rows: SomeRows,
  region: string,
  scope: LoadingScope,
): Promise<LoadedBranch> {
  const keys = keysOf(planned, rows);
  return planned.kind === 'row'
    ? loadRow(planned, keys, region, scope)
    : loadConnection(planned, keys, region, scope);
}

async function loadRow(
  planned: PlannedRow,
  keys: readonly (Key | null)[],
  region: string,
  scope: LoadingScope,
) {
  const rows = await planned.branch.load(requestOf(planned, region, scope), keys);
  return loadRows(planned.rows, rows, rows.region, scope);
}

async function loadConnection(
  planned: PlannedConnection,
  keys: readonly (Key | null)[],
  region: string,
  scope: LoadingScope,
) {
  const present = keys.filter((key) => key !== null);
  if (present.length === 0)
    return loadConnections(
      planned.connection,
      keys.map(() => undefined),
      scope,
    );
  const found = await planned.branch.load(requestOf(planned, region, scope), present);
  let next = 0;
  const connections =
    present.length === keys.length ? found : keys.map((key) => (key === null ? undefined : found[next++]));
  return loadConnections(planned.connection, connections, scope);
}

function requestOf({ field, nodes }: PlannedBranch, region: string, { context, info }: LoadingScope) {
  const { schema, fragments, variableValues } = info;
  const [node] = nodes;
  const args = field.args.length === 0 || !node ? {} : getArgumentValues(field, node, variableValues);
  return { args, context, region, info: { fieldNodes: nodes, schema, fragments, variableValues } };
}

function keysOf(planned: PlannedBranch, rows: SomeRows): (Key | null)[] {
  const { key } = planned.branch;
  const read = rows instanceof UnreadRows ? readerOf(planned, rows) : undefined;
  if (read) return (rows as UnreadRows<WireRow | null>).wire.map((row) => row && read(row));
  return Array.from<Row | null, Key | null>(rows, (row) => {
    if (row === null) return null;
    const values = key.map(({ property }) => row[property]);
    return values.includes(null) ? null : values.map(String);
  });
}

const readers = new WeakMap<
  PlannedBranch,
  { readonly shape: UnreadRows['shape']; readonly offset: number; readonly read: WireKeyReader | undefined }
>();

/**
 * A branch's rows are always of one shape, as long as the document is the same. The region is no column of a shape: where
 * it is part of the key, rows must be read.
 */
function readerOf(
  planned: PlannedBranch,
  { shape, offset }: UnreadRows<WireRow | null>,
): WireKeyReader | undefined {
  const { key } = planned.branch;
  const known = readers.get(planned);
  if (known?.shape === shape && known.offset === offset) return known.read;
  const at = key.map((column) => offset + shape.columns.indexOf(column));
  const read = at.every((position) => position >= offset)
    ? wireKeyReader(key, at, offset + shape.columns.length)
    : undefined;
  readers.set(planned, { shape, offset, read });
  return read;
}
