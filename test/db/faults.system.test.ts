import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { type PostgresProxy, startProxy } from '../support/postgres-proxy.ts';
import { eastus, eastusStatement, openEastus, within } from './regions.ts';

const selectOne = eastusStatement('select $1::int4', 1);
const count = eastusStatement('select count(*)::int4 from accounts');
const insert = eastusStatement('insert into accounts (name, balance) values ($1, 1)', 'new');
const killSelf = eastusStatement('select pg_terminate_backend(pg_backend_pid())');
const total = eastusStatement('select sum(balance)::int4 from accounts');
const withdraw = (name: string) =>
  eastusStatement('update accounts set balance = balance - 100 where name = $1', name);

let test: TestDatabase;
let proxy: PostgresProxy;
let db: Database;
beforeAll(async () => {
  test = await createDatabase({ seeded: false });
  proxy = await startProxy(test.url);
  db = await openEastus(proxy.url, { poolSize: 3 });
  await db.query(
    eastusStatement('create table accounts (name text primary key, balance int4 not null)'),
    within(),
  );
});
beforeEach(async () => {
  proxy.decide(() => 'forward');
  await db.query(eastusStatement('delete from accounts'), within());
  await db.query(eastusStatement("insert into accounts values ('a', 100), ('b', 100)"), within());
});
afterAll(async () => {
  await db.close(0);
  await proxy[Symbol.asyncDispose]();
  await test.drop();
});

it('runs a transaction again whose connection the server ended before COMMIT, and uses no spoilt connection after', async () => {
  for (let round = 0; round < 8; round += 1) {
    let runs = 0;
    await db.transaction(eastus, within(), async (transaction) => {
      runs += 1;
      await transaction.query(insert, within());
      if (runs === 1) await transaction.query(killSelf, within());
      await transaction.query(eastusStatement('delete from accounts where name = $1', 'new'), within());
    });
    expect(runs).toBe(2);
  }
  const all = await Promise.all(Array.from({ length: 12 }, () => db.query(selectOne, within())));
  expect(all).toEqual(Array(12).fill([[1]]));
});

it('runs statements again that shared a connection which the server ended', async () => {
  const slow = { ...eastusStatement("select pg_sleep(0.2), 'shares a connection'"), bounded: true } as const;
  const kill = eastusStatement(
    "select pg_terminate_backend(pid) from pg_stat_activity where query = $1 and state = 'active'",
    slow.text,
  );
  await db.query({ ...selectOne, bounded: true }, within());
  const sharing = [db.query(slow, within()), db.query(slow, within()), db.query(slow, within())];
  let killed = 0;
  while (killed === 0) killed = (await db.query(kill, within())).length;
  expect(killed).toBe(1);
  expect((await Promise.all(sharing)).map(([row]) => row?.[1])).toEqual(Array(3).fill('shares a connection'));
  // Other tests count the connections that are open.
  await Promise.all([1, 2, 3].map(() => db.query(eastusStatement('select pg_sleep(0.05)'), within())));
});

it('sends nothing more of a transaction once its connection is lost, even where the body goes on', async () => {
  const runs: number[] = [];
  await db.transaction(eastus, within(), async (transaction) => {
    runs.push(runs.length);
    if (runs.length === 1) await transaction.query(killSelf, within()).catch(() => {});
    await transaction.query(insert, within()).catch(() => {});
  });
  expect(runs).toEqual([0, 1]);
  expect(await db.query(count, within())).toEqual([[3]]);
});

it('sends nothing on a new connection of a transaction that was lost between two statements', async () => {
  let runs = 0;
  await db.transaction(eastus, within(), async (transaction) => {
    runs += 1;
    const [[pid] = []] = await transaction.query(eastusStatement('select pg_backend_pid()'), within());
    if (runs === 1) {
      const open = proxy.open;
      await db.query(eastusStatement('select pg_terminate_backend($1::int4)', Number(pid)), within());
      while (proxy.open === open) await delay(5);
      await delay(20);
      await expect(transaction.query(insert, within())).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    }
  });
  expect(runs).toBe(2);
  expect(await db.query(count, within())).toEqual([[2]]);
});

it('does not know the outcome where the connection is lost during COMMIT, and does not run it again', async () => {
  proxy.decide(({ type, text }) => (type === 'Q' && text.startsWith('commit') ? 'cut' : 'forward'));
  let runs = 0;
  const changing = db.transaction(eastus, within(), async (transaction) => {
    runs += 1;
    await transaction.query(insert, within());
  });
  await expect(changing).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  expect(runs).toBe(1);
  expect(await db.query(count, within())).toEqual([[3]]);
});

it('keeps nothing where the last statement fails, although its COMMIT went along', async () => {
  const changing = db.transaction(eastus, within(), async (transaction) => {
    await transaction.query(insert, within());
    return transaction.queryLast(eastusStatement("insert into accounts values ('a', 1)"), within());
  });
  await expect(changing).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await db.query(count, within())).toEqual([[2]]);
});

it('keeps what the last statement did, and takes none after it', async () => {
  await db.transaction(eastus, within(), async (transaction) => {
    await transaction.queryLast(insert, within());
    await expect(transaction.query(selectOne, within())).rejects.toThrow('The transaction is over');
  });
  expect(await db.query(count, within())).toEqual([[3]]);
});

it('does not know the outcome where the connection is lost while COMMIT is under way with the last statement', async () => {
  proxy.decide(({ type, text }) => (type === 'Q' && text.startsWith('commit') ? 'cut' : 'forward'));
  const changing = db.transaction(eastus, within(), (transaction) => transaction.queryLast(insert, within()));
  await expect(changing).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
});

