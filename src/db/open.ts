import { metrics } from '@opentelemetry/api';
import { MeridianError } from '../errors.ts';
import { metric } from '../telemetry/attributes.ts';
import type { Database, RawRow, Statement, StatementOrigin, WireRow } from './database.ts';
import { beforeDeadline } from './deadline.ts';
import { type Connection, createConnection } from './driver.ts';
import { type Engine, engineOf } from './engine.ts';
import type { RegionName } from './locality.ts';
import { createObserver } from './observation.ts';
import { type Lease, Pool, type Use } from './pool.ts';
import { retrying } from './retry.ts';
import { openSqlLog } from './sql-log.ts';
import { AttemptFailed, mayRunAgain, spoilsConnection, translate } from './sqlstate.ts';
import { isRead } from './statement.ts';
import { attemptTransaction } from './transaction.ts';

/** How to reach the database. */
export interface DatabaseSettings {
  /** One URL a region, the primary region first. All may be the same. */
  readonly urls: ReadonlyMap<RegionName, string>;
  /** The region that this gateway runs in; statements on GLOBAL tables go there. */
  readonly localRegion: RegionName;
  /** Replaces the URLs' passwords; asked at each connect. */
  readonly password?: () => Promise<string>;
  readonly caFile?: string | undefined;
  /** Connections a region. */
  readonly poolSize: number;
  /** The longest wait for a connection, in milliseconds. */
  readonly waitMs: number;
  readonly connectionLifetimeSeconds: number;
  /** The database's own bound on a statement, in milliseconds. */
  readonly statementTimeoutMs: number;
  /** A file for the SQL log. */
  readonly sqlLog?: string | undefined;
  /** Goes into `application_name`, with the region. */
  readonly applicationName?: string;
}

const connectTimeoutMs = 5_000;
const defaultAttempts = 4;

/**
 * Opens a database: asks which engine it is, then makes one pool a region. Rejects with UNAVAILABLE when the primary
 * region does not answer. Connections of the pools are made when they are first used.
 */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const connectionSettings = (region: RegionName, url: string) => ({
    url,
    ...(settings.password ? { password: settings.password } : {}),
    caFile: settings.caFile,
    applicationName: `${settings.applicationName ?? 'meridian'}/${region}`,
    connectTimeoutMs,
    statementTimeoutMs: settings.statementTimeoutMs,
  });
  const [primary] = settings.urls;
  if (!primary) throw new TypeError('No region has a database URL');
  const engine = await detectEngine(createConnection(connectionSettings(...primary), undefined));
  const log = settings.sqlLog === undefined ? undefined : await openLog(settings.sqlLog);
  const observe = createObserver(engine, log);
  const waitTime = metrics
    .getMeter('meridian.db')
    .createHistogram(metric.connectionWait, { unit: 's', description: 'Time until a connection was free.' });

  const pools = new Map<string, Pool>();
  for (const [region, url] of settings.urls)
    pools.set(
      region,
      new Pool(
        {
          size: settings.poolSize,
          waitMs: settings.waitMs,
          lifetimeMs: settings.connectionLifetimeSeconds * 1000,
          queueLimit: settings.poolSize * 100,
        },
        () => createConnection(connectionSettings(region, url), engine),
      ),
    );

  function poolOf(region: Statement['region']): Pool {
    const pool = pools.get(region === 'global' ? settings.localRegion : region);
    if (!pool) throw new MeridianError('INTERNAL_SERVER_ERROR', `No pool for the region ${region}`);
    return pool;
  }

  async function acquire(region: Statement['region'], deadline: number, use: Use): Promise<Lease> {
    const pool = poolOf(region);
    const lease = pool.acquire(deadline, use);
    // Only a wait is worth a record; it is also the only case that costs a turn of the event loop.
    if (!(lease instanceof Promise)) return lease;
    const start = performance.now();
    try {
      return await lease;
    } finally {
      waitTime.record((performance.now() - start) / 1000, { region });
    }
  }

  /** Runs `body` on a connection, which is given back afterwards. */
  async function withConnection<T>(
    region: Statement['region'],
    deadline: number,
    use: Use,
    body: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    const lease = await acquire(region, deadline, use);
    let fate: 'keep' | 'discard' = 'keep';
    try {
      return await body(lease.connection);
    } catch (error) {
      if (spoilsConnection(error)) fate = 'discard';
      throw error;
    } finally {
      lease.release(fate);
    }
  }

  function runOnce<R>(
    { text, parameters, region, bounded }: Statement,
    ask: Ask<R>,
    deadline: number,
    isReading: boolean,
  ): Promise<readonly R[]> {
    const use = bounded ? 'together' : 'alone';
    return withConnection(region, deadline, use, async (connection) => {
      try {
        connection.usePlans(bounded ? 'generic' : 'custom');
        return await beforeDeadline(deadline, ask(connection, text, parameters));
      } catch (error) {
        const sent = connection.connectedAt !== undefined;
        throw new AttemptFailed(error, isReading ? 'read' : sent ? 'commit' : 'write');
      }
    });
  }

  /** Runs it again while that is safe, and translates what is left of the errors. */
  async function persistently<T>(run: () => Promise<T>, deadline: number, attempts: number): Promise<T> {
    try {
      return await retrying(run, { attempts, deadline, isRetryable: mayRunAgain });
    } catch (error) {
      throw error instanceof AttemptFailed ? translate(error.reason, error.place) : error;
    }
  }

  const observed =
    <R>(ask: Ask<R>) =>
    (statement: Statement, origin: StatementOrigin) =>
      observe(statement, origin, () => {
        const isReading = isRead(statement.text);
        return persistently(
          () => runOnce(statement, ask, origin.deadline, isReading),
          origin.deadline,
          defaultAttempts,
        );
      });

  return {
    engine: engine.name,
    query: observed(asValues),
    queryWire: observed(asWire),

    transaction: (region, origin, body, options = {}) =>
      persistently(
        () =>
          withConnection(region, origin.deadline, 'alone', (connection) =>
            attemptTransaction(connection, origin, body, options, observe),
          ),
        origin.deadline,
        options.attempts ?? defaultAttempts,
      ),

    async isReady(deadline) {
      const statement = { text: 'select 1', parameters: [], table: '', region: settings.localRegion };
      return runOnce(statement, asValues, deadline, true).then(
        () => true,
        () => false,
      );
    },

    async close(graceMs) {
      await Promise.all([...pools.values()].map((pool) => pool.close(graceMs)));
      await log?.close();
    },
  };
}

/** Runs one statement on a connection, for rows of one form. */
type Ask<R> = (
  connection: Connection,
  text: string,
  parameters: Statement['parameters'],
) => Promise<readonly R[]>;

const asValues: Ask<RawRow> = (connection, text, parameters) => connection.query(text, parameters);
const asWire: Ask<WireRow> = (connection, text, parameters) => connection.queryWire(text, parameters);

async function detectEngine(connection: Connection): Promise<Engine> {
  try {
    const [row] = await beforeDeadline(Date.now() + connectTimeoutMs, connection.simple('select version()'));
    return engineOf(String(row?.[0]));
  } catch (error) {
    throw translate(error, 'read');
  } finally {
    await connection.close();
  }
}

async function openLog(path: string) {
  try {
    return await openSqlLog(path);
  } catch (cause) {
    throw new MeridianError('INTERNAL_SERVER_ERROR', 'The SQL log cannot be written.', {}, { cause });
  }
}
