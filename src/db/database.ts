import type { RegionName } from './locality.ts';

/** One SQL statement, ready to run: constant text for a shape, values only in `parameters`. */
export interface Statement {
  /** With `$1`-style placeholders. The text is the key of the prepared statement, so it must not hold values. */
  readonly text: string;
  /** Strings, numbers, booleans or null; an array is already a PostgreSQL array literal (see `arrayLiteral`). */
  readonly parameters: readonly (string | number | boolean | null)[];
  /** The table it reads or writes, for logs and spans. */
  readonly table: string;
  /** The one region whose rows it touches; `global` for GLOBAL tables. */
  readonly region: RegionName | 'global';
  /**
   * Its values cannot make it long: it reads rows by their keys, or in an order up to a limit. So one plan serves all
   * values, and it may share a connection with others of its kind (docs/adr/0004).
   */
  readonly bounded?: true;
}

/** A row as the wire has it: text for int8, numeric, timestamp, uuid and json; number for int4 and float8. By select position. */
export type RawRow = readonly unknown[];

/** A row as the database sent it, which nobody has looked at. */
export interface WireRow {
  /** Other rows stand in it too. */
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
  /** Finds where in `bytes` the columns start and end, in select order; an end of -1 is NULL. */
  readonly fields: (starts: Int32Array, ends: Int32Array) => void;
  readonly values: () => RawRow;
}

/** What a statement is run for; goes to spans and to the SQL log. */
export interface StatementOrigin {
  /** The GraphQL operation's name, or a fixed word such as `migrate`. */
  readonly operation: string;
  readonly traceId: string | undefined;
  /** When the caller gives up, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** Runs statements. All errors are `MeridianError`s, translated by SQLSTATE class at this border. */
export interface StatementRunner {
  /** Resolves to the rows, columns in select order. */
  query(statement: Statement, origin: StatementOrigin): Promise<readonly RawRow[]>;
}

/** Runs the statements of one transaction. */
export interface TransactionRunner extends StatementRunner {
  /**
   * Runs the last statement. COMMIT goes out with it and costs no round trip of its own; where the statement fails,
   * nothing is kept.
   */
  queryLast(statement: Statement, origin: StatementOrigin): Promise<readonly RawRow[]>;
}

export type Isolation = 'serializable' | 'read committed';

export interface TransactionOptions {
  /**
   * Default `serializable`, on both engines. `read committed` is as safe for a change whose every statement holds its own
   * conditions, and does not start again when others change other rows: PostgreSQL watches pages of an index, not rows.
   */
  readonly isolation?: Isolation;
  /** The database role that the transaction takes by SET LOCAL ROLE, pipelined with BEGIN. */
  readonly role?: string;
  /** How often the body may run, the first time included; 40001 starts it again. Default 4. */
  readonly attempts?: number;
}

/** The pools of one database, one a region. */
export interface Database extends StatementRunner {
  /** As `query`, for who may want the rows' bytes only. */
  queryWire(statement: Statement, origin: StatementOrigin): Promise<readonly WireRow[]>;
  readonly engine: 'cockroach' | 'postgres';
  /** Runs `body` in one transaction in a region. The body may run again after a 40001, so it must be re-runnable. */
  transaction<T>(
    region: RegionName | 'global',
    origin: StatementOrigin,
    body: (transaction: TransactionRunner) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>;
  /** Whether a `SELECT 1` answers before the deadline. Never throws. */
  isReady(deadline: number): Promise<boolean>;
  /** Waits for running statements up to `graceMs`, then closes every connection. */
  close(graceMs: number): Promise<void>;
}
