import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { azureDatabasePassword } from '../../src/auth/azure.ts';
import type { RegionName } from '../../src/db/locality.ts';
import { openDatabase } from '../../src/db/open.ts';
import { removeCluster, startPostgres } from '../../src/dev/postgres/start-postgres.ts';
import { MeridianError } from '../../src/errors.ts';
import { freePorts } from '../dev/free-ports.ts';
import { type IdentityEndpoint, startIdentityEndpoint } from './identity-endpoint.ts';

let endpoint: IdentityEndpoint;

// One for all tests: the credential remembers for the process where its endpoint is.
beforeAll(async () => {
  endpoint = await startIdentityEndpoint();
  for (const [name, value] of Object.entries(endpoint.environment)) vi.stubEnv(name, value);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await endpoint.close();
});

it('asks the managed identity of the machine for the scope that the database expects', async () => {
  endpoint.giveOut('token-of-the-identity');
  const password = azureDatabasePassword({ scope: 'api://movr-database/.default', clientId: 'client-1' });
  expect(await password()).toBe('token-of-the-identity');
  expect(endpoint.requests).toEqual([{ resource: 'api://movr-database', clientId: 'client-1' }]);
});

it('is UNAVAILABLE while the identity gives no token, and says why only in the cause', async () => {
  endpoint.giveOut(undefined);
  const password = azureDatabasePassword({ scope: 'api://movr-database/.default', clientId: 'client-2' });
  await expect(password()).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: 'The managed identity gave no token for the database.',
    cause: { name: 'CredentialUnavailableError' },
  });
});

it('opens the database, which sees a token where it expects a password', async () => {
  const token = 'eyJhbGciOiJSUzI1NiJ9.token-of-the-identity';
  endpoint.giveOut(token);
  const home = mkdtempSync(join(tmpdir(), 'meridian-azure-'));
  const [port = 0] = await freePorts(1);
  const server = await startPostgres({ home, port });
  try {
    const sql = postgres(server.url, { max: 1 });
    await sql.unsafe(`CREATE ROLE gateway LOGIN PASSWORD '${token}'`);
    await sql.end();
    const open = (password: () => Promise<string>) =>
      openDatabase({
        urls: new Map([['eastus' as RegionName, `postgresql://gateway@127.0.0.1:${port}/movr`]]),
        localRegion: 'eastus' as RegionName,
        password,
        poolSize: 1,
        waitMs: 1_000,
        connectionLifetimeSeconds: 60,
        statementTimeoutMs: 1_000,
      });
    await expect(open(async () => 'another-token')).rejects.toMatchObject({ cause: { code: '28P01' } });
    const gaveUp = new MeridianError('UNAVAILABLE', 'No token');
    await expect(open(() => Promise.reject(gaveUp))).rejects.toBe(gaveUp);
    const database = await open(
      azureDatabasePassword({ scope: 'api://movr-database/.default', clientId: 'client-3' }),
    );
    expect(await database.isReady(Date.now() + 1_000)).toBe(true);
    await database.close(0);
  } finally {
    await server.stop();
    await removeCluster(home);
    rmSync(home, { recursive: true, force: true });
  }
});
