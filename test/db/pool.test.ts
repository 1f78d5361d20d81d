import { beforeEach, expect, it } from 'vitest';
import type { Connection } from '../../src/db/driver.ts';
import { type Lease, Pool } from '../../src/db/pool.ts';

interface FakeConnection extends Connection {
  lost: boolean;
  connectedAt: number | undefined;
  isClosed: boolean;
}

let now = 1_000_000;
let made: FakeConnection[] = [];
beforeEach(() => {
  now = 1_000_000;
  made = [];
});

function createPool(settings: Partial<{ size: number; waitMs: number; queueLimit: number }> = {}): Pool {
  return new Pool(
    { size: 2, waitMs: 20, lifetimeMs: 300_000, queueLimit: 2, ...settings },
    () => {
      const connection: FakeConnection = {
        lost: false,
        connectedAt: now,
        isClosed: false,
        query: async () => [],
        queryWire: async () => [],
        simple: async () => [],
        usePlans: () => {},
        close: async () => {
          connection.isClosed = true;
        },
      };
      made.push(connection);
      return connection;
    },
    { now: () => now, random: () => 0.5 },
  );
}

const later = () => now + 60_000;

it('lends the connection that was used last, and makes no more than its size', async () => {
  const pool = createPool();
  const first = await pool.acquire(later());
  const second = await pool.acquire(later());
  first.release();
  second.release();
  expect((await pool.acquire(later())).connection).toBe(second.connection);
  expect(made).toHaveLength(2);
});

it('gives a connection to who waited longest', async () => {
  const pool = createPool({ size: 1, waitMs: 1_000 });
  const lease = await pool.acquire(later());
  const order: number[] = [];
  const waiting = [1, 2].map(async (n) => {
    const mine = await pool.acquire(later());
    order.push(n);
    mine.release();
  });
  lease.release();
  await Promise.all(waiting);
  expect(order).toEqual([1, 2]);
});

it('refuses at once where too many wait, where no time is left, and where it is closed', async () => {
  const pool = createPool({ size: 1, waitMs: 1_000 });
  const lease = await pool.acquire(later());
  const waiting = [pool.acquire(later()), pool.acquire(later())] as Promise<Lease>[];
  expect(() => pool.acquire(later())).toThrow('Too many statements wait.');
  lease.release();
  await (await waiting[0])?.release();
  await (await waiting[1])?.release();
  const held = await pool.acquire(later());
  expect(() => pool.acquire(now)).toThrow('No time is left');
  held.release();
  await pool.close(0);
  expect(() => pool.acquire(later())).toThrow('The gateway is stopping.');
});

it('forgets who gave up waiting', async () => {
  const pool = createPool({ size: 1, waitMs: 5 });
  const lease = await pool.acquire(later());
  await expect(pool.acquire(later())).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(pool.waiting).toBe(0);
  lease.release();
  expect((await pool.acquire(later())).connection).toBe(lease.connection);
});

it('replaces a connection that was discarded, was lost meanwhile, or is too old', async () => {
  const pool = createPool({ size: 1 });
  const discarded = await pool.acquire(later());
  discarded.release('discard');
  const lost = await pool.acquire(later());
  expect(lost.connection).not.toBe(discarded.connection);
  lost.release();
  (lost.connection as FakeConnection).lost = true;
  const old = await pool.acquire(later());
  expect(old.connection).not.toBe(lost.connection);
  old.release();
  // Half of the 10 % that a lifetime may be shorter.
  now += 285_001;
  const young = await pool.acquire(later());
  expect(young.connection).not.toBe(old.connection);
  young.release();
  expect(made.map(({ isClosed }) => isClosed)).toEqual([true, true, true, false]);
  expect(pool.inUse).toBe(0);
});

it('takes a lease back once, however often it is given back', async () => {
  const pool = createPool({ size: 2 });
  const lease = await pool.acquire(later());
  lease.release();
  lease.release();
  const [one, other] = [await pool.acquire(later()), await pool.acquire(later())];
  expect(one.connection).not.toBe(other.connection);
});

it('closes when the last connection came back, and refuses who waits', async () => {
  const pool = createPool({ size: 1, waitMs: 1_000 });
  const lease = await pool.acquire(later());
  const waiting = pool.acquire(later());
  const closing = pool.close(60_000);
  await expect(waiting).rejects.toThrow('The gateway is stopping.');
  expect(made[0]?.isClosed).toBe(false);
  lease.release();
  await closing;
  expect(made[0]?.isClosed).toBe(true);
});

it('closes after its grace where a connection does not come back', async () => {
  const pool = createPool({ size: 1 });
  await pool.acquire(later());
  await pool.close(5);
  expect(made[0]?.isClosed).toBe(true);
});

/** Resolves when the event loop has turned. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A lease that need not be waited for. */
function shareNow(pool: Pool): Lease {
  const lease = pool.acquire(later(), 'together');
  if (lease instanceof Promise) throw new TypeError('No connection is free');
  return lease;
}

it('lends one connection to those who share and come in one turn, eight at most', () => {
  const pool = createPool();
  const connections = Array.from({ length: 9 }, () => shareNow(pool).connection);
  expect(connections.map((connection) => made.indexOf(connection as FakeConnection))).toEqual([
    0, 0, 0, 0, 0, 0, 0, 0, 1,
  ]);
});

it('lends those who come in another turn an idle connection, and shares when there is none', async () => {
  const pool = createPool();
  const first = shareNow(pool);
  await turn();
  const second = shareNow(pool);
  expect(second.connection).not.toBe(first.connection);
  await turn();
  expect([first.connection, second.connection]).toContain(shareNow(pool).connection);
  expect(made).toHaveLength(2);
});

it('shares no connection with a caller that is alone on it', async () => {
  const pool = createPool({ size: 1 });
  const alone = await pool.acquire(later());
  expect(pool.acquire(later(), 'together')).toBeInstanceOf(Promise);
  alone.release();
});

it('shares no connection that is still connecting', () => {
  const pool = createPool();
  const first = shareNow(pool);
  (first.connection as FakeConnection).connectedAt = undefined;
  expect(shareNow(pool).connection).not.toBe(first.connection);
});

it('lets nobody join a connection for which somebody waits', async () => {
  const pool = createPool({ size: 1, waitMs: 1_000 });
  const first = shareNow(pool);
  await turn();
  const alone = pool.acquire(later());
  const joining = pool.acquire(later(), 'together');
  expect(joining).toBeInstanceOf(Promise);
  first.release();
  (await alone).release();
  (await joining).release();
  expect(pool.inUse).toBe(0);
});

it('gives a connection to all who wait for a share in it', async () => {
  const pool = createPool({ size: 1, waitMs: 1_000 });
  const alone = await pool.acquire(later());
  const waiting = [1, 2].map(() => pool.acquire(later(), 'together'));
  alone.release();
  const leases = await Promise.all(waiting);
  expect(leases[0]?.connection).toBe(leases[1]?.connection);
});

it('replaces a shared connection once, although each of its callers gives it up', () => {
  const pool = createPool({ size: 1 });
  const [first, second] = [shareNow(pool), shareNow(pool)];
  (first.connection as FakeConnection).lost = true;
  first.release('discard');
  second.release('discard');
  expect(made).toHaveLength(2);
  expect(pool.inUse).toBe(0);
});
