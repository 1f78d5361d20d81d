import { domain } from '../../resolvers/domain.ts';
import type { Principal } from '../../src/auth/principal.ts';
import type { Database, RawRow, Statement } from '../../src/db/database.ts';
import type { RegionName } from '../../src/db/locality.ts';
import { openDatabase } from '../../src/db/open.ts';
import { seededUser } from '../../src/dev/seed/seeded-user.ts';
import { movr as contract } from '../contract/movr.ts';
import { createDatabase } from '../support/postgres.ts';
import { origin, type RunningDomain, runDomain } from './run-domain.ts';

export interface Movr extends RunningDomain {
  readonly database: Database;
  /** Runs SQL of the test's own. */
  sql(text: string, ...parameters: Statement['parameters'][number][]): Promise<readonly RawRow[]>;
  close(): Promise<void>;
}

export const allScopes: ReadonlySet<string> = new Set(contract.access.scopes.keys());

/** The first seeded user, with every scope and in every region unless told otherwise. */
export const caller: Principal = {
  subject: seededUser.id,
  tenant: 'tenant',
  client: 'client',
  scopes: allScopes,
  regions: domain.regions,
  homeRegion: seededUser.region as RegionName,
};

/** MovR over a seeded database of its own, as the gateway runs it, without HTTP. */
export async function openMovr(): Promise<Movr> {
  const test = await createDatabase({ seeded: true });
  const database = await openDatabase({
    urls: new Map(domain.regions.map((region) => [region, test.url])),
    localRegion: domain.regions[0],
    poolSize: 4,
    waitMs: 10_000,
    connectionLifetimeSeconds: 300,
    statementTimeoutMs: 20_000,
  });
  return {
    database,
    ...runMovr(database),
    sql: (text, ...parameters) =>
      database.query({ text, parameters, table: 'test', region: domain.regions[0] }, origin()),
    async close() {
      await database.close(0);
      await test.drop();
    },
  };
}

/** MovR over any database. */
export const runMovr = (database: Database, options?: { readonly roles: boolean }): RunningDomain =>
  runDomain(contract, domain, database, caller, options);
