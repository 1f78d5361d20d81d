import type { RawRow, Statement, StatementOrigin, StatementRunner, TransactionOptions } from './database.ts';
import { beforeDeadline, DeadlinePassed } from './deadline.ts';
import type { Connection } from './driver.ts';
import type { Observe } from './observation.ts';
import { AttemptFailed, isConnectionLoss, mayRunAgain, translate } from './sqlstate.ts';

/** Role names are the contract's scopes, such as `rides.write`. */
const roleName = /^[a-z_][a-z0-9_.]*$/;

/** How long a ROLLBACK may take before the connection is given up instead, in milliseconds. */
const rollbackMs = 1_000;

/**
 * One attempt at a transaction on a connection that nobody else uses. Rejects with {@link AttemptFailed} where the
 * database failed it, and with the body's own error where the body did; both times nothing was kept, unless the
 * failure is of the place `commit`.
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
    if (connection.lost) {
      failure = new AttemptFailed(
        Object.assign(new Error('The connection was lost'), { code: 'CONNECTION_CLOSED' }),
        'write',
      );
      throw failure;
    }
    try {
      return await beforeDeadline(origin.deadline, run());
    } catch (error) {
      failure ??= new AttemptFailed(error, place);
      throw failure;
    }
  };

  // On an open connection BEGIN goes out with the first statement and costs no round trip of its own. Its failure fails
  // that statement too: the server refuses it in an aborted transaction.
  const begun = send(() => {
    // What a transaction does, it does to rows by their keys.
    connection.usePlans('generic');
    return connection.simple(begin);
  }, 'write');
  begun.catch(() => {});
  if (connection.connectedAt === undefined) await begun;

  let isOver = false;
  let previous: Promise<unknown> = Promise.resolve();
  const query = (statement: Statement): Promise<readonly RawRow[]> => {
    if (isOver)
      return Promise.reject(new TypeError('The transaction is over; its body must await each query'));
    const run = () =>
      observe(statement, origin, () =>
        send(() => connection.query(statement.text, statement.parameters), 'write'),
      );
    const result = previous.then(run, run);
    previous = result;
    return result.catch((error: unknown) => {
      throw translate(error, 'write');
    });
  };

  try {
    const value = await body({ query });
    isOver = true;
    await Promise.allSettled([begun, previous]);
    if (failure) throw failure;
    await send(() => connection.simple('commit'), 'commit');
    return value;
  } catch (error) {
    isOver = true;
    await rollBack(connection, failure);
    // What may be run again is, whatever the body made of it; else the body may have said it better than the database.
    throw failure && mayRunAgain(failure) ? failure : error;
  }
}

/** Ends what was begun, where the connection will be used again. */
async function rollBack(connection: Connection, failure: AttemptFailed | undefined): Promise<void> {
  const isSpoiled = failure && (failure.reason instanceof DeadlinePassed || isConnectionLoss(failure.reason));
  if (connection.lost || isSpoiled) return;
  try {
    await beforeDeadline(Date.now() + rollbackMs, connection.simple('rollback'));
  } catch {
    await connection.close();
  }
}
