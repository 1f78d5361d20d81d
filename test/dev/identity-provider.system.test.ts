import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAuthenticator } from '../../src/auth/authenticate.ts';
import { loadConfig } from '../../src/config.ts';
import type { RegionName } from '../../src/db/locality.ts';
import {
  apimIdentity,
  defaultClient,
  gatewayAudience,
  identityEnvironment,
  tenantId,
} from '../../src/dev/identity/identities.ts';
import { type IdentityProvider, startIdentityProvider } from '../../src/dev/identity/identity-provider.ts';
import { requestToken, type TokenWishes } from '../../src/dev/identity/request-token.ts';
import { freePorts } from './free-ports.ts';

const home = mkdtempSync(join(tmpdir(), 'meridian-identity-'));
const subject = '66666666-6666-4666-8666-666666666666';
const regions = ['eastus', 'westeurope'] as unknown as readonly [RegionName, ...RegionName[]];
let port = 0;
let provider: IdentityProvider;

const start = () => startIdentityProvider({ port, home, user: { id: subject, regions } });

beforeAll(async () => {
  [port = 0] = await freePorts(1);
  provider = await start();
});

afterAll(async () => {
  await provider.stop();
  rmSync(home, { recursive: true });
});

/** A gateway's authentication, set up as `npm start` sets it up. */
const authenticator = () =>
  createAuthenticator(
    loadConfig(
      { NODE_ENV: 'development', DATABASE_URL: 'postgresql://db/movr', ...identityEnvironment(port) },
      regions,
    ).tokens,
  );

const managedIdentityToken = async () => {
  const { IDENTITY_ENDPOINT, IDENTITY_HEADER } = provider.managedIdentity;
  const answer = await fetch(`${IDENTITY_ENDPOINT}?api-version=2019-08-01&resource=${gatewayAudience}`, {
    headers: { 'x-identity-header': IDENTITY_HEADER },
  });
  return (await answer.json()) as { access_token: string; expires_on: string };
};

const headersFor = async (wishes: TokenWishes) => ({
  authorization: `Bearer ${await requestToken(port, wishes)}`,
  'x-apim-authorization': `Bearer ${(await managedIdentityToken()).access_token}`,
});

it('gives tokens that the gateway takes, for its default user', async () => {
  const principal = await authenticator()(await headersFor({ scopes: ['rides.read', 'users.read'] }));
  expect(principal).toEqual({
    subject,
    tenant: tenantId,
    client: defaultClient,
    scopes: new Set(['rides.read', 'users.read']),
    regions,
    homeRegion: 'eastus',
  });
});

it('gives tokens for another user, client and region', async () => {
  const wishes = {
    scopes: ['openid', 'api://meridian/rides.read'],
    subject: 'u',
    client: 'c',
    region: 'westeurope',
  };
  expect(await authenticator()(await headersFor(wishes))).toMatchObject({
    subject: 'u',
    client: 'c',
    scopes: new Set(['rides.read']),
    regions: ['westeurope'],
  });
});

it('names no region for a user whose home it does not know', async () => {
  const principal = await authenticator()(await headersFor({ scopes: ['rides.read'], subject: 'u' }));
  expect(principal).toMatchObject({ regions, homeRegion: undefined });
});

it('gives tokens that must be refused', async () => {
  const headers = await headersFor({ scopes: ['rides.read'], claims: { exp: 1 } });
  await expect(authenticator()(headers)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

it("says when the managed identity's token expires", async () => {
  const { access_token: token, expires_on: expires } = await managedIdentityToken();
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  expect(claims).toMatchObject({
    oid: apimIdentity,
    azp: apimIdentity,
    aud: gatewayAudience,
    exp: Number(expires),
  });
});

it('gives no managed identity without the header that only the policy gateway is told', async () => {
  const answer = await fetch(`${provider.managedIdentity.IDENTITY_ENDPOINT}?resource=${gatewayAudience}`);
  expect(answer.status).toBe(400);
});

it('publishes its configuration where Entra does', async () => {
  const base = `${provider.authority}/${tenantId}`;
  const configuration = await (await fetch(`${base}/v2.0/.well-known/openid-configuration`)).json();
  expect(configuration).toMatchObject({ issuer: `${base}/v2.0`, jwks_uri: `${base}/discovery/v2.0/keys` });
});

it('keeps its signing key, which only its owner may read, over a restart', async () => {
  const headers = await headersFor({ scopes: ['rides.read'] });
  await provider.stop();
  provider = await start();
  await expect(authenticator()(headers)).resolves.toMatchObject({ subject });
  expect(statSync(join(home, 'signing-key.json')).mode & 0o777).toBe(0o600);
});
