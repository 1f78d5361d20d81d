import type {
  RawRow,
  Statement,
  StatementOrigin,
  TransactionOptions,
  TransactionRunner,
} from './database.ts';
import { beforeDeadline, DeadlinePassed } from './deadline.ts';
import type { Connection } from './driver.ts';
import type { Observe } from './observation.ts';
import { AttemptFailed, isConnectionLoss, mayRunAgain, spoilsConnection, translate } from './sqlstate.ts';

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
  body: (transaction: TransactionRunner) => Promise<T>,
  { role, isolation = 'serializable' }: TransactionOptions,
  observe: Observe,
): Promise<T> {
  if (role !== undefined && !roleName.test(role)) throw new TypeError(`Not a role: ${role}`);
  const begin = `begin isolation level ${isolation}${role === undefined ? '' : `; set local role "${role}"`}`;

  let failure: AttemptFailed | undefined;
  let committed: Promise<unknown> | undefined;
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
      // With COMMIT under way, what is lost may be what it has done, whichever answer was waited for.
      failure ??= new AttemptFailed(error, committed ? 'commit' : place);
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
  const commit = () => send(() => connection.simple('commit'), 'commit');
  const queue = (statement: Statement, isLast: boolean): Promise<readonly RawRow[]> => {
    if (isOver)
      return Promise.reject(new TypeError('The transaction is over; its body must await each query'));
    isOver = isLast;
    const place = isLast ? 'commit' : 'write';
    const run = () =>
      observe(statement, origin, () => {
        const running = send(() => connection.query(statement.text, statement.parameters), place);
        if (isLast && !failure) {
          committed = commit();
          committed.catch(() => {});
        }
        return running;
      });
    const result = previous.then(run, run);
    previous = result;
    return result.catch((error: unknown) => {
      throw translate(error, place);
    });
  };

  try {
    const value = await body({
      query: (statement) => queue(statement, false),
      queryLast: (statement) => queue(statement, true),
    });
    isOver = true;
    await Promise.allSettled([begun, previous]);
    if (failure) throw failure;
    await (committed ?? commit());
    return value;
  } catch (error) {
    isOver = true;
    // The server took a COMMIT behind a statement that failed for a ROLLBACK.
    if (committed) await committed.catch(() => {});
    else await rollBack(connection, failure);
    // What may be run again is, and a connection that is of no more use is told of, whatever the body made of it; else
    // the body may have said it better than the database.
    throw failure && (mayRunAgain(failure) || spoilsConnection(failure)) ? failure : error;
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