it('does not know the outcome where the deadline passes during COMMIT', async () => {
  proxy.decide(({ type, text }) => (type === 'Q' && text.startsWith('commit') ? 'mute' : 'forward'));
  const changing = db.transaction(eastus, within(300), (transaction) => transaction.query(insert, within()));
  await expect(changing).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
});

it('does not know the outcome of a single change whose answer was lost', async () => {
  await db.query(insert, within());
  await db.query(eastusStatement("delete from accounts where name = 'new'"), within());
  proxy.decide(({ type }) => (type === 'E' ? 'cut' : 'forward'));
  await expect(db.query(insert, within())).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  proxy.decide(() => 'forward');
  expect(await db.query(count, within())).toEqual([[3]]);
});

it('reads again where the answer to a read was lost', async () => {
  let cuts = 0;
  proxy.decide(({ type }) => (type === 'E' && ++cuts <= 2 ? 'cut' : 'forward'));
  expect(await db.query(selectOne, within())).toEqual([[1]]);
  expect(cuts).toBe(3);
});

it('says UNAVAILABLE, not that the outcome is unknown, of a change that nobody was there to take', async () => {
  await using gone = await startProxy(test.url);
  const lonely = await openEastus(gone.url);
  await gone[Symbol.asyncDispose]();
  await expect(lonely.query(insert, within())).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await lonely.close(0);
});

it('gives up soon on a peer that takes connections only to end them', async () => {
  await using balancer = await startProxy(test.url);
  const lonely = await openEastus(balancer.url);
  balancer.hangUp();
  const before = balancer.accepted;
  await expect(lonely.query(selectOne, within(5_000))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(balancer.accepted - before).toBeLessThanOrEqual(4);
  await lonely.close(0);
});

it('runs a transaction again that PostgreSQL ended with 40001, so that no invariant breaks', async () => {
  // Each reads the sum and takes 100 while it is 200: one alone may (write skew, PostgreSQL's documentation 13.2.3).
  const runs = { a: 0, b: 0 };
  let arrived = 0;
  let meet = () => {};
  const bothHaveRead = new Promise<void>((resolve) => {
    meet = resolve;
  });
  const take = (name: 'a' | 'b') =>
    db.transaction(eastus, within(), async (transaction) => {
      runs[name] += 1;
      const [[sum] = []] = await transaction.query(total, within());
      arrived += 1;
      if (arrived === 2) meet();
      await bothHaveRead;
      if (sum === 200) await transaction.query(withdraw(name), within());
      return sum;
    });
  const sums = await Promise.all([take('a'), take('b')]);
  expect(sums.sort()).toEqual([100, 200]);
  expect(runs.a + runs.b).toBe(3);
  expect(await db.query(total, within())).toEqual([[100]]);
});

it('says CONFLICT where the attempts are used up', async () => {
  const conflict = eastusStatement("do $$ begin raise exception 'again' using errcode = '40001'; end $$");
  let runs = 0;
  const changing = db.transaction(
    eastus,
    within(),
    async (transaction) => {
      runs += 1;
      await transaction.query(conflict, within());
    },
    { attempts: 3 },
  );
  await expect(changing).rejects.toMatchObject({ code: 'CONFLICT', cause: { code: '40001' } });
  expect(runs).toBe(3);
});

it('keeps nothing of a body that throws, and throws what it threw', async () => {
  const reason = new Error('changed my mind');
  const changing = db.transaction(eastus, within(), async (transaction) => {
    await transaction.query(insert, within());
    throw reason;
  });
  await expect(changing).rejects.toBe(reason);
  expect(await db.query(count, within())).toEqual([[2]]);
});

it('keeps nothing where the body caught the error of a statement', async () => {
  const changing = db.transaction(eastus, within(), async (transaction) => {
    await transaction.query(insert, within());
    await transaction.query(insert, within()).catch(() => {});
    return 'all is well';
  });
  await expect(changing).rejects.toMatchObject({ code: 'CONFLICT', cause: { code: '23505' } });
  expect(await db.query(count, within())).toEqual([[2]]);
});

it('refuses a query of a body that has returned', async () => {
  let late: (() => Promise<unknown>) | undefined;
  await db.transaction(eastus, within(), async (transaction) => {
    late = () => transaction.query(insert, within());
  });
  await expect(late?.()).rejects.toThrow('The transaction is over');
  expect(await db.query(count, within())).toEqual([[2]]);
});

it('leaves a slow transaction at its deadline, and its locks are gone soon after', async () => {
  const slow = db.transaction(eastus, within(200), async (transaction) => {
    await transaction.query(withdraw('a'), within());
    await transaction.query(eastusStatement('select pg_sleep(1)'), within());
  });
  await expect(slow).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  await db.query(withdraw('a'), within(5_000));
  expect(await db.query(total, within())).toEqual([[100]]);
});

it('takes a role only by a name that is one', async () => {
  const injecting = db.transaction(eastus, within(), async () => {}, { role: 'x"; drop table accounts; --' });
  await expect(injecting).rejects.toThrow(TypeError);
});

it('survives a schema change under its prepared statements', async () => {
  const all = eastusStatement('select * from accounts order by name');
  await db.query(all, within());
  await db.query(eastusStatement('alter table accounts add column note text'), within());
  for (let n = 0; n < 3; n += 1) expect((await db.query(all, within()))[0]).toEqual(['a', 100, null]);
  await db.query(eastusStatement('alter table accounts drop column note'), within());
});
