import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { arrayLiteral } from '../../src/db/array-literal.ts';
import { createConnection } from '../../src/db/driver.ts';
import { engineOf } from '../../src/db/engine.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { startProxy } from '../support/postgres-proxy.ts';
import { eastus, eastusStatement, openEastus, within } from './regions.ts';

let test: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'meridian-sql-log-'));
beforeAll(async () => {
  test = await createDatabase({ seeded: true });
});
afterAll(async () => {
  await test.drop();
  rmSync(folder, { recursive: true });
});

it('writes every statement to the SQL log, those of transactions and those that fail too, and no parameter', async () => {
  const sqlLog = join(folder, 'sql.jsonl');
  const db = await openEastus(test.url, { sqlLog });
  const origin = { ...within(), operation: 'riders', traceId: '0af7651916cd43dd8448eb211c80319c' };
  const text = 'select id from users where crdb_region = $1 order by id limit 2';
  await db.query({ ...eastusStatement(text, 'eastus'), table: 'users' }, origin);
  await db.transaction(eastus, origin, (transaction) =>
    transaction.query(eastusStatement('select 1'), origin),
  );
  await db.query(eastusStatement('select $1::int4', 'secret'), within()).catch(() => {});
  await db.close(1_000);
  const content = readFileSync(sqlLog, 'utf8');
  const lines = content
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toEqual([
    {
      text,
      region: 'eastus',
      table: 'users',
      rows: 2,
      milliseconds: expect.any(Number),
      operation: 'riders',
      traceId: '0af7651916cd43dd8448eb211c80319c',
    },
    expect.objectContaining({ text: 'select 1', table: 'test', rows: 1, operation: 'riders' }),
    expect.objectContaining({ text: 'select $1::int4', rows: 0, traceId: null, error: '22P02' }),
  ]);
  expect(content).not.toContain('secret');
});

it('says which setting is wrong where the SQL log cannot be written', async () => {
  const sqlLog = join(folder, 'no', 'such', 'folder');
  await expect(openEastus(test.url, { sqlLog })).rejects.toThrow('The SQL log cannot be written.');
});

it.each([
  ['CockroachDB CCL v25.4.1 (x86_64-pc-linux-gnu)', 'force_custom_plan'],
  ['PostgreSQL 18.4 on x86_64-pc-linux-gnu', 'auto'],
])('starts a session of %s with plan_cache_mode=%s, its name and its time limits', async (version, mode) => {
  await using proxy = await startProxy(test.url);
  const settings = {
    url: proxy.url,
    applicationName: 'meridian/eastus',
    connectTimeoutMs: 5_000,
    statementTimeoutMs: 1_234,
  };
  const connection = createConnection(settings, engineOf(version));
  const names = ['plan_cache_mode', 'statement_timeout', 'application_name', 'transaction_isolation'];
  const [row] = await connection.simple(
    `select ${names.map((name) => `current_setting('${name}')`).join(', ')}`,
  );
  expect(row).toEqual([mode, '1234ms', 'meridian/eastus', 'read committed']);
  // All of it in the start-up message: a SET would be a round trip.
  expect(proxy.messages.map(({ type }) => type).filter((type) => type !== 'p')).toEqual(['startup', 'Q']);
  await connection.close();
});

it('reads back any text from an array literal as it was', async () => {
  const db = await openEastus(test.url);
  const texts = [
    '',
    ' ',
    'NULL',
    'null',
    '{}',
    '{"a"}',
    'a,b',
    '\\',
    '"',
    '\\"',
    "'",
    '\n\t',
    'é',
    '💳',
    '$1',
    null,
  ];
  const same = eastusStatement('select unnest($1::text[])', arrayLiteral(texts));
  expect((await db.query(same, within())).map(([text]) => text)).toEqual(texts);
  const numbers = eastusStatement(
    'select unnest($1::int8[]), unnest($2::bool[])',
    arrayLiteral([1, 2]),
    arrayLiteral([true, false]),
  );
  expect(await db.query(numbers, within())).toEqual([
    ['1', true],
    ['2', false],
  ]);
  expect(await db.query(eastusStatement('select unnest($1::uuid[])', arrayLiteral([])), within())).toEqual(
    [],
  );
  await db.close(0);
});
