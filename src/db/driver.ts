import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import type { RawRow, Statement, WireRow } from './database.ts';
import type { Engine } from './engine.ts';

/** How to reach one region's database. */
export interface ConnectionSettings {
  /** `postgresql://user:password@host:port/database`; `sslmode` as libpq has it. One host: a region's load balancer. */
  readonly url: string;
  /** Replaces the URL's password; asked at each connect, so that a token is fresh. */
  readonly password?: () => Promise<string>;
  /** Certificates in PEM that the server's own is checked against. */
  readonly caFile?: string | undefined;
  /** Shown in the database's statistics, so it is the same for all connections of a pool. */
  readonly applicationName: string;
  readonly connectTimeoutMs: number;
  /** The database's own bound on a statement. */
  readonly statementTimeoutMs: number;
}

/** No connection came about, so nothing was sent. Its code is that of the cause. */
export class ConnectFailed extends Error {
  readonly code: string | undefined;

  constructor(cause: unknown) {
    super('The database cannot be reached', { cause });
    const { code } = (cause ?? {}) as { readonly code?: unknown };
    this.code = typeof code === 'string' ? code : undefined;
  }
}

/** One connection, which connects when it is first used. Runs statements one after the other, in the order sent. */
export interface Connection {
  /** Runs a named prepared statement: one round trip, but for the first time that the text is seen. */
  query(text: string, parameters: Statement['parameters']): Promise<RawRow[]>;
  /** The same, with rows that are not read. */
  queryWire(text: string, parameters: Statement['parameters']): Promise<WireRow[]>;
  /**
   * Chooses whether what is sent from now on is planned once for all values, on an engine where that is good. Goes out
   * with the next statement. Not inside a transaction, whose rollback would undo it.
   */
  usePlans(plans: 'generic' | 'custom'): void;
  /** Runs statements without parameters in one round trip, by the simple protocol. */
  simple(text: string): Promise<RawRow[]>;
  /** Whether the server, the network or `close` ended it. What is sent after that would run outside its transaction. */
  readonly lost: boolean;
  /** When the server let us in, in milliseconds since the epoch; before, nothing can have been sent. */
  readonly connectedAt: number | undefined;
  /** Closes the socket; a statement that still runs is given up. */
  close(): Promise<void>;
}

const identity = <T>(value: T): T => value;

/** Dates, times and JSON stay text: a JavaScript Date would drop microseconds, a parsed number its digits. */
const textTypes = {
  date: { to: 1184, from: [1082, 1083, 1114, 1184, 1186, 1266], serialize: identity, parse: identity },
  json: { to: 114, from: [114, 3802], serialize: identity, parse: identity },
  bytea: { to: 17, from: [17], serialize: identity, parse: identity },
};

/** Makes a connection. It is a postgres.js client of its own: one socket, no queue, nobody else's statements on it. */
export function createConnection(settings: ConnectionSettings, engine: Engine | undefined): Connection {
  const url = new URL(settings.url);
  const ssl = tlsOf(url.searchParams.get('sslmode'), settings.caFile);
  for (const parameter of ['sslmode', 'sslrootcert', 'sslcert', 'sslkey']) url.searchParams.delete(parameter);

  const { password } = settings;
  let passwordError: unknown;
  let lost = false;
  let connectedAt: number | undefined;
  const sql = postgres(url.toString(), {
    max: 1,
    ...(ssl === undefined ? {} : { ssl }),
    ...(password
      ? {
          // postgres.js awaits it where nobody catches: a rejection would end the process and leave the connect
          // hanging. So the server refuses an empty password, and the caller gets the true reason.
          password: () =>
            password().catch((error: unknown) => {
              passwordError = error;
              return '';
            }),
        }
      : {}),
    // Array parameters are sent as literals, so the catalog need not be read at each connect.
    fetch_types: false,
    types: textTypes as never,
    connect_timeout: settings.connectTimeoutMs / 1000,
    // The pool ends connections by age; the driver's own timer would do so inside a transaction.
    max_lifetime: null as never,
    backoff: false as never,
    connection: {
      application_name: settings.applicationName,
      statement_timeout: settings.statementTimeoutMs,
      idle_in_transaction_session_timeout: settings.statementTimeoutMs,
      ...(engine?.startup as object),
    },
    onnotice: () => {},
    // The server tells of its parameters once it has let us in.
    onparameter: () => {
      connectedAt ??= Date.now();
    },
    onclose: () => {
      lost = true;
    },
  });

  async function run<R>(
    rowsOf: (query: postgres.PendingQuery<never>) => PromiseLike<unknown>,
    text: string,
    parameters: readonly unknown[],
    options: object,
  ): Promise<R[]> {
    try {
      return (await rowsOf(sql.unsafe(text, parameters as never[], options as never))) as R[];
    } catch (error) {
      throw passwordError ?? (connectedAt === undefined ? new ConnectFailed(error) : error);
    }
  }

  const simple = (text: string) => run<RawRow>(asValues, text, [], { simple: true });

  let plans: 'generic' | 'custom' = 'custom';

  return {
    query: (text, parameters) => run(asValues, text, parameters, prepared),
    queryWire: (text, parameters) => run(asWire, text, parameters, prepared),
    usePlans(wanted) {
      if (wanted === plans || !engine?.genericPlans || connectedAt === undefined) return;
      plans = wanted;
      const mode = wanted === 'generic' ? 'force_generic_plan' : 'auto';
      // It can only fail with the connection, and so does the statement behind it, whose caller is told.
      simple(`set plan_cache_mode = ${mode}`).catch(() => {});
    },
    simple,
    get lost() {
      return lost;
    },
    get connectedAt() {
      return connectedAt;
    },
    close: () => {
      lost = true;
      return sql.end({ timeout: 0 }).catch(() => {});
    },
  };
}

const prepared = { prepare: true, simple: false };

const asValues = (query: postgres.PendingQuery<never>) => query.values();

/** A mode of ours (patches/postgres). */
const asWire = (query: postgres.PendingQuery<never>) => Object.assign(query, { isRaw: 'wire' });

type TlsMode = false | 'require' | { readonly ca?: Buffer };

/** libpq's `sslmode`: `require` encrypts without checking the certificate, `verify-full` checks it and the name. */
function tlsOf(mode: string | null, caFile: string | undefined): TlsMode | undefined {
  const verified: TlsMode = caFile === undefined ? {} : { ca: readFileSync(caFile) };
  switch (mode) {
    case 'disable':
      return false;
    case 'require':
      return caFile === undefined ? 'require' : verified;
    case 'verify-ca':
    case 'verify-full':
      return verified;
    default:
      return caFile === undefined ? undefined : verified;
  }
}
