import { context, SpanKind, trace } from '@opentelemetry/api';
import type { Database, RawRow, Statement, StatementOrigin, WireRow } from '../db/database.ts';
import { attribute } from '../telemetry/attributes.ts';
import { findTracer } from '../telemetry/spans.ts';
import { type AggregateQuery, aggregateId, aggregateStatement } from './aggregate-loader.ts';
import type { Catalog } from './catalog.ts';
import type { ChangedRows } from './changed-rows.ts';
import {
  type ConnectionQuery,
  countStatement,
  pageStatement,
  parentReader,
  parentText,
  type RowPage,
  readPageRows,
  textId,
} from './connection-loader.ts';
import { byKeyStatement } from './entity-loader.ts';
import { type Key, keyText } from './key.ts';
import { KeyLoader } from './key-loader.ts';
import type { Row, RowShape } from './row-shape.ts';
import { UnreadRows } from './unread-rows.ts';

/** The rows of one operation, each statement's read once. Made anew for each, so that nobody sees another's rows. */
export interface Loaders {
  readonly catalog: Catalog;
  /** The one object for a connection as it is read: those of two aliases with equal arguments batch together. */
  query(query: ConnectionQuery): ConnectionQuery;
  /** What was found out once in this operation, by the object that it is about. */
  readonly notes: Map<object, unknown>;
  /** The row with this key, null where there is none. Keys of one turn, region and shape become one statement. */
  row(shape: RowShape, region: Statement['region'], key: Key): Promise<Row | null>;
  /** The rows with these keys, in their order; null for a key that is null, and where there is none. */
  rows(
    shape: RowShape,
    region: Statement['region'],
    keys: readonly (Key | null)[],
  ): Promise<UnreadRows<WireRow | null>>;
  /** One page of a connection over a whole table. */
  page(query: ConnectionQuery, region: Statement['region']): Promise<RowPage>;
  /** One page for each parent; the parents of one turn become one statement. */
  pagesOf(
    query: ConnectionQuery,
    region: Statement['region'],
    parents: readonly Key[],
  ): Promise<readonly RowPage[]>;
  /** How many rows a connection over a whole table has in all. */
  count(query: ConnectionQuery, region: Statement['region']): Promise<string>;
  /** How many rows it has of each parent; the parents of one turn become one statement. */
  countsOf(
    query: ConnectionQuery,
    region: Statement['region'],
    parents: readonly Key[],
  ): Promise<readonly string[]>;
  /** What an aggregate or its groups are read from, of this parent where it has one: see `readAggregate`. */
  aggregate(query: AggregateQuery, region: Statement['region'], parent?: Key): Promise<readonly RawRow[]>;
  /** Forgets all rows after a transaction, but for those that it gave back itself. */
  clear(changed?: ChangedRows): void;
}

/** Runs a statement for rows of one form. */
type Ask<R> = (statement: Statement, origin: StatementOrigin) => Promise<readonly R[]>;

