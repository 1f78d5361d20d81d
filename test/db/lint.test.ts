import { and, desc, eq, sql } from 'drizzle-orm';
import { alias, QueryBuilder } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import { promoCodes } from '../../schema/tables/promo_codes.ts';
import { rides } from '../../schema/tables/rides.ts';
import { userPromoCodes } from '../../schema/tables/user_promo_codes.ts';
import { users } from '../../schema/tables/users.ts';
import { vehicles } from '../../schema/tables/vehicles.ts';
import { lintStatement } from '../../src/db/lint.ts';

const tables = [users, vehicles, rides, promoCodes, userPromoCodes];
const lint = (text: string) => lintStatement(text, tables);

describe('says nothing of a statement that stays in one region:', () => {
  for (const text of [
    'select "id" from "users" where "users"."crdb_region" = $1 and "id" = any($2::uuid[])',
    "select id from users u where (u.crdb_region = 'eastus'::crdb_internal_region) and (a = 1 or b = 2)",
    'select * from promo_codes where code = $1',
    'select 1',
    'select r.id from rides r join users u on u.crdb_region = r.crdb_region and u.id = r.rider_id where $1 = r.crdb_region',
    'select r.id from rides r, users u where r.crdb_region = $1 and u.crdb_region = r.crdb_region',
    'select r.id from rides r left join users u on u.crdb_region = $1 and u.id = r.rider_id where r.crdb_region = $1',
    'select k.id, x.* from unnest($2::uuid[]) as k(id) cross join lateral (select * from rides where crdb_region = $1 and rider_id = k.id order by start_time limit 3) x',
    'select x.id from rides r cross join lateral (select v.id from vehicles v where v.crdb_region = r.crdb_region) x where r.crdb_region = $1',
    'select x.id from (select crdb_region, id, row_number() over (partition by rider_id order by id) n from rides where crdb_region = $1) x where x.n < 4',
    'with x as (select crdb_region, id from users where crdb_region = $1) select r.id from rides r join x on x.crdb_region = r.crdb_region',
    'select id from users where crdb_region = $1 union all select id from vehicles where crdb_region = $1',
    'select id from users u where crdb_region = $1 and exists (select 1 from rides r where r.crdb_region = u.crdb_region)',
    'select id from users where crdb_region = $1 for no key update skip locked',
    'insert into users (id, crdb_region, city) values ($1, $2, $3), ($4, $2, $5) on conflict (crdb_region, id) do update set city = excluded.city returning id',
    'insert into users (crdb_region, id) select $1, id from unnest($2::uuid[]) as k(id) on conflict do nothing',
    'insert into promo_codes (code) values ($1) on conflict (code) do nothing',
    'update rides set end_time = $1 where crdb_region = $2 and id = $3 returning id, version',
    'update rides r set end_time = $1 from users u where r.crdb_region = $2 and u.crdb_region = r.crdb_region',
    'delete from rides using users u where rides.crdb_region = $1 and u.crdb_region = $1',
  ])
    it(text, () => expect(lint(text)).toEqual([]));
});

