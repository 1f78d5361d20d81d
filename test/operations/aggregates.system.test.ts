import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Movr, openMovr } from './movr.ts';

/** A ride as SQL gives it, amounts in cents. */
interface Ride {
  readonly rider: string | null;
  readonly city: string;
  readonly endAddress: string | null;
  readonly startTime: string;
  readonly cents: bigint | null;
}

interface Numbers {
  readonly count: string;
  readonly sum: { readonly revenue: string | null };
  readonly avg: { readonly revenue: string | null };
  readonly min: { readonly revenue: string | null; readonly startTime: string | null };
  readonly max: { readonly revenue: string | null; readonly startTime: string | null };
}

type Group = Numbers & { readonly key: { readonly city: string; readonly endAddress: string | null } };

const numbers = 'count sum { revenue } avg { revenue } min { revenue startTime } max { revenue startTime }';

let movr: Movr;
let rides: readonly Ride[];

beforeAll(async () => {
  movr = await openMovr();
  // Rides without rider, without revenue, with the dearest one that the column takes, and of a rider with one alone.
  await movr.sql(
    `insert into rides (crdb_region, id, city, vehicle_city, rider_id, start_time, end_address, revenue)
     select 'eastus', gen_random_uuid(), 'boston', 'boston', case when i % 2 = 0 then u.id end,
       timestamp '2026-02-01' + i * interval '1 microsecond', case when i < 4 then 'The End' end,
       case when i > 2 then 99999999.99 end
     from generate_series(1, 6) as g(i), (select id from users where crdb_region = 'eastus' order by id limit 1) as u`,
  );
  const rows = await movr.sql(
    `select rider_id, city, end_address, to_char(start_time, 'YYYY-MM-DD"T"HH24:MI:SS.US'), (revenue * 100)::bigint
     from rides where crdb_region = 'eastus'`,
  );
  rides = rows.map(([rider, city, endAddress, startTime, cents]) => ({
    rider: rider === null ? null : String(rider),
    city: String(city),
    endAddress: endAddress === null ? null : String(endAddress),
    startTime: `${String(startTime).replace(/\.?0+$/, '')}Z`,
    cents: cents === null ? null : BigInt(String(cents)),
  }));
});

afterAll(() => movr.close());

const dollars = (cents: bigint): string => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;

/** What the rides make together, counted one by one, without a double. */
function counted(of: readonly Ride[]): Omit<Numbers, 'avg'> {
  const cents = of.flatMap((ride) => ride.cents ?? []).sort((a, b) => Number(a - b));
  const times = of.map(({ startTime }) => startTime).sort();
  const [least, greatest] = [cents.at(0), cents.at(-1)];
  return {
    count: String(of.length),
    sum: { revenue: cents.length === 0 ? null : dollars(cents.reduce((sum, each) => sum + each, 0n)) },
    min: { revenue: least === undefined ? null : dollars(least), startTime: times.at(0) ?? null },
    max: { revenue: greatest === undefined ? null : dollars(greatest), startTime: times.at(-1) ?? null },
  };
}

/** Checks an average, whose digits are the database's choice: times the number of values it is the sum, to 1/1000 cent. */
function expectAverage({ sum, avg }: Numbers, of: readonly Ride[]): void {
  const values = BigInt(of.filter(({ cents }) => cents !== null).length);
  if (values === 0n) {
    expect(avg.revenue).toBeNull();
    return;
  }
  const scaled = (text: string) => {
    const [whole = '', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(20, '0').slice(0, 20));
  };
  const off = scaled(String(avg.revenue)) * values - scaled(String(sum.revenue));
  expect(off < 0n ? -off : off).toBeLessThan(10n ** 15n);
}

function expectNumbers(answer: Numbers, of: readonly Ride[]): void {
  const { avg: _, ...exact } = answer;
  expect(exact).toMatchObject(counted(of));
  expectAverage(answer, of);
}

async function ask<T>(text: string): Promise<T> {
  const { result } = await movr.ask(text);
  expect(result.errors).toBeUndefined();
  return result.data as T;
}

