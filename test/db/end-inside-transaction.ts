import { setTimeout as delay } from 'node:timers/promises';

/**
 * A program of its own, since the fault that it looks for ends the process: the server ends the connection inside a
 * transaction, round after round, on a pool of postgres.js; then every slot of the pool must still be of use.
 * Arguments: the database's URL, and the driver's module where it is not the installed one.
 */
const [url = '', module = 'postgres'] = process.argv.slice(2);
const { default: postgres } = (await import(module)) as { default: typeof import('postgres') };

const slots = 2;
const sql = postgres(url, { max: slots, connect_timeout: 2, backoff: false as never, onnotice: () => {} });
for (let round = 0; round < 8; round += 1) {
  await sql
    .begin(async (transaction) => {
      await transaction`select pg_terminate_backend(pg_backend_pid())`.catch(() => {});
      // `begin` has rejected by now, but the body goes on and writes to a socket that is gone.
      await delay(10);
      await transaction`select 1`;
    })
    .catch(() => {});
  await delay(30);
}
await Promise.all(Array.from({ length: slots * 4 }, () => sql`select pg_sleep(0.01)`));
await sql.end({ timeout: 1 });
process.stdout.write('well');
