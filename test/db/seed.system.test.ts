import { afterAll, beforeAll, expect, it } from 'vitest';
import { citiesByRegion } from '../../resolvers/cities.ts';
import type { Database } from '../../src/db/database.ts';
import { seedDatabase } from '../../src/dev/seed/seed-database.ts';
import { userId } from '../../src/dev/seed/seeded-user.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { eastusStatement, openEastus, within } from './regions.ts';

const tables = [
  'users',
  'vehicles',
  'rides',
  'vehicle_location_histories',
  'promo_codes',
  'user_promo_codes',
];
let seeded: TestDatabase;
let db: Database;
beforeAll(async () => {
  seeded = await createDatabase({ seeded: true });
  db = await openEastus(seeded.url);
});
afterAll(async () => {
  await db.close(0);
  await seeded.drop();
});

const query = (text: string, from = db) => from.query(eastusStatement(text), within());
const fingerprint = (from?: Database) =>
  Promise.all(
    tables.map((table) =>
      query(`select count(*), md5(string_agg(t::text, '|' order by t::text)) from ${table} t`, from),
    ),
  );

it('makes the same rows of the same scale each time, and says how far it is', async () => {
  await using stack = new AsyncDisposableStack();
  const again = stack.adopt(await createDatabase({ seeded: false }), (each) => each.drop());
  const progress: number[] = [];
  const onProgress = (done: number, total: number) => void progress.push(done / total);
  expect(await seedDatabase({ url: again.url, scale: 0.06, onProgress })).toBe(true);
  const other = stack.adopt(await openEastus(again.url), (each) => each.close(0));
  expect(await fingerprint(other)).toEqual(await fingerprint());
  expect(progress.at(-1)).toBe(1);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
});

it('deals users out evenly over the cities, three a region', async () => {
  const rows = await query('select crdb_region::text, city, count(*)::int4 from users group by 1, 2');
  expect(rows).toHaveLength(9);
  for (const [region, city, count] of rows) {
    expect(citiesByRegion[region as keyof typeof citiesByRegion]).toContain(city);
    expect([33, 34]).toContain(count);
  }
});

// Foreign keys are not checked while seeding, so they are here.
it.each([
  ['vehicles', 'users', 'o.id = s.owner_id'],
  ['rides', 'users', 'o.id = s.rider_id'],
  ['rides', 'vehicles', 'o.id = s.vehicle_id and s.vehicle_city = s.city'],
  ['vehicle_location_histories', 'rides', 'o.id = s.ride_id'],
  ['user_promo_codes', 'users', 'o.id = s.user_id'],
])('every row of %s has its row of %s in the same city', async (table, owner, condition) => {
  const orphans = await query(
    `select count(*)::int4 from ${table} s where not exists
      (select 1 from ${owner} o where o.crdb_region = s.crdb_region and o.city = s.city and ${condition})`,
  );
  expect(orphans).toEqual([[0]]);
});

it('gives the first user the id that development tokens name', async () => {
  expect(await query(`select crdb_region::text from users where id = '${userId(0)}'`)).toEqual([['eastus']]);
});

it('leaves a seeded database alone, and refuses another scale', async () => {
  expect(await seedDatabase({ url: seeded.url, scale: 0.06 })).toBe(false);
  await expect(seedDatabase({ url: seeded.url, scale: 1 })).rejects.toThrow(
    'The database holds MovR at scale 0.06; to seed it at scale 1, start with an empty one.',
  );
});

it('completes what an interrupted seeding left', async () => {
  const before = await fingerprint();
  await query('update schema_seed set done = false');
  await query("delete from vehicle_location_histories where crdb_region = 'eastus'");
  expect(await seedDatabase({ url: seeded.url, scale: 0.06 })).toBe(true);
  expect(await fingerprint()).toEqual(before);
});

it('says what to do about a database that was not migrated', async () => {
  await query('drop table user_promo_codes');
  await query('update schema_seed set done = false');
  await expect(seedDatabase({ url: seeded.url, scale: 0.06 })).rejects.toThrow(
    'The database has not been migrated: run npm run migrate first.',
  );
});
