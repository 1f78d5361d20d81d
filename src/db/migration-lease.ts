import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { MeridianError } from '../errors.ts';
import type { Connection } from './driver.ts';

const leaseSeconds = 30;
const renewEveryMs = 10_000;

/**
 * Runs `body` while this runner alone holds the lease. It is renewed on a connection of its own, since one statement of
 * a migration may take longer than the lease lasts; a runner that dies loses it within half a minute.
 * @param waitMs how long to wait for another runner, in milliseconds; then rejects with UNAVAILABLE
 * @param body gets a function that throws CONFLICT where another runner took the lease over
 */
export async function withLease<T>(
  connect: () => Connection,
  waitMs: number,
  body: (checkLease: () => void) => Promise<T>,
): Promise<T> {
  const connection = connect();
  const owner = randomUUID();
  let isLost = false;
  let renewal: NodeJS.Timeout | undefined;
  try {
    await take(connection, owner, Date.now() + waitMs);
    renewal = setInterval(() => {
      renew(connection, owner).then(
        (isOurs) => {
          isLost ||= !isOurs;
        },
        () => {
          isLost = true;
        },
      );
    }, renewEveryMs);
    return await body(() => {
      if (isLost) throw new MeridianError('CONFLICT', 'Another runner took the migration over.');
    });
  } finally {
    clearInterval(renewal);
    // Where this fails, the lease runs out by itself.
    await connection.query('delete from schema_migration_lease where owner = $1', [owner]).catch(() => {});
    await connection.close();
  }
}

/** Takes the lease, or takes it over from a runner that stopped renewing it. */
async function take(connection: Connection, owner: string, giveUpAt: number): Promise<void> {
  for (;;) {
    const taken = await connection.query(
      `insert into schema_migration_lease (id, owner, expires_at)
       values (1, $1, now() + $2::int4 * interval '1 second')
       on conflict (id) do update set owner = excluded.owner, expires_at = excluded.expires_at
       where schema_migration_lease.expires_at < now()
       returning owner`,
      [owner, leaseSeconds],
    );
    if (taken.length > 0) return;
    if (Date.now() >= giveUpAt)
      throw new MeridianError('UNAVAILABLE', 'Another runner is migrating this database.');
    await delay(200);
  }
}

async function renew(connection: Connection, owner: string): Promise<boolean> {
  const renewed = await connection.query(
    `update schema_migration_lease set expires_at = now() + $2::int4 * interval '1 second'
     where id = 1 and owner = $1 returning owner`,
    [owner, leaseSeconds],
  );
  return renewed.length > 0;
}