it('says of a region what its rows say one by one', async () => {
  const data = await ask<{ ridesAggregate: Numbers }>(`{ ridesAggregate(region: EASTUS) { ${numbers} } }`);
  expect(rides.length).toBeGreaterThan(1_000);
  expectNumbers(data.ridesAggregate, rides);
});

it('says of each parent what the parent’s rows say one by one', async () => {
  const { users } = await ask<{ users: { nodes: readonly { id: string; ridesAggregate: Numbers }[] } }>(
    `{ users(region: EASTUS, first: 200) { nodes { id ridesAggregate { ${numbers} } } } }`,
  );
  expect(users.nodes.length).toBeGreaterThan(90);
  for (const { id, ridesAggregate } of users.nodes) {
    const [key] = movr.bound.nodeIds.read(id, 'id').key;
    expectNumbers(
      ridesAggregate,
      rides.filter(({ rider }) => rider === key),
    );
  }
});

it('gives groups that are disjoint and together the whole, the largest first', async () => {
  const { ridesGroups } = await ask<{ ridesGroups: readonly Group[] }>(
    `{ ridesGroups(region: EASTUS, by: [CITY, END_ADDRESS], first: 200,
      where: { or: [{ endAddress: { isNull: true } }, { endAddress: { eq: "The End" } }] }) { key { city endAddress } ${numbers} } }`,
  );
  const wanted = rides.filter(({ endAddress }) => endAddress === null || endAddress === 'The End');
  const keys = new Set(wanted.map(({ city, endAddress }) => JSON.stringify({ city, endAddress })));
  expect(ridesGroups.map(({ key }) => JSON.stringify(key)).toSorted()).toEqual([...keys].sort());
  const sizes = ridesGroups.map(({ count }) => Number(count));
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  for (const { key, ...group } of ridesGroups)
    expectNumbers(
      group,
      wanted.filter((ride) => ride.city === key.city && ride.endAddress === key.endAddress),
    );
});

it('gives each parent the largest groups of its own', async () => {
  type User = { readonly id: string; readonly ridesGroups: readonly Group[] };
  const { users } = await ask<{ users: { nodes: readonly User[] } }>(
    `{ users(region: EASTUS, first: 50) { nodes { id ridesGroups(by: [CITY, END_ADDRESS], first: 2) {
      key { city endAddress } ${numbers} } } } }`,
  );
  let groups = 0;
  for (const { id, ridesGroups } of users.nodes) {
    const [rider] = movr.bound.nodeIds.read(id, 'id').key;
    const own = Map.groupBy(
      rides.filter((ride) => ride.rider === rider),
      ({ city, endAddress }) => JSON.stringify({ city, endAddress }),
    );
    const largest = [...own.values()].map(({ length }) => length).sort((a, b) => b - a);
    expect(ridesGroups.map(({ count }) => Number(count))).toEqual(largest.slice(0, 2));
    for (const { key, ...group } of ridesGroups) expectNumbers(group, own.get(JSON.stringify(key)) ?? []);
    groups += ridesGroups.length;
  }
  expect(groups).toBeGreaterThan(50);
});

it('reads all parents in one statement, however many they are', async () => {
  const text = (n: number) =>
    `{ users(region: EASTUS, first: ${n}) { nodes { ridesAggregate { count } ridesGroups(by: [CITY], first: 1) { count } } } }`;
  const [few, many] = [await movr.ask(text(2)), await movr.ask(text(60))];
  expect(many.statements.map((each) => each.text)).toEqual(few.statements.map((each) => each.text));
  expect(many.statements.length).toBe(3);
});

it('reads no revenue for a caller without its scope, whatever the function', async () => {
  const scopes = new Set(['users.read', 'rides.read']);
  for (const field of ['sum { revenue }', 'avg { revenue }', 'min { revenue }', 'max { revenue }']) {
    const text = `{ ridesAggregate(region: EASTUS) { count ${field} } }`;
    const { json, statements } = await movr.ask(text, { principal: { scopes } });
    expect(json).toContain('"missingScopes": [\n          "revenue.read"');
    expect(statements.map((each) => each.text).join()).not.toContain('revenue');
  }
});
