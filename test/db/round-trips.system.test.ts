import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TransactionRunner } from '../../src/db/database.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { type PostgresProxy, startProxy } from '../support/postgres-proxy.ts';
import { eastus, eastusStatement, openEastus, within } from './regions.ts';

const one = eastusStatement('select id from users where crdb_region = $1 limit 1', 'eastus');
let database: TestDatabase;
let proxy: PostgresProxy;
beforeAll(async () => {
  database = await createDatabase({ seeded: true });
  proxy = await startProxy(database.url, 15);
});
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await database.drop();
});

/** How many round trips it takes. */
async function roundTrips(run: () => Promise<unknown>): Promise<number> {
  const before = proxy.roundTrips;
  await run();
  return proxy.roundTrips - before;
}

it('takes one round trip a statement once its text was seen on the connection', async () => {
  const db = await openEastus(proxy.url);
  await db.query(one, within());
  const from = proxy.messages.length;
  expect(await roundTrips(() => db.query(one, within()))).toBe(1);
  expect(await roundTrips(() => db.query({ ...one, parameters: ['westeurope'] }, within()))).toBe(1);
  expect(proxy.messages.slice(from).map(({ type }) => type)).toEqual(['B', 'E', 'S', 'B', 'E', 'S']);
  await db.close(0);
});

it('takes one round trip a statement in a transaction, and one for COMMIT; BEGIN and the role go along', async () => {
  const role = `writer_${randomBytes(4).toString('hex')}`;
  const db = await openEastus(proxy.url);
  const whoAmI = eastusStatement('select current_user, current_setting($1)', 'transaction_isolation');
  await db.query(whoAmI, within());
  await db.query(eastusStatement(`create role ${role}`), within());
  let found: readonly unknown[] | undefined;
  const trips = await roundTrips(() =>
    db.transaction(
      eastus,
      within(),
      async (transaction) => {
        [found] = await transaction.query(whoAmI, within());
        await transaction.query(whoAmI, within());
      },
      { role },
    ),
  );
  expect(found).toEqual([role, 'serializable']);
  expect(trips).toBe(3);
  expect((await db.query(whoAmI, within()))[0]?.[0]).not.toBe(role);
  await db.query(eastusStatement(`drop role ${role}`), within());
  await db.close(0);
});

it('sends bounded statements of one turn over one connection without waiting for each other', async () => {
  const db = await openEastus(proxy.url);
  const bounded = { ...one, bounded: true } as const;
  await db.query(bounded, within());
  await db.query(bounded, within());
  const from = proxy.messages.length;
  expect(await roundTrips(() => Promise.all([1, 2, 3].map(() => db.query(bounded, within()))))).toBe(1);
  expect(proxy.messages.slice(from).map(({ type }) => type)).toEqual([
    'B',
    'E',
    'S',
    'B',
    'E',
    'S',
    'B',
    'E',
    'S',
  ]);
  await db.close(0);
});

it('plans bounded statements without their values and all others with them, on one connection', async () => {
  const db = await openEastus(proxy.url, { poolSize: 1 });
  const mode = eastusStatement("select current_setting('plan_cache_mode')");
  await db.query(mode, within());
  const ask = async (bounded: boolean) =>
    (await db.query({ ...mode, ...(bounded && { bounded: true as const }) }, within()))[0]?.[0];
  const seen = [await ask(true), await ask(false), await ask(true)];
  expect(seen).toEqual(['force_generic_plan', 'auto', 'force_generic_plan']);
  await db.close(0);
});

it('reads no catalog when it connects', async () => {
  const from = proxy.messages.length;
  const db = await openEastus(proxy.url);
  await db.query(one, within());
  const texts = proxy.messages.slice(from).map(({ type, text }) => (/[QP]/.test(type) ? text : ''));
  expect(texts.filter((text) => text.includes('pg_catalog') || text.includes('pg_type'))).toEqual([]);
  await db.close(0);
});

it('takes one round trip for a transaction of one statement, whose COMMIT goes along', async () => {
  const db = await openEastus(proxy.url);
  const begin = (transaction: TransactionRunner) => transaction.queryLast(one, within());
  await db.transaction(eastus, within(), begin);
  await db.transaction(eastus, within(), begin);
  expect(await roundTrips(() => db.transaction(eastus, within(), begin))).toBe(1);
  await db.close(0);
});
