import type { MeridianError } from '../errors.ts';
import type { RawRow, Statement, StatementOrigin, StatementRunner, TransactionOptions } from './database.ts';
import { beforeDeadline } from './deadline.ts';
import type { Connection } from './driver.ts';
import type { Observe } from './observation.ts';
import { isConnectionLoss, isRetryable, translate } from './sqlstate.ts';

/** Role names are the contract's scopes, such as `rides.write`. */
const roleName = /^[a-z_][a-z0-9_.]*$/;

/** The error of an attempt, untranslated, so that the caller can tell whether to run it again. */
export class AttemptFailed extends Error {
  readonly reason: unknown;
  readonly place: 'write' | 'commit';

  constructor(reason: unknown, place: 'write' | 'commit') {
    super('A transaction failed', { cause: reason });
    this.reason = reason;
    this.place = place;
  }
}

/**
 * One attempt at a transaction on a connection that nobody else uses. Rejects with {@link AttemptFailed} where the
 * database failed it, and with the body's own error where the body did; both times nothing was kept, unless the
 * failure was a connection lost during COMMIT.
 */
export async function attemptTransaction<T>(
  connection: Connection,
  origin: StatementOrigin,
  body: (transaction: StatementRunner) => Promise<T>,
  { role }: TransactionOptions,
  observe: Observe,
): Promise<T> {
  if (role !== undefined && !roleName.test(role)) throw new TypeError(`Not a role: ${role}`);
  const begin = `begin isolation level serializable${role === undefined ? '' : `; set local role "${role}"`}`;

  let failure: AttemptFailed | undefined;
  // A statement whose predecessor failed, or whose connection was lost, would run outside the transaction.
  const send = async <R>(run: () => Promise<R>, place: 'write' | 'commit'): Promise<R> => {
    if (failure) throw failure;
    try {
      if (connection.lost)
        throw Object.assign(new Error('The connection was lost'), { code: 'CONNECTION_CLOSED' });
      return await beforeDeadline(origin.deadline, run());
    } catch (error) {
      failure ??= new AttemptFailed(error, place);
      throw failure;
    }
  };

  // On an open connection BEGIN goes out with the first statement and costs no round trip of its own. Its failure fails
  // that statement too: the server refuses it in an aborted transaction.
  let begun = send(() => connection.simple(begin), 'write');
  begun.catch(() => {});
  if (connection.connectedAt === undefined) await begun;

  let previous: Promise<unknown> = Promise.resolve();
  const runner: StatementRunner = {
    query(statement: Statement): Promise<readonly RawRow[]> {
      const run = () =>
        observe(statement, origin, () =>
          send(() => connection.query(statement.text, statement.parameters), 'write'),
        );
      const result = previous.then(run, run);
      previous = result;
      return result;
    },
  };

  try {
    const value = await body({ query: (statement) => runner.query(statement, origin).catch(rethrow) });
    await begun;
    if (failure) throw failure;
    await send(() => connection.simple('commit'), 'commit');
    return value;
  } catch (error) {
    begun = Promise.resolve([]);
    if (!connection.lost && !(failure && isConnectionLoss(failure.reason)))
      await connection.simple('rollback').catch(() => connection.close());
    // A retry error decides, whatever the body made of it; else the body may have said it better than the database.
    throw failure && isRetryable(failure.reason) ? failure : error;
  }
}

function rethrow(error: unknown): never {
  throw error instanceof AttemptFailed ? translate(error.reason, error.place) : (error as MeridianError);
}
