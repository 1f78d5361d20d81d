import { context, SpanKind, trace } from '@opentelemetry/api';
import DataLoader from 'dataloader';
import type { Database, RawRow, Statement, StatementOrigin } from '../db/database.ts';
import { attribute } from '../telemetry/attributes.ts';
import { findTracer } from '../telemetry/spans.ts';
import { type AggregateQuery, aggregateId, aggregateStatement } from './aggregate-loader.ts';
import type { Catalog } from './catalog.ts';
import type { ChangedRows } from './changed-rows.ts';
import {
  type ConnectionQuery,
  countStatement,
  groupByParent,
  pageStatement,
  type RowPage,
  readPageRows,
  textId,
  unreadPage,
} from './connection-loader.ts';
import { byKeyStatement, type Key, keyText, keyTextOf } from './entity-loader.ts';
import type { Row, RowShape } from './row-shape.ts';

/** The rows of one operation. Made anew for each, so that nobody sees another's rows. */
export interface Loaders {
  readonly catalog: Catalog;
  /** The one object for a connection as it is read: those of two aliases with equal arguments batch together. */
  query(query: ConnectionQuery): ConnectionQuery;
  /** What was found out once in this operation, by the object that it is about. */
  readonly notes: Map<object, unknown>;
  /** The row with this key, null where there is none. Keys of one turn, region and shape become one statement. */
  row(shape: RowShape, region: Statement['region'], key: Key): Promise<Row | null>;
  /** One page of a connection over a whole table. */
  page(query: ConnectionQuery, region: Statement['region']): Promise<RowPage>;
  /** One page for each parent; the parents of one turn become one statement. */
  pageOf(query: ConnectionQuery, region: Statement['region'], parent: Key): Promise<RowPage>;
  /** How many rows a connection has in all, of this parent where it has one. */
  count(query: ConnectionQuery, region: Statement['region'], parent?: Key): Promise<string>;
  /** What an aggregate or its groups are read from, of this parent where it has one: see `readAggregate`. */
  aggregate(query: AggregateQuery, region: Statement['region'], parent?: Key): Promise<readonly RawRow[]>;
  /** Forgets all rows after a transaction, but for those that it gave back itself. */
  clear(changed?: ChangedRows): void;
}

/** Runs a statement for rows of one form. */
type Ask<R> = (statement: Statement, origin: StatementOrigin) => Promise<readonly R[]>;

const batchSize = 1_000;

/** Makes the loaders of one operation. Cheap: it makes a DataLoader only when a batch is first asked for. */
export function createLoaders(
  catalog: Catalog,
  { query, queryWire }: Pick<Database, 'query' | 'queryWire'>,
  origin: StatementOrigin,
): Loaders {
  const tracer = findTracer('meridian.loaders');
  const rows = new Map<RowShape, Map<string, DataLoader<Key, Row | null, string>>>();
  const pages = new Map<ConnectionQuery, Map<string, DataLoader<Key, RowPage, string>>>();
  const counts = new Map<ConnectionQuery, Map<string, DataLoader<Key, string, string>>>();
  const aggregates = new Map<string, Map<string, DataLoader<Key, readonly RawRow[], string>>>();
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

  function rowLoader(shape: RowShape, region: Statement['region']): DataLoader<Key, Row | null, string> {
    return new DataLoader<Key, Row | null, string>(
      async (keys) => {
        const raw = await run('rows', byKeyStatement(shape, catalog.byKey(shape), region, keys), keys.length);
        const found = new Map<string, Row>();
        for (const each of raw) {
          const row = shape.read(each, region);
          found.set(keyTextOf(row, shape), row);
        }
        return keys.map((key) => found.get(keyText(key)) ?? null);
      },
      { cacheKeyFn: keyText, maxBatchSize: batchSize },
    );
  }

  function pageLoader(query: ConnectionQuery, region: Statement['region']): DataLoader<Key, RowPage, string> {
    return new DataLoader<Key, RowPage, string>(
      async (parents) => {
        const statement = pageStatement(query, catalog.page(query), region, parents);
        const groups = groupByParent(query, await run('pages', statement, parents.length));
        return parents.map((parent) => readPageRows(query, groups.get(keyText(parent)) ?? [], region));
      },
      { cacheKeyFn: keyText, maxBatchSize: batchSize },
    );
  }

  function countLoader(query: ConnectionQuery, region: Statement['region']): DataLoader<Key, string, string> {
    return new DataLoader<Key, string, string>(
      async (parents) => {
        const statement = countStatement(query, catalog.count(query), region, parents);
        const width = query.parent.length;
        const groups = groupByParent(query, await run('counts', statement, parents.length));
        return parents.map((parent) => String(groups.get(keyText(parent))?.[0]?.[width] ?? 0));
      },
      { cacheKeyFn: keyText, maxBatchSize: batchSize },
    );
  }

  function aggregateLoader(query: AggregateQuery, region: Statement['region']) {
    return new DataLoader<Key, readonly RawRow[], string>(
      async (parents) => {
        const statement = aggregateStatement(query, catalog.aggregate(query), region, parents);
        const found = groupByParent(query, await run('aggregates', statement, parents.length));
        return parents.map((parent) => found.get(keyText(parent)) ?? []);
      },
      { cacheKeyFn: keyText, maxBatchSize: batchSize },
    );
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

    row(shape, region, key) {
      const row = given?.find(shape.model, region, key);
      return row ? Promise.resolve(row) : loaderOf(rows, shape, region, rowLoader).load(key);
    },

    async page(query, region) {
      const statement = pageStatement(query, catalog.page(query), region, []);
      return unreadPage(query, await run('page', statement, 1, queryWire), region);
    },

    pageOf: (query, region, parent) => loaderOf(pages, query, region, pageLoader).load(parent),

    async count(query, region, parent) {
      if (parent !== undefined) return loaderOf(counts, query, region, countLoader).load(parent);
      const [row] = await run('count', countStatement(query, catalog.count(query), region, []), 1);
      return String(row?.[0] ?? 0);
    },

    aggregate(query, region, parent) {
      if (parent === undefined)
        return run('aggregate', aggregateStatement(query, catalog.aggregate(query), region, []), 1);
      const make = () => aggregateLoader(query, region);
      return loaderOf(aggregates, aggregateId(query), region, make).load(parent);
    },

    clear(changed) {
      given = changed;
      rows.clear();
      pages.clear();
      counts.clear();
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
