import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningPostgres, removeCluster, startPostgres } from '../../src/dev/postgres/start-postgres.ts';
import type { MeridianError } from '../../src/errors.ts';
import { freePorts } from '../dev/free-ports.ts';
import { eastus, eastusStatement, openEastus, within } from './regions.ts';

const home = mkdtempSync(join(tmpdir(), 'meridian-restart-'));
// PostgreSQL's user must be able to pass through.
chmodSync(home, 0o755);
let port = 0;
let server: RunningPostgres;
beforeAll(async () => {
  [port = 0] = await freePorts(1);
  server = await startPostgres({ home, port });
});
afterAll(async () => {
  await server.stop();
  await removeCluster(home);
  rmSync(home, { recursive: true, force: true });
});

const read = eastusStatement('select $1::int4', 7);
const count = eastusStatement('select count(*)::int4 from changes');
const change = eastusStatement('insert into changes values (gen_random_uuid())');

it('a database that restarts under load is UNAVAILABLE meanwhile, and well within 5 s of being back', async () => {
  const db = await openEastus(server.url, { poolSize: 5, waitMs: 500 });
  await db.query(eastusStatement('create table changes (id uuid primary key)'), within());
  let isLoaded = true;
  const outcomes = { reads: 0, changes: 0, unknown: 0, unavailable: 0 };
  const others: unknown[] = [];
  const attempt = async (run: () => Promise<unknown>, kind: 'reads' | 'changes') => {
    try {
      await run();
      outcomes[kind] += 1;
    } catch (error) {
      const { code } = error as MeridianError;
      if (code === 'UNAVAILABLE') outcomes.unavailable += 1;
      else if (code === 'OUTCOME_UNKNOWN' && kind === 'changes') outcomes.unknown += 1;
      else others.push(error);
      // As a caller does who was told to come again later.
      await delay(20);
    }
  };
  const callers = Array.from({ length: 16 }, async (_, n) => {
    while (isLoaded)
      await (n % 2 === 0
        ? attempt(() => db.query(read, within(2_000)), 'reads')
        : attempt(
            () => db.transaction(eastus, within(2_000), (transaction) => transaction.query(change, within())),
            'changes',
          ));
  });
  const until = async (condition: () => boolean) => {
    while (!condition()) await delay(5);
  };

  await until(() => outcomes.reads > 50 && outcomes.changes > 50);
  await server.stop();
  await until(() => outcomes.unavailable > 50);
  expect(await db.isReady(Date.now() + 500)).toBe(false);

  server = await startPostgres({ home, port });
  const back = performance.now();
  const { reads, changes } = outcomes;
  await until(() => outcomes.reads > reads + 50 && outcomes.changes > changes + 50);
  expect(performance.now() - back).toBeLessThan(5_000);
  expect(await db.isReady(Date.now() + 500)).toBe(true);
  isLoaded = false;
  await Promise.all(callers);

  expect(others).toEqual([]);
  // Every change is there that was said to be made; beyond these only such whose outcome is unknown.
  const [[made] = []] = await db.query(count, within());
  expect(Number(made)).toBeGreaterThanOrEqual(outcomes.changes);
  expect(Number(made)).toBeLessThanOrEqual(outcomes.changes + outcomes.unknown);
  await db.close(0);
});
