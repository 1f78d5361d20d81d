/**
 * The typical Apollo server, as tutorials build it: startStandaloneServer, dataloader, Drizzle on postgres.js, and a
 * graphql-shield rule on every type.
 */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import util from 'node:util';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { makeExecutableSchema } from '@graphql-tools/schema';
import DataLoader from 'dataloader';
import { and, count, desc, eq, gt, gte, inArray, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { rides } from '../../schema/tables/rides.ts';
import { users } from '../../schema/tables/users.ts';
import { vehicles } from '../../schema/tables/vehicles.ts';
import { typeDefs } from './plain-schema.ts';

// graphql-shield 7.6.5 calls util.isUndefined, which Node 23 removed; its module must load after the definition, and
// with the copy of graphql-middleware that it knows.
Object.assign(util, { isUndefined: (value: unknown) => value === undefined });
const require = createRequire(import.meta.url);
const { rule, shield } = require('graphql-shield') as typeof import('graphql-shield');
const { applyMiddleware } = require('graphql-middleware') as typeof import('graphql-middleware');

const db = drizzle(postgres(process.env.DATABASE_URL ?? '', { max: 10 }));

type Region = 'eastus' | 'westeurope' | 'southeastasia';
interface Key {
  readonly region: Region;
  readonly id: string;
}
const region = (keys: readonly Key[]): Region => keys[0]?.region ?? 'eastus';
const ids = (keys: readonly Key[]): string[] => keys.map((key) => key.id);

const createLoaders = () => ({
  user: new DataLoader<Key, unknown, string>(
    async (keys) => {
      const found = await db
        .select()
        .from(users)
        .where(and(eq(users.crdbRegion, region(keys)), inArray(users.id, ids(keys))));
      const byId = new Map(found.map((row) => [row.id, row]));
      return keys.map((key) => byId.get(key.id));
    },
    { cacheKeyFn: (key) => key.id },
  ),
  vehicle: new DataLoader<Key, unknown, string>(
    async (keys) => {
      const found = await db
        .select()
        .from(vehicles)
        .where(and(eq(vehicles.crdbRegion, region(keys)), inArray(vehicles.id, ids(keys))));
      const byId = new Map(found.map((row) => [row.id, row]));
      return keys.map((key) => byId.get(key.id));
    },
    { cacheKeyFn: (key) => key.id },
  ),
  ridesOfUser: new DataLoader<Key & { first: number }, unknown[], string>(
    async (keys) => {
      const ranked = db
        .select({
          ride: rides.id,
          rank: sql<number>`row_number() over (partition by ${rides.riderId} order by ${rides.startTime} desc, ${rides.id} desc)`.as(
            'rank',
          ),
        })
        .from(rides)
        .where(and(eq(rides.crdbRegion, region(keys)), inArray(rides.riderId, ids(keys))))
        .as('ranked');
      const found = await db
        .select()
        .from(rides)
        .innerJoin(ranked, eq(ranked.ride, rides.id))
        .where(and(eq(rides.crdbRegion, region(keys)), sql`${ranked.rank} <= ${keys[0]?.first ?? 10}`))
        .orderBy(desc(rides.startTime), desc(rides.id));
      const byRider = Map.groupBy(found, (row) => row.rides.riderId);
      return keys.map((key) => (byRider.get(key.id) ?? []).map((row) => row.rides));
    },
    { cacheKeyFn: (key) => `${key.id}:${key.first}` },
  ),
});

interface Context {
  readonly scopes: ReadonlySet<string>;
  readonly loaders: ReturnType<typeof createLoaders>;
}
type Parent = { crdbRegion: Region; id: string; riderId: string; vehicleId: string; ownerId: string };

const resolvers = {
  Query: {
    ride: async (_: unknown, a: { region: Region; id: string }) =>
      (
        await db
          .select()
          .from(rides)
          .where(and(eq(rides.crdbRegion, a.region), eq(rides.id, a.id)))
      )[0],
    vehicles: (_: unknown, a: { region: Region; first: number }) =>
      db
        .select()
        .from(vehicles)
        .where(eq(vehicles.crdbRegion, a.region))
        .orderBy(desc(vehicles.creationTime), desc(vehicles.id))
        .limit(a.first)
        .execute(),
    users: (_: unknown, a: { region: Region; first: number; after: string }) =>
      db
        .select()
        .from(users)
        .where(and(eq(users.crdbRegion, a.region), gt(users.id, a.after)))
        .orderBy(users.id)
        .limit(a.first)
        .execute(),
    rides: (_: unknown, a: { region: Region; first: number }) =>
      db
        .select()
        .from(rides)
        .where(eq(rides.crdbRegion, a.region))
        .orderBy(desc(rides.startTime), desc(rides.id))
        .limit(a.first)
        .execute(),
    ridesPage: async (
      _: unknown,
      a: { region: Region; minRevenue: string; first: number; afterTime: string; afterId: string },
    ) => {
      const filter = and(eq(rides.crdbRegion, a.region), gte(rides.revenue, a.minRevenue));
      const [total, nodes] = await Promise.all([
        db.select({ n: count() }).from(rides).where(filter),
        db
          .select()
          .from(rides)
          .where(
            and(
              filter,
              sql`(${rides.startTime}, ${rides.id}) < (${a.afterTime}::timestamp, ${a.afterId}::uuid)`,
            ),
          )
          .orderBy(desc(rides.startTime), desc(rides.id))
          .limit(a.first),
      ]);
      return { totalCount: total[0]?.n, nodes };
    },
  },
  Mutation: {
    startRide: (_: unknown, a: { region: Region; riderId: string; vehicleId: string }) =>
      db.transaction(async (transaction) => {
        const [found] = await transaction
          .update(vehicles)
          .set({ status: 'in_use', version: sql`${vehicles.version} + 1` })
          .where(
            and(
              eq(vehicles.crdbRegion, a.region),
              eq(vehicles.id, a.vehicleId),
              eq(vehicles.status, 'available'),
            ),
          )
          .returning();
        if (!found) throw new Error('The vehicle is not available');
        const [started] = await transaction
          .insert(rides)
          .values({
            crdbRegion: a.region,
            id: randomUUID(),
            city: found.city,
            vehicleCity: found.city,
            riderId: a.riderId,
            vehicleId: a.vehicleId,
            startTime: new Date().toISOString(),
          })
          .returning();
        return started;
      }),
  },
  Ride: {
    region: (ride: Parent) => ride.crdbRegion,
    rider: (ride: Parent, _: unknown, { loaders }: Context) =>
      loaders.user.load({ region: ride.crdbRegion, id: ride.riderId }),
    vehicle: (ride: Parent, _: unknown, { loaders }: Context) =>
      loaders.vehicle.load({ region: ride.crdbRegion, id: ride.vehicleId }),
  },
  Vehicle: {
    owner: (vehicle: Parent, _: unknown, { loaders }: Context) =>
      loaders.user.load({ region: vehicle.crdbRegion, id: vehicle.ownerId }),
  },
  User: {
    rides: (user: Parent, a: { first: number }, { loaders }: Context) =>
      loaders.ridesOfUser.load({ region: user.crdbRegion, id: user.id, first: a.first }),
  },
};

const reads = (scope: string) =>
  rule({ cache: 'contextual' })((_parent, _args, { scopes }: Context) => scopes.has(scope));
const permissions = shield(
  {
    Query: { '*': reads('rides.read') },
    Mutation: { '*': reads('rides.write') },
    User: reads('users.read'),
    Vehicle: reads('vehicles.read'),
    Ride: reads('rides.read'),
    RidePage: reads('rides.read'),
  },
  { allowExternalErrors: true },
);

const server = new ApolloServer<Context>({
  schema: applyMiddleware(makeExecutableSchema({ typeDefs, resolvers }), permissions),
});
await startStandaloneServer(server, {
  listen: { port: Number(process.env.PORT), host: '127.0.0.1' },
  context: async () => ({
    scopes: new Set(['rides.read', 'rides.write', 'users.read', 'vehicles.read']),
    loaders: createLoaders(),
  }),
});
process.send?.('ready');
process.on('disconnect', () => process.exit());
