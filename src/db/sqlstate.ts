import { type ErrorCode, MeridianError } from '../errors.ts';

/** What the statement that failed was part of. It decides whether a lost connection leaves the outcome unknown. */
export type StatementPlace = 'read' | 'write' | 'commit';

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
  const state = sqlStateOf(error);
  if (state === undefined) return false;
  return /^(08|57P|25P03|58C|CONN|E[A-Z]+)/.test(state);
}

/** Whether the transaction may be run again from its beginning: it is certain that nothing of it was kept. */
export function isRetryable(error: unknown): boolean {
  return sqlStateOf(error) === '40001';
}

/**
 * Translates an error of the driver, once, at the border. The driver's message holds SQL and may hold values, so it
 * stays behind as `cause`, for the log alone.
 */
export function translate(error: unknown, place: StatementPlace): MeridianError {
  if (error instanceof MeridianError) return error;
  const state = sqlStateOf(error);
  const found =
    state === undefined ? internal : (classes.find(([prefix]) => state.startsWith(prefix))?.[1] ?? internal);
  // A lost connection says nothing about a change that was already on its way to being kept.
  const ambiguous = place === 'commit' && found === unavailable && isConnectionLoss(error);
  const { code, message } = ambiguous ? unknown : found;
  return new MeridianError(code, message, {}, { cause: error });
}
