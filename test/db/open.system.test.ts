import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database, Statement, StatementOrigin } from '../../src/db/database.ts';
import type { RegionName } from '../../src/db/locality.ts';
import { openDatabase } from '../../src/db/open.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';

const eastus = 'eastus' as RegionName;
let test: TestDatabase;
let database: Database;

const origin = (milliseconds = 5_000): StatementOrigin => ({
  operation: 'test',
  traceId: undefined,
  deadline: Date.now() + milliseconds,
});
const statement = (text: string, ...parameters: (string | number | null)[]): Statement => ({
  text,
  parameters,
  table: 'users',
  region: eastus,
});

beforeAll(async () => {
  test = await createDatabase({ seeded: true });
  database = await openDatabase({
    urls: new Map([[eastus, test.url]]),
    localRegion: eastus,
    poolSize: 2,
    waitMs: 300,
    connectionLifetimeSeconds: 300,
    statementTimeoutMs: 10_000,
  });
});

afterAll(async () => {
  await database.close(0);
  await test.drop();
});

it('gives rows in select order, exact values as text', async () => {
  const rows = await database.query(
    statement(
      `select 9007199254740993::int8, 0.10::numeric(10,2), timestamp '2026-01-01 00:00:00.000001',
       '{"n": 1234567890123456789012345}'::jsonb, 7::int4, null`,
    ),
    origin(),
  );
  expect(rows[0]).toEqual([
    '9007199254740993',
    '0.10',
    '2026-01-01 00:00:00.000001',
    '{"n": 1234567890123456789012345}',
    7,
    null,
  ]);
});

it('says UNAVAILABLE when no connection becomes free in time', async () => {
  const blocked = [1, 2].map(() => database.query(statement('select pg_sleep(1)'), origin()));
  await expect(database.query(statement('select 1'), origin())).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: 'No database connection became free in time.',
  });
  await Promise.all(blocked);
});

it('gives up a statement at its deadline and is well afterwards', async () => {
  await expect(database.query(statement('select pg_sleep(5)'), origin(100))).rejects.toMatchObject({
    code: 'UNAVAILABLE',
  });
  expect(await database.query(statement('select 1'), origin())).toEqual([[1]]);
});

it('never shows the SQL or the values of a statement that fails', async () => {
  const failing = database.query(statement('select $1::int4 from users', 'secret'), origin());
  await expect(failing).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: 'The database refused a value.',
  });
});
