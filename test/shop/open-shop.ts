import { expect } from 'vitest';
import type { Principal } from '../../src/auth/principal.ts';
import type { RawRow } from '../../src/db/database.ts';
import type { RegionName } from '../../src/db/locality.ts';
import { openDatabase } from '../../src/db/open.ts';
import { type AskOptions, origin, type RunningDomain, runDomain } from '../operations/run-domain.ts';
import { createDatabase } from '../support/postgres.ts';
import { shopDdl, shopRows } from './ddl.ts';
import { shop, shopContract } from './shop.ts';

export const north = 'north' as RegionName;
export const south = 'south' as RegionName;

const shopper: Principal = {
  subject: 'shopper',
  tenant: 'tenant',
  client: 'client',
  scopes: new Set(),
  regions: [north, south],
  homeRegion: north,
};

/** The shop over a database of its own. */
export interface OpenShop {
  readonly running: RunningDomain;
  /** Runs SQL of the test's own. */
  sql(text: string): Promise<readonly RawRow[]>;
  /** The data of an operation that has no errors, and how many statements it took. */
  ask(
    text: string,
    variables?: AskOptions['variables'],
  ): Promise<Readonly<Record<string, unknown>> & { readonly statements: number }>;
  /** The `extensions` of the one error of an operation. */
  refusal(text: string, variables?: AskOptions['variables']): Promise<unknown>;
  close(): Promise<void>;
}

export async function openShop(): Promise<OpenShop> {
  const test = await createDatabase({ seeded: false });
  const database = await openDatabase({
    urls: new Map([
      [north, test.url],
      [south, test.url],
    ]),
    localRegion: north,
    poolSize: 2,
    waitMs: 10_000,
    connectionLifetimeSeconds: 300,
    statementTimeoutMs: 20_000,
  });
  const sql = (text: string) =>
    database.query({ text, parameters: [], table: 'test', region: north }, origin());
  for (const statement of [...shopDdl(), ...shopRows]) await sql(statement);
  const running = runDomain(shopContract, shop, database, shopper);
  return {
    running,
    sql,
    async ask(text, variables = {}) {
      const { result, statements } = await running.ask(text, { variables });
      expect(result.errors).toBeUndefined();
      return { ...result.data, statements: statements.length };
    },
    async refusal(text, variables = {}) {
      const { result } = await running.ask(text, { variables });
      expect(result.errors).toHaveLength(1);
      return result.errors?.[0]?.extensions;
    },
    async close() {
      await database.close(0);
      await test.drop();
    },
  };
}

/** Node ids of the shop's rows. */
export type ShopIds = ReturnType<typeof shopIds>;

export function shopIds({ running }: OpenShop) {
  const { write } = running.bound.nodeIds;
  return {
    astrid: write('Customer', 'north', ['1']),
    dario: write('Customer', 'south', ['1']),
    order: write('Order', 'north', ['9007199254740993']),
    first: write('OrderLine', 'north', ['9007199254740993', '1']),
    second: write('OrderLine', 'north', ['9007199254740993', '2']),
    third: write('OrderLine', 'north', ['9007199254740992', '1']),
    south: write('OrderLine', 'south', ['3', '1']),
    sharp: write('Tag', 'global', ['1']),
    loud: write('Tag', 'global', ['3']),
  };
}