describe('names what is wrong with', () => {
  for (const [text, problem] of [
    ['select id from users where id = $1', 'users (users) has no region'],
    ['select id from users', 'users (users) has no region'],
    ['select id from users where crdb_region = $1 or id = $2', 'users (users) has no region'],
    ['select id from users where not (crdb_region = $1)', 'users (users) has no region'],
    ['select id from users where crdb_region in ($1, $2)', 'users (users) has no region'],
    ['select id from users where crdb_region = any($1)', 'users (users) has no region'],
    ['select id from users where crdb_region <> $1', 'users (users) has no region'],
    ['select id from users where crdb_region::text = $1', 'users (users) has no region'],
    ["select id from users where crdb_region = $1 || 'us'", 'users (users) has no region'],
    ['select id from users where crdb_region = (select crdb_region from x)', 'users (users) has no region'],
    ["select id from users where name = 'crdb_region = $1'", 'users (users) has no region'],
    ['select id from users -- where crdb_region = $1', 'users (users) has no region'],
    ['select id from users having crdb_region = $1', 'users (users) has no region'],
    [
      'select r.id from rides r join users u on u.id = r.rider_id where r.crdb_region = $1',
      'users (u) has no region',
    ],
    ['select r.id from rides r join users u on u.crdb_region = r.crdb_region', 'rides (r) has no region'],
    [
      'select r.id from rides r left join users u on r.crdb_region = $1 and u.crdb_region = $1',
      'rides (r) has no region',
    ],
    [
      'select u.id from rides r right join users u on u.crdb_region = r.crdb_region where r.crdb_region = $1',
      'users is joined so that its region is open',
    ],
    [
      'select r.id from rides r, lateral (select id from users u where u.id = r.rider_id) x where r.crdb_region = $1',
      'users (u) has no region',
    ],
    [
      'select (select name from users where id = r.rider_id) from rides r where r.crdb_region = $1',
      'users (users) has no region',
    ],
    [
      'select r.id from rides r join (select city as crdb_region from promo_codes) x on x.crdb_region = r.crdb_region',
      'rides (r) has no region',
    ],
    [
      'select id from users where crdb_region = $1 union select id from vehicles',
      'vehicles (vehicles) has no region',
    ],
    ['with x as (select id from users) select * from x', 'users (users) has no region'],
    ['select * from unnest((select array_agg(id) from users)) x', 'users (users) has no region'],
    ['insert into users (id) values ($1)', 'INSERT INTO users does not name crdb_region'],
    ['insert into users values ($1, $2)', 'INSERT INTO users does not name crdb_region'],
    ['insert into users (crdb_region) values (default)', 'INSERT INTO users leaves crdb_region open'],
    ['insert into users (crdb_region) values ($1), (default)', 'INSERT INTO users leaves crdb_region open'],
    [
      'insert into users (id, crdb_region) select id, region_of(city) from k() as k',
      'INSERT INTO users leaves crdb_region open',
    ],
    [
      'insert into users (crdb_region, id) values ($1, $2) on conflict (id) do nothing',
      'ON CONFLICT on users does not name crdb_region',
    ],
    ['update rides set end_time = $1 where id = $2', 'rides (rides) has no region'],
    [
      'update rides set crdb_region = $1 where crdb_region = $2',
      'UPDATE moves rows of rides to another region',
    ],
    ['delete from rides where id = $1', 'rides (rides) has no region'],
    ['select 1 from secrets', 'Unknown table secrets'],
    ['select 1 from public.users', 'users (users) has no region'],
    ['listen changes', 'Not a statement that the lint knows'],
    [
      'select city from users where crdb_region = $1 group by rollup (city)',
      'CockroachDB does not take ROLLUP (',
    ],
    [
      'select 1 from users tablesample system (1) where crdb_region = $1',
      'CockroachDB does not take TABLESAMPLE',
    ],
    [
      'select 1 from users where crdb_region = $1 as of system time follower_read_timestamp()',
      'AS OF SYSTEM TIME belongs before WHERE',
    ],
    ['select (1 from users', 'Parentheses do not match'],
    ['select 1 from (rides join users on true)', 'A join in parentheses'],
  ] as const)
    it(text, () => expect(lint(text)).toContain(problem));
});

it('takes AS OF SYSTEM TIME before WHERE', () => {
  expect(
    lint('select id from users as of system time follower_read_timestamp() where crdb_region = $1'),
  ).toEqual([]);
});

it('reads what Drizzle writes', () => {
  const db = new QueryBuilder();
  const rider = alias(users, 'rider');
  const within = db
    .select({
      id: rides.id,
      n: sql`row_number() over (partition by ${rides.riderId} order by ${rides.startTime})`.as('n'),
    })
    .from(rides)
    .innerJoin(rider, and(eq(rider.crdbRegion, rides.crdbRegion), eq(rider.id, rides.riderId)))
    .where(and(eq(rides.crdbRegion, 'eastus'), sql`${rides.riderId} = any(${'{}'}::uuid[])`))
    .as('within');
  const query = db.select().from(within).where(sql`${within.n} <= ${3}`).orderBy(desc(within.id)).toSQL();
  expect(lintStatement(query.sql, tables, { parameters: query.params, region: 'eastus' })).toEqual([]);
  expect(lintStatement(query.sql, tables, { parameters: query.params, region: 'westeurope' })).toEqual([
    'A region column is compared with another region than westeurope',
  ]);
});

it('refuses two regions in one statement', () => {
  const text = 'select 1 from users u, rides r where u.crdb_region = $1 and r.crdb_region = $2';
  expect(lintStatement(text, tables, { parameters: ['eastus', 'eastus'], region: 'eastus' })).toEqual([]);
  expect(lintStatement(text, tables, { parameters: ['eastus', 'westeurope'], region: 'eastus' })).toEqual([
    'A region column is compared with another region than eastus',
  ]);
});
