/** Mercurius 16 with JIT and hand-written loaders: the fastest hand-built GraphQL server for Node that is maintained. */
import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import mercurius from 'mercurius';
import postgres from 'postgres';
import { typeDefs } from './plain-schema.ts';

const sql = postgres(process.env.DATABASE_URL ?? '', { max: 10, fetch_types: false });

const ride = `id, crdb_region as region, city, start_address as "startAddress", end_address as "endAddress",
  start_time::text as "startTime", end_time::text as "endTime", revenue, version, vehicle_city as "vehicleCity",
  rider_id as "riderId", vehicle_id as "vehicleId"`;
const vehicle = `id, crdb_region as region, city, type, creation_time::text as "creationTime", status,
  current_location as "currentLocation", owner_id as "ownerId"`;
const user = 'id, crdb_region as region, city, name';

type Row = Readonly<Record<string, string>>;
const rows = (text: string, parameters: (string | number)[]): Promise<Row[]> =>
  sql.unsafe(text, parameters, { prepare: true }) as unknown as Promise<Row[]>;
const literal = (ids: readonly string[]): string => `{${ids.join(',')}}`;

type Queries = readonly { readonly obj: Row; readonly params: { readonly first: number } }[];

/** One statement for all the parents of a batch; the batch is of one region, as a root field reads one. */
async function byKey(text: string, queries: Queries, key: string): Promise<(Row | undefined)[]> {
  const found = await rows(text, [
    queries[0]?.obj.region ?? '',
    literal(queries.map((q) => q.obj[key] ?? '')),
  ]);
  const byId = new Map(found.map((row) => [row.id, row]));
  return queries.map((q) => byId.get(q.obj[key]));
}

const app = Fastify();
app.register(mercurius, {
  schema: typeDefs,
  jit: 1,
  resolvers: {
    Query: {
      ride: async (_: unknown, a: Row) =>
        (
          await rows(`select ${ride} from rides where crdb_region = $1 and id = $2`, [
            a.region ?? '',
            a.id ?? '',
          ])
        )[0],
      vehicles: (_: unknown, a: { region: string; first: number }) =>
        rows(
          `select ${vehicle} from vehicles where crdb_region = $1 order by creation_time desc, vehicles.id desc limit $2`,
          [a.region, a.first],
        ),
      users: (_: unknown, a: { region: string; first: number; after: string }) =>
        rows(`select ${user} from users where crdb_region = $1 and id > $2 order by id limit $3`, [
          a.region,
          a.after,
          a.first,
        ]),
      rides: (_: unknown, a: { region: string; first: number }) =>
        rows(
          `select ${ride} from rides where crdb_region = $1 order by start_time desc, rides.id desc limit $2`,
          [a.region, a.first],
        ),
      ridesPage: async (
        _: unknown,
        a: { region: string; minRevenue: string; first: number; afterTime: string; afterId: string },
      ) => {
        const [count, nodes] = await Promise.all([
          rows('select count(*)::int as n from rides where crdb_region = $1 and revenue >= $2', [
            a.region,
            a.minRevenue,
          ]),
          rows(
            `select ${ride} from rides where crdb_region = $1 and revenue >= $2 and (start_time, id) < ($3::timestamp, $4::uuid)
             order by rides.start_time desc, rides.id desc limit $5`,
            [a.region, a.minRevenue, a.afterTime, a.afterId, a.first],
          ),
        ]);
        return { totalCount: count[0]?.n, nodes };
      },
    },
    Mutation: {
      startRide: (_: unknown, a: { region: string; riderId: string; vehicleId: string }) =>
        sql.begin(async (transaction) => {
          const run = (text: string, parameters: string[]): Promise<Row[]> =>
            transaction.unsafe(text, parameters, { prepare: true }) as unknown as Promise<Row[]>;
          const [found] = await run(
            `update vehicles set status = 'in_use', version = version + 1
             where crdb_region = $1 and id = $2 and status = 'available' returning city`,
            [a.region, a.vehicleId],
          );
          if (!found) throw new Error('The vehicle is not available');
          const city = found.city ?? '';
          const [started] = await run(
            `insert into rides (crdb_region, id, city, vehicle_city, rider_id, vehicle_id, start_time, version)
             values ($1, $2, $3, $3, $4, $5, now() at time zone 'utc', 1) returning ${ride}`,
            [a.region, randomUUID(), city, a.riderId, a.vehicleId],
          );
          return started;
        }),
    },
  },
  loaders: {
    Ride: {
      rider: (queries: Queries) =>
        byKey(
          `select ${user} from users where crdb_region = $1 and id = any($2::uuid[])`,
          queries,
          'riderId',
        ),
      vehicle: (queries: Queries) =>
        byKey(
          `select ${vehicle} from vehicles where crdb_region = $1 and id = any($2::uuid[])`,
          queries,
          'vehicleId',
        ),
    },
    Vehicle: {
      owner: (queries: Queries) =>
        byKey(
          `select ${user} from users where crdb_region = $1 and id = any($2::uuid[])`,
          queries,
          'ownerId',
        ),
    },
    User: {
      rides: async (queries: Queries) => {
        const found = await rows(
          `select r.* from unnest($2::uuid[]) as k(id) cross join lateral (
             select ${ride} from rides where crdb_region = $1 and rider_id = k.id
             order by rides.start_time desc, rides.id desc limit $3) r`,
          [
            queries[0]?.obj.region ?? '',
            literal(queries.map((q) => q.obj.id ?? '')),
            queries[0]?.params.first ?? 10,
          ],
        );
        const byRider = Map.groupBy(found, (row) => row.riderId);
        return queries.map((q) => byRider.get(q.obj.id) ?? []);
      },
    },
  },
} as never);

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
process.send?.('ready');
process.on('disconnect', () => process.exit());
