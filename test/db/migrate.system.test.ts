import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { eastusStatement, openEastus, within } from './regions.ts';

let database: TestDatabase;
let db: Database;
let folder: string;
beforeAll(async () => {
  database = await createDatabase({ seeded: false });
  db = await openEastus(database.url);
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-migrations-'));
  mkdirSync(join(folder, 'postgres'));
  // The template was migrated; here each test begins with nothing.
  await query('drop schema public cascade');
  await query('create schema public');
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(async () => {
  await db.close(0);
  await database.drop();
});

const query = (text: string) => db.query(eastusStatement(text), within());
const write = (name: string, text: string) => writeFileSync(join(folder, 'postgres', name), text);
const run = (waitMs = 5_000) => migrate({ url: database.url, folder, waitMs });
const tableCount = async (name: string) =>
  (await query(`select count(*)::int4 from pg_tables where tablename = '${name}'`))[0]?.[0];

it('runs each migration once, in the order of their names', async () => {
  write('0002_second.sql', 'alter table one add column b int4;\n');
  write('0001_first.sql', '-- A comment;\ncreate table one (a int4);\ninsert into one values (1);\n');
  expect(await run()).toEqual(['0001_first.sql', '0002_second.sql']);
  expect(await run()).toEqual([]);
  expect(await query('select a, b from one')).toEqual([[1, null]]);
});

it('keeps all of a file or nothing, says which statement failed and why, and takes the mended file', async () => {
  write('0001_first.sql', 'create table one (a int4);\ncreate table two (a no_such_type);\n');
  await expect(run()).rejects.toThrow(
    'The migration 0001_first.sql failed at "create table two (a no_such_type)": type "no_such_type" does not exist',
  );
  expect(await tableCount('one')).toBe(0);
  write('0001_first.sql', 'create table one (a int4);\ncreate table two (a int4);\n');
  expect(await run()).toEqual(['0001_first.sql']);
});

it.each([
  ['edited', 'create table one (a int8);\n'],
  ['shortened', ''],
  ['prolonged', 'create table one (a int4);\ncreate table two (a int4);\n'],
])('refuses a migration that was %s after it ran', async (_, text) => {
  write('0001_first.sql', 'create table one (a int4);\n');
  await run();
  write('0001_first.sql', text);
  await expect(run()).rejects.toMatchObject({
    code: 'CONFLICT',
    message: 'The migration 0001_first.sql was edited after it ran. Write a new one instead.',
  });
});

it('takes a migration whose comments and line ends changed for the same', async () => {
  write('0001_first.sql', 'create table one (\n  a int4\n);\n');
  await run();
  write('0001_first.sql', '-- Why.\r\ncreate table one (\r\n  a int4\r\n);\r\n');
  expect(await run()).toEqual([]);
});

it('refuses a migration whose file is gone, and one that comes before another that ran', async () => {
  write('0002_second.sql', 'create table two (a int4);\n');
  await run();
  write('0001_first.sql', 'create table one (a int4);\n');
  await expect(run()).rejects.toThrow('0001_first.sql comes before 0002_second.sql, which ran already');
  rmSync(join(folder, 'postgres', '0001_first.sql'));
  rmSync(join(folder, 'postgres', '0002_second.sql'));
  await expect(run()).rejects.toThrow('0002_second.sql ran on this database, but its file is gone');
});

it('lets one of several runners at a time do the work, on a database that has no bookkeeping yet', async () => {
  write('0001_first.sql', 'create table one (a int4);\nselect pg_sleep(0.3);\n');
  const ran = await Promise.all([run(), run(), run(), run()]);
  expect(ran.flat()).toEqual(['0001_first.sql']);
});

it('waits for the lease of another runner, gives up in time, and takes over one that ran out', async () => {
  await run();
  const hold = (until: string) =>
    query(`insert into schema_migration_lease values (1, gen_random_uuid(), now() + interval '${until}')
      on conflict (id) do update set expires_at = excluded.expires_at`);
  await hold('1 hour');
  await expect(run(100)).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: 'Another runner is migrating this database.',
  });
  await hold('-1 second');
  write('0001_first.sql', 'create table one (a int4);\n');
  expect(await run(100)).toEqual(['0001_first.sql']);
  expect(await query('select count(*)::int4 from schema_migration_lease')).toEqual([[0]]);
});
