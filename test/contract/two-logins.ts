import postgres from 'postgres';
import { READER, WRITER } from '../../src/contract/grants.ts';
import { withTwoLogins } from '../../src/contract/mutation-roles.ts';
import type { Database } from '../../src/db/database.ts';
import type { RegionName } from '../../src/db/locality.ts';
import { openDatabase } from '../../src/db/open.ts';
import { applyGrants } from '../../src/dev/grants.ts';
import { createDatabase } from '../support/postgres.ts';

/** A seeded MovR database with its grants, behind a login that reads and one that takes the roles of mutations. */
export interface TwoLogins {
  readonly database: Database;
  /** As the database's owner. */
  readonly admin: postgres.Sql;
  close(): Promise<void>;
}

export async function openTwoLogins(regions: readonly [RegionName, ...RegionName[]]): Promise<TwoLogins> {
  const own = await createDatabase({ seeded: true });
  await applyGrants({ url: own.url, caFile: undefined });
  const password = `p${crypto.randomUUID()}`;
  const admin = postgres(own.url, { max: 1, onnotice: () => {} });
  // Roles are the cluster's: each database has logins of its own, members of what the generated ones are members of.
  const nameOf = (role: string) => `${role}_${own.name.slice(-12)}`;
  const login = async (role: string) => {
    await admin.unsafe(
      `create role ${nameOf(role)} login password '${password}'; grant ${role} to ${nameOf(role)}`,
    );
    const url = new URL(own.url);
    url.username = nameOf(role);
    url.password = password;
    return openDatabase({
      urls: new Map(regions.map((region) => [region, url.href])),
      localRegion: regions[0],
      poolSize: 2,
      waitMs: 10_000,
      connectionLifetimeSeconds: 300,
      statementTimeoutMs: 20_000,
    });
  };
  const database = withTwoLogins(await login(READER), await login(WRITER));
  return {
    database,
    admin,
    async close() {
      await database.close(0);
      for (const role of [READER, WRITER]) await admin.unsafe(`drop role if exists ${nameOf(role)}`);
      await admin.end();
      await own.drop();
    },
  };
}
