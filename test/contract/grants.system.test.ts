import { readFileSync } from 'node:fs';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseRoles, type Privilege, READER, WRITER } from '../../src/contract/grants.ts';
import { applyGrants, grantsFile } from '../../src/dev/grants.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { movr } from './movr.ts';
import { movrTables } from './movr-tables.ts';

const { roles, tables } = databaseRoles(movr.access, movrTables);
const access = (url: string) => ({ url, caFile: undefined });

let database: TestDatabase;
let sql: postgres.Sql;

beforeAll(async () => {
  database = await createDatabase({ seeded: true });
  await applyGrants(access(database.url));
  sql = postgres(database.url, { max: 1, onnotice: () => {} });
});

afterAll(async () => {
  await sql?.end();
  await database?.drop();
});

const refused = '42501';

/** What the database itself says to a statement under a role: undefined where it takes it, else the SQLSTATE. */
async function verdict(role: string, statement: string): Promise<string | undefined> {
  await sql.unsafe(`begin; set local role "${role}"`);
  try {
    await sql.unsafe(statement);
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  } finally {
    await sql.unsafe('rollback');
  }
}

/** A statement for each privilege that touches no row, so that nothing but the privilege can refuse it. */
const statements: Readonly<Record<Privilege, (table: string) => string>> = {
  SELECT: (table) => `select * from ${table} where false`,
  INSERT: (table) =>
    `insert into ${table} select (jsonb_populate_record(null::${table}, '{}')).* where false`,
  UPDATE: (table) => `update ${table} set ${table === 'promo_codes' ? 'code' : 'city'} = 'x' where false`,
  DELETE: (table) => `delete from ${table} where false`,
};

/** Every (role, table, privilege) in which the database says something else than the contract. */
async function disagreements(): Promise<string[]> {
  const wrong: string[] = [];
  for (const { name, privileges } of roles) {
    for (const table of tables) {
      for (const [privilege, write] of Object.entries(statements)) {
        const held = privileges.get(table)?.has(privilege as Privilege) === true;
        const said = await verdict(name, write(table));
        if (said !== (held ? undefined : refused)) wrong.push(`${name}, ${privilege} on ${table}: ${said}`);
      }
    }
  }
  return wrong;
}

describe('the database, asked itself', () => {
  test('takes under each role what the contract gives it, and refuses all else', async () => {
    expect(await disagreements()).toEqual([]);
  });

  test.each([
    [
      'gives more than the contract',
      'grant delete on table rides to "rides.read"',
      'DELETE on rides: undefined',
    ],
    [
      'gives less than the contract',
      'revoke select on table rides from "rides.read"',
      `SELECT on rides: ${refused}`,
    ],
  ])('is found out where it %s', async (_, change, found) => {
    await sql.unsafe(change);
    try {
      expect(await disagreements()).toEqual([`rides.read, ${found}`]);
    } finally {
      await applyGrants(access(database.url));
    }
    expect(await disagreements()).toEqual([]);
  });

  test('refuses a write under a read scope, and a write to another domain’s table', async () => {
    expect(await verdict('rides.read', 'update rides set revenue = 0')).toBe(refused);
    expect(await verdict('rides.write', "update users set credit_card = '0'")).toBe(refused);
    expect(await verdict('rides.write', "update rides set end_address = 'x'")).toBeUndefined();
  });

  test('the reader reads what any scope reads and writes nothing', async () => {
    for (const table of tables) {
      expect(await verdict(READER, statements.SELECT(table))).toBeUndefined();
      expect(await verdict(READER, statements.INSERT(table))).toBe(refused);
      expect(await verdict(READER, statements.UPDATE(table))).toBe(refused);
    }
    expect(await verdict(READER, 'select * from schema_migrations')).toBe(refused);
  });

  test('the writer may take the role of a mutation, and no other', async () => {
    await sql.unsafe(`begin; set local session authorization ${WRITER}`);
    try {
      await sql.unsafe('savepoint before; set local role "rides.write"; reset role');
      await expect(sql.unsafe('set local role "rides.read"')).rejects.toMatchObject({ code: refused });
    } finally {
      await sql.unsafe('rollback');
    }
  });

  test('a privilege that the contract gives no more is taken back, and running again changes nothing', async () => {
    await sql.unsafe('grant delete on table rides to "rides.read"');
    expect(await verdict('rides.read', statements.DELETE('rides'))).toBeUndefined();
    await applyGrants(access(database.url));
    await applyGrants(access(database.url));
    expect(await verdict('rides.read', statements.DELETE('rides'))).toBe(refused);
    expect(await verdict('rides.read', statements.SELECT('rides'))).toBeUndefined();
  });

  test('the file uses nothing that CockroachDB lacks', () => {
    const text = readFileSync(grantsFile, 'utf8').replaceAll(/^--.*$/gm, '');
    for (const statement of text
      .split(';')
      .map((one) => one.trim())
      .filter(Boolean))
      expect(statement).toMatch(
        /^(CREATE ROLE \S+( LOGIN)?|(GRANT|REVOKE) [A-Z, ]+ ON TABLE \w+ (TO|FROM) "[\w.]+"|(GRANT|REVOKE) "[\w.]+" (TO|FROM) \w+)$/,
      );
  });
});
