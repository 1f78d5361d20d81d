import { type ErrorCode, MeridianError } from '../errors.ts';
import { DeadlinePassed } from './deadline.ts';
import { ConnectFailed } from './driver.ts';

/**
 * What the statement that failed was part of. A lost answer leaves the outcome unknown where the statement itself
 * commits; a `write` is of a transaction whose COMMIT was not sent, or was not sent itself, so nothing of it was kept.
 */
export type StatementPlace = 'read' | 'write' | 'commit';

/** An attempt at a statement or a transaction that the database failed, untranslated, so that it may be run again. */
export class AttemptFailed extends Error {
  readonly reason: unknown;
  readonly place: StatementPlace;

  constructor(reason: unknown, place: StatementPlace) {
    super('The database failed an attempt', { cause: reason });
    this.reason = reason;
    this.place = place;
  }
}

interface ErrorClass {
  readonly code: ErrorCode;
  readonly message: string;
}

const unavailable: ErrorClass = { code: 'UNAVAILABLE', message: 'The database cannot be reached.' };
const unknown: ErrorClass = {
  code: 'OUTCOME_UNKNOWN',
  message: 'The connection was lost before the database confirmed the change. It may have been made.',
};
const badValue: ErrorClass = { code: 'BAD_USER_INPUT', message: 'The database refused a value.' };
const internal: ErrorClass = { code: 'INTERNAL_SERVER_ERROR', message: 'The database refused a statement.' };

/**
 * By SQLSTATE, or by its class where the whole class means the same; postgres.js's and Node's own codes beside them.
 * The first entry whose key begins the code wins. Sources: PostgreSQL's Appendix A, CockroachDB's pgcode/codes.go.
 */
const classes: readonly (readonly [string, ErrorClass])[] = [
  ['40003', unknown],
  ['40', { code: 'CONFLICT', message: 'Another change came first. Try again.' }],
  ['23505', { code: 'CONFLICT', message: 'There is one already.' }],
  ['23503', { code: 'BAD_USER_INPUT', message: 'What this refers to does not exist.' }],
  ['23', badValue],
  ['22', badValue],
  ['57014', { code: 'UNAVAILABLE', message: 'The database took too long.' }],
  ['55P03', { code: 'CONFLICT', message: 'Another change holds the row. Try again.' }],
  ['57P', unavailable],
  ['53', unavailable],
  ['58C', unavailable],
  ['08', unavailable],
  ['25P02', internal],
  ['25P03', unavailable],
  ['CONNECT', unavailable],
  ['EAI_', unavailable],
  ['ECONN', unavailable],
  ['EHOST', unavailable],
  ['ENET', unavailable],
  ['ENOTFOUND', unavailable],
  ['EPIPE', unavailable],
  ['ETIMEDOUT', unavailable],
];

/** The SQLSTATE of an error of the driver, or its connection code; undefined where it has neither. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** Whether the connection is of no further use after this error. */
export function isConnectionLoss(error: unknown): boolean {
  if (error instanceof ConnectFailed) return true;
  const state = sqlStateOf(error);
  return state !== undefined && /^(08|57P|25P03|58C|CONN|E[A-Z]+$)/.test(state);
}

/** A schema change under a prepared statement; postgres.js prepares again by itself only where PostgreSQL says so. */
export function isStalePlan(error: unknown): boolean {
  return sqlStateOf(error) === '0A000' && /cached plan/.test(String((error as Error).message));
}

/** SQLSTATE 40001: the database asks for the transaction to be run again, and has kept nothing of it. */
export function isRetryError(error: unknown): boolean {
  return sqlStateOf(error) === '40001';
}

/** Whether the statement or the transaction may be run again from its beginning: it is certain that nothing was kept. */
export function mayRunAgain(error: unknown): boolean {
  if (!(error instanceof AttemptFailed)) return false;
  const { reason, place } = error;
  return isRetryError(reason) || isStalePlan(reason) || (place !== 'commit' && isConnectionLoss(reason));
}

/** Whether nobody else must get the connection: it is lost, a statement still runs on it, or its plans are stale. */
export function spoilsConnection(error: unknown): boolean {
  const reason = error instanceof AttemptFailed ? error.reason : error;
  return reason instanceof DeadlinePassed || isConnectionLoss(reason) || isStalePlan(reason);
}

/**
 * Translates an error of the driver, once, at the border. The driver's message holds SQL and may hold values, so it
 * stays behind as `cause`, for the log alone.
 */
export function translate(error: unknown, place: StatementPlace): MeridianError {
  if (error instanceof AttemptFailed) return translate(error.reason, error.place);
  // What was sent and not answered may have been done.
  if (place === 'commit' && (error instanceof DeadlinePassed || isConnectionLoss(error)))
    return new MeridianError(unknown.code, unknown.message, {}, { cause: error });
  if (error instanceof MeridianError) return error;
  const found = error instanceof ConnectFailed ? unavailable : classOf(sqlStateOf(error));
  const cause = error instanceof ConnectFailed ? error.cause : error;
  return new MeridianError(found.code, found.message, {}, { cause });
}

function classOf(state: string | undefined): ErrorClass {
  if (state === undefined) return internal;
  return classes.find(([prefix]) => state.startsWith(prefix))?.[1] ?? internal;
}
