import { afterEach, expect, it, vi } from 'vitest';
import { azureDatabasePassword } from '../../src/auth/azure.ts';
import { type IdentityEndpoint, startIdentityEndpoint } from './identity-endpoint.ts';

let endpoint: IdentityEndpoint | undefined;

afterEach(async () => {
  vi.unstubAllEnvs();
  await endpoint?.close();
});

const startEndpoint = async (token: string | undefined) => {
  endpoint = await startIdentityEndpoint(token);
  for (const [name, value] of Object.entries(endpoint.environment)) vi.stubEnv(name, value);
  return endpoint;
};

it('asks the managed identity of the machine for the scope that the database expects', async () => {
  const { requests } = await startEndpoint('token-of-the-identity');
  const password = azureDatabasePassword({ scope: 'api://movr-database/.default', clientId: 'client-1' });
  expect(await password()).toBe('token-of-the-identity');
  expect(requests).toEqual([{ resource: 'api://movr-database', clientId: 'client-1' }]);
});

it('is UNAVAILABLE while the identity gives no token, and says why only in the cause', async () => {
  await startEndpoint(undefined);
  const password = azureDatabasePassword({ scope: 'api://movr-database/.default', clientId: 'client-2' });
  await expect(password()).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: 'The managed identity gave no token for the database.',
    cause: { name: 'CredentialUnavailableError' },
  });
});
