import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateDatabase } from '../../../src/dev/migrate.ts';
import { removeCluster, startPostgres } from '../../../src/dev/postgres/start-postgres.ts';
import { seedDatabase } from '../../../src/dev/seed/seed-database.ts';
import { freePorts } from '../../dev/free-ports.ts';
import { readScopes, type Stack, startStack } from '../stack.ts';

const home = mkdtempSync(join(tmpdir(), 'meridian-restart-'));
let postgres: Awaited<ReturnType<typeof startPostgres>>;
let port = 0;
let stack: Stack;

beforeAll(async () => {
  [port = 0] = await freePorts(1);
  postgres = await startPostgres({ home, port, parameters: { fsync: 'off' } });
  await migrateDatabase(postgres.url);
  await seedDatabase({ url: postgres.url, scale: 0.02 });
  stack = await startStack({ databaseUrl: postgres.url });
}, 120_000);
afterAll(async () => {
  await stack?.[Symbol.asyncDispose]();
  await postgres.stop();
  await removeCluster(home);
});

const query = '{ rides(region: EASTUS, first: 5) { nodes { city rider { name } } } }';

test('a restart of the database under load is UNAVAILABLE for as long as it takes, and over within 5 s', async () => {
  const token = await stack.token({ scopes: readScopes });
  const apim = { 'x-apim-authorization': `Bearer ${await stack.apimToken()}` };
  const codes = new Map<string, number>();
  let loading = true;
  let lastFailure = 0;
  const load = async () => {
    while (loading) {
      const { status, body } = await stack.ask(query, { token, headers: apim });
      const code = (body.errors?.[0]?.extensions.code as string | undefined) ?? 'none';
      codes.set(code, (codes.get(code) ?? 0) + 1);
      expect(status).not.toBe(500);
      if (code !== 'none') lastFailure = performance.now();
    }
  };
  const loads = Promise.all(Array.from({ length: 16 }, load));
  // Awaited at the end; a failure before that is still this test's.
  loads.catch(() => {});
  await expect.poll(() => codes.get('none') ?? 0, { timeout: 20_000 }).toBeGreaterThan(100);

  await postgres.stop();
  await expect.poll(() => codes.get('UNAVAILABLE') ?? 0, { timeout: 10_000 }).toBeGreaterThan(10);
  expect((await fetch(`${stack.gatewayUrl}/health`)).status).toBe(200);
  expect((await fetch(`${stack.gatewayUrl}/ready`)).status).toBe(503);

  postgres = await startPostgres({ home, port, parameters: { fsync: 'off' } });
  const back = performance.now();
  const answered = codes.get('none') ?? 0;
  await expect.poll(() => codes.get('none') ?? 0, { timeout: 5_000 }).toBeGreaterThan(answered + 200);
  loading = false;
  await loads;
  expect(lastFailure - back).toBeLessThan(5_000);
  expect([...codes.keys()].sort()).toEqual(['UNAVAILABLE', 'none']);
  expect(stack.gatewayLog()).not.toMatch(/unhandled|uncaught/i);
  expect((await fetch(`${stack.gatewayUrl}/ready`)).status).toBe(200);
}, 60_000);