/** Makes the loaders of one operation. Cheap: it makes a loader only when a batch is first asked for. */
export function createLoaders(
  catalog: Catalog,
  { query, queryWire }: Pick<Database, 'query' | 'queryWire'>,
  origin: StatementOrigin,
): Loaders {
  const tracer = findTracer('meridian.loaders');
  const rows = new Map<RowShape, Map<string, KeyLoader<WireRow>>>();
  const pages = new Map<ConnectionQuery, Map<string, KeyLoader<RowPage>>>();
  const counts = new Map<ConnectionQuery, Map<string, KeyLoader<string>>>();
  const wholePages = new Map<ConnectionQuery, Map<string, Promise<RowPage>>>();
  const wholeCounts = new Map<ConnectionQuery, Map<string, Promise<string>>>();
  const aggregates = new Map<string, Map<string, KeyLoader<RawRow[]>>>();
  const wholeAggregates = new Map<string, Map<string, Promise<readonly RawRow[]>>>();
  const queries = new Map<string, ConnectionQuery>();
  let given: ChangedRows | undefined;

  /** One batch in a span of its own, so that a trace shows which keys waited for which statement. */
  function run(kind: string, statement: Statement, size: number): Promise<readonly RawRow[]>;
  function run<R>(kind: string, statement: Statement, size: number, ask: Ask<R>): Promise<readonly R[]>;
  function run(
    kind: string,
    statement: Statement,
    size: number,
    ask: Ask<unknown> = query,
  ): Promise<readonly unknown[]> {
    if (!tracer) return ask(statement, origin);
    const span = tracer.startSpan(`${kind} ${statement.table}`, {
      kind: SpanKind.INTERNAL,
      attributes: {
        [attribute.batchSize]: size,
        [attribute.table]: statement.table,
        [attribute.region]: statement.region,
      },
    });
    return context
      .with(trace.setSpan(context.active(), span), () => ask(statement, origin))
      .finally(() => span.end());
  }

  async function readPage(query: ConnectionQuery, region: Statement['region']): Promise<RowPage> {
    const statement = pageStatement(query, catalog.page(query), region, []);
    return readPageRows(query, await run('page', statement, 1, queryWire), region);
  }

  async function readCount(query: ConnectionQuery, region: Statement['region']): Promise<string> {
    const [row] = await run('count', countStatement(query, catalog.count(query), region, []), 1);
    return String(row?.[0] ?? 0);
  }

  function rowLoader(shape: RowShape, region: Statement['region']): KeyLoader<WireRow> {
    const keyOf = catalog.wireKey(shape);
    return new KeyLoader(async (keys, found) => {
      const statement = byKeyStatement(shape, catalog.byKey(shape), region, keys);
      for (const row of await run('rows', statement, keys.length, queryWire))
        found(keyText(keyOf(row) as Key), row);
    });
  }

  function pageLoader(query: ConnectionQuery, region: Statement['region']): KeyLoader<RowPage> {
    const parentOf = parentReader(query);
    return new KeyLoader(async (parents, found) => {
      const statement = pageStatement(query, catalog.page(query), region, parents);
      const rows = await run('pages', statement, parents.length, queryWire);
      const groups = Map.groupBy(rows, (row) => keyText(parentOf(row) as Key));
      for (const parent of parents) {
        const text = keyText(parent);
        found(text, readPageRows(query, groups.get(text) ?? [], region));
      }
    });
  }

  function countLoader(query: ConnectionQuery, region: Statement['region']): KeyLoader<string> {
    return new KeyLoader(async (parents, found) => {
      const statement = countStatement(query, catalog.count(query), region, parents);
      const width = query.parent.length;
      for (const row of await run('counts', statement, parents.length))
        found(parentText(row, width), String(row[width]));
    });
  }

  function aggregateLoader(query: AggregateQuery, region: Statement['region']): KeyLoader<RawRow[]> {
    return new KeyLoader(async (parents, found) => {
      const statement = aggregateStatement(query, catalog.aggregate(query), region, parents);
      const rows = await run('aggregates', statement, parents.length);
      for (const [text, group] of Map.groupBy(rows, (row) => parentText(row, query.parent.length)))
        found(text, group);
    });
  }

  return {
    catalog,
    notes: new Map(),

    query(query) {
      const id = `${query.shape.model.name}|${query.shape.id}|${textId(query)}|${query.page.id}|${query.filter?.id ?? ''}`;
      const known = queries.get(id);
      if (known) return known;
      queries.set(id, query);
      return query;
    },

    async row(shape, region, key) {
      const row = given?.find(shape.model, region, key);
      if (row) return row;
      const wire = await loaderOf(rows, shape, region, rowLoader).one(key);
      return wire ? shape.read(wire.values(), region) : null;
    },

    rows: (shape, region, keys) =>
      loaderOf(rows, shape, region, rowLoader)
        .load(keys)
        .then((found) => new UnreadRows(found, shape, region)),

    page: (query, region) => loaderOf(wholePages, query, region, readPage),

    pagesOf: (query, region, parents) =>
      loaderOf(pages, query, region, pageLoader).load(parents) as Promise<RowPage[]>,

    async countsOf(query, region, parents) {
      const found = await loaderOf(counts, query, region, countLoader).load(parents);
      return found.map((count) => count ?? '0');
    },

    count: (query, region) => loaderOf(wholeCounts, query, region, readCount),

    async aggregate(query, region, parent) {
      if (parent === undefined)
        return loaderOf(wholeAggregates, aggregateId(query), region, () =>
          run('aggregate', aggregateStatement(query, catalog.aggregate(query), region, []), 1),
        );
      const make = () => aggregateLoader(query, region);
      return (await loaderOf(aggregates, aggregateId(query), region, make).one(parent)) ?? [];
    },

    clear(changed) {
      given = changed;
      rows.clear();
      pages.clear();
      counts.clear();
      wholePages.clear();
      wholeCounts.clear();
      wholeAggregates.clear();
      aggregates.clear();
    },
  };
}

type LoadersByRegion<L> = Map<string, L>;

function loaderOf<Q, L>(
  loaders: Map<Q, LoadersByRegion<L>>,
  query: Q,
  region: Statement['region'],
  make: (query: Q, region: Statement['region']) => L,
): L {
  let byRegion = loaders.get(query);
  if (!byRegion) {
    byRegion = new Map();
    loaders.set(query, byRegion);
  }
  let loader = byRegion.get(region);
  if (!loader) {
    loader = make(query, region);
    byRegion.set(region, loader);
  }
  return loader;
}
