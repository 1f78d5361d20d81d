import { afterAll, beforeAll, expect, it } from 'vitest';
import { regions } from '../../schema/tables/regions.ts';
import { localityOf } from '../../src/db/locality.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { drizzleShape } from './drizzle-shape.ts';
import { partitions, postgresShape } from './postgres-shape.ts';
import { domainTables } from './tables.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase({ seeded: false });
});
afterAll(() => database.drop());

// The Drizzle tables stand between the two folders: what equals them both is the same in both.
it('make the tables, columns, keys, foreign keys, indexes and localities that the Drizzle tables have', async () => {
  expect(await postgresShape(database.url)).toEqual(drizzleShape(await domainTables()));
});

it('make one partition a region of each regional table', async () => {
  const made = await partitions(database.url);
  for (const [table, shape] of Object.entries(drizzleShape(await domainTables())))
    expect([table, made[table]]).toEqual([table, shape.locality === 'regional' ? regions : undefined]);
  expect((await domainTables()).map((table) => localityOf(table).kind)).toContain('global');
});
