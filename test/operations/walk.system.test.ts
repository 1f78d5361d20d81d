import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Movr, openMovr } from './movr.ts';

let movr: Movr;
/** The rider with the most rides in eastus, as key and as node id. */
const rider = { key: '', id: '' };

beforeAll(async () => {
  movr = await openMovr();
  const [row] = await movr.sql(
    `select rider_id from rides where crdb_region = 'eastus' group by 1 order by count(*) desc, 1 limit 1`,
  );
  rider.key = String(row?.[0]);
  rider.id = movr.bound.nodeIds.write('User', 'eastus', [rider.key]);
});

afterAll(() => movr.close());

interface Connection {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

interface Walk {
  readonly about: string;
  readonly size: number;
  /** How many rows are there from beginning to end, at least. */
  readonly least: number;
  readonly rows: () => string;
  readonly field: (args: string) => string;
}

const selection = '{ nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }';
const inRegion = (more = '') => `select id from rides where crdb_region = 'eastus' ${more}`;

const walks: readonly Walk[] = [
  {
    about: 'a region',
    size: 50,
    least: 500,
    rows: () => inRegion(),
    field: (args) => `rides(region: EASTUS, ${args}) ${selection}`,
  },
  {
    about: 'a region in an order with many equals',
    size: 60,
    least: 400,
    rows: () => inRegion(),
    field: (args) => `rides(region: EASTUS, orderBy: [CITY_DESC], ${args}) ${selection}`,
  },
  {
    about: 'a region in an order of mixed directions, filtered',
    size: 30,
    least: 100,
    rows: () => inRegion(`and city = 'boston'`),
    field: (args) =>
      `rides(region: EASTUS, where: { city: { eq: "boston" } }, orderBy: [CITY_ASC, START_TIME_DESC], ${args}) ${selection}`,
  },
  {
    about: 'a parent',
    size: 3,
    least: 8,
    rows: () => inRegion(`and rider_id = '${rider.key}'`),
    field: (args) => `user(id: "${rider.id}") { rides(${args}) ${selection} }`,
  },
];

/** Rows before and after the cursor appear, and the row of the cursor itself goes. */
async function disturb(id: string): Promise<void> {
  await movr.sql(
    `insert into rides (crdb_region, id, city, vehicle_city, rider_id, start_time)
     select 'eastus', gen_random_uuid(), 'boston', 'boston', $1::uuid, timestamp '2025-06-01' + (random() * 400 + i) * interval '1 hour'
     from generate_series(1, 2) as g(i)`,
    rider.key,
  );
  await movr.sql(`delete from vehicle_location_histories where crdb_region = 'eastus' and ride_id = $1`, id);
  await movr.sql(`delete from rides where crdb_region = 'eastus' and id = $1`, id);
}

describe.each(walks)('a walk through all pages of $about', ({ size, least, rows, field }) => {
  it.each([
    ['forwards', false],
    ['backwards', true],
  ])('gives each row once while rows come and go: %s', async (_direction, backwards) => {
    const rowsNow = async () => new Set((await movr.sql(rows())).map(([id]) => String(id)));
    const before = await rowsNow();
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < 200; page += 1) {
      const at: string = cursor ? `, ${backwards ? 'before' : 'after'}: "${cursor}"` : '';
      const { result } = await movr.ask(`{ ${field(`${backwards ? 'last' : 'first'}: ${size}${at}`)} }`);
      expect(result.errors).toBeUndefined();
      const { rides, user } = result.data as never as {
        readonly rides?: Connection;
        readonly user?: { readonly rides: Connection };
      };
      const connection = rides ?? user?.rides;
      if (!connection) throw new TypeError('No connection');
      const { nodes, pageInfo } = connection;
      const keys = nodes.map(({ id }) => movr.bound.nodeIds.read(id, 'id').key[0] ?? '');
      // Backwards the pages come last first, each in the order of the connection.
      if (backwards) seen.unshift(...keys);
      else seen.push(...keys);
      cursor = backwards ? pageInfo.startCursor : pageInfo.endCursor;
      if (!(backwards ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) break;
      // On every second page the row that the cursor was made of, else the one at the other end.
      await disturb((page % 2 === 0) === backwards ? (keys[0] ?? '') : (keys.at(-1) ?? ''));
    }
    expect(new Set(seen).size).toBe(seen.length);
    const after = await rowsNow();
    const throughout = [...before].filter((id) => after.has(id));
    expect(throughout.length).toBeGreaterThan(least);
    expect(throughout.filter((id) => !seen.includes(id))).toEqual([]);
  });
});
