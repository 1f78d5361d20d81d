import { readFileSync } from 'node:fs';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../apim/gateway/server/configuration.ts';
import { type PolicyGateway, startPolicyGateway } from '../../../apim/gateway/server/start-policy-gateway.ts';
import { headerOf, listen, startBackend } from '../server/start.ts';

/** The documents that are deployed, byte for byte, in front of a backend and an identity provider of this test. */
const FOLDER = 'apim/policies';
const TENANT = '11111111-1111-4111-8111-111111111111';
const QUERY = JSON.stringify({ query: '{ me { id } }' });

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
type Identity = {
  readonly url: string;
  readonly keys: Keys;
  readonly stop: () => Promise<void>;
  msiCalls: number;
};

async function startIdentity(): Promise<Identity> {
  const keys = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  let url = '';
  const answers: Record<string, () => unknown> = {
    [`/${TENANT}/v2.0/.well-known/openid-configuration`]: () => ({
      issuer: `${url}/${TENANT}/v2.0`,
      jwks_uri: `${url}/keys`,
    }),
    '/keys': () => ({ keys: [jwk] }),
    '/msi': () => {
      identity.msiCalls += 1;
      return { access_token: 'apim-identity', expires_on: String(Math.floor(Date.now() / 1000) + 3600) };
    },
  };
  const server = await listen((request, response) => {
    const answer = answers[request.url?.split('?', 1)[0] ?? ''];
    response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer?.()));
  });
  url = server.url;
  const identity: Identity = { url, keys, stop: () => server[Symbol.asyncDispose](), msiCalls: 0 };
  return identity;
}

type Stack = {
  readonly gateway: PolicyGateway;
  readonly backend: Awaited<ReturnType<typeof startBackend>>;
  readonly identity: Identity;
  now: number;
  cost: string;
};

async function startStack(environment: Record<string, string> = {}): Promise<Stack> {
  const identity = await startIdentity();
  const state = { now: Date.now(), cost: '10' };
  const backend = await startBackend((response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'x-graphql-cost': state.cost });
    response.end('{"data":{"me":null}}');
  });
  const configuration = readConfiguration(JSON.parse(readFileSync(`${FOLDER}/local.json`, 'utf8')), {
    APIM_PORT: '0',
    GATEWAY_PORT: new URL(backend.url).port,
    ENTRA_AUTHORITY: identity.url,
    IDENTITY_ENDPOINT: `${identity.url}/msi`,
    IDENTITY_HEADER: 'secret',
    ...environment,
  });
  const gateway = await startPolicyGateway({
    policiesFolder: FOLDER,
    configuration,
    seams: { now: () => state.now },
  });
  return Object.assign(state, { gateway, backend, identity });
}

async function stopStack({ gateway, backend, identity }: Stack): Promise<void> {
  await gateway.close(100);
  await backend[Symbol.asyncDispose]();
  await identity.stop();
}

function tokenOf(
  { identity, now }: Stack,
  claims: JWTPayload = {},
  header: Record<string, string> = {},
  keys = identity.keys,
): Promise<string> {
  const seconds = Math.floor(now / 1000);
  return new SignJWT({
    iss: `${identity.url}/${TENANT}/v2.0`,
    aud: 'api://meridian',
    tid: TENANT,
    oid: 'user-1',
    azp: 'client-1',
    ver: '2.0',
    scp: 'users.read rides.read vehicles.read',
    iat: seconds,
    nbf: seconds - 5,
    exp: seconds + 3600,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header })
    .sign(keys.privateKey);
}

function post(
  { gateway }: Stack,
  token: string | undefined,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: QUERY,
  });
}

describe('the deployed policies', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ RATE_LIMIT_CALLS: '1000' });
  });
  afterAll(() => stopStack(stack));

  it('let a caller through with their own token, and put APIM’s identity beside it', async () => {
    const token = await tokenOf(stack);
    const answer = await post(stack, token, {
      'X-Apim-Authorization': 'Bearer forged',
      'Ocp-Apim-Subscription-Key': 'k',
    });
    const received = stack.backend.received.at(-1);
    const header = (name: string) => received && headerOf(received, name);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ data: { me: null } });
    expect({
      url: received?.url,
      body: received?.body,
      authorization: header('authorization'),
      apim: header('x-apim-authorization'),
      key: header('ocp-apim-subscription-key'),
    }).toEqual({
      url: '/graphql',
      body: QUERY,
      authorization: `Bearer ${token}`,
      apim: 'Bearer apim-identity',
      key: undefined,
    });
    expect(header('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers.get('x-request-id')).toBe(header('x-request-id'));
  });

  it('fetch APIM’s own token once', async () => {
    const before = stack.identity.msiCalls;
    const token = await tokenOf(stack);
    await Promise.all(Array.from({ length: 5 }, () => post(stack, token)));
    expect(stack.identity.msiCalls - before).toBeLessThanOrEqual(1);
  });

  const other = generateKeyPair('RS256');
  const refusals: readonly (readonly [string, () => Promise<string | undefined>, string])[] = [
    ['no token', async () => undefined, '{ "statusCode": 401, "message": "Azure AD JWT not present" }'],
    ['no JWT', async () => 'abc', INVALID()],
    ['an expired token', () => tokenOf(stack, { exp: Math.floor(stack.now / 1000) - 1 }), INVALID()],
    ['another audience', () => tokenOf(stack, { aud: 'api://other' }), INVALID()],
    ['another issuer', () => tokenOf(stack, { iss: 'https://evil.example/v2.0' }), INVALID()],
    ['an unknown kid', () => tokenOf(stack, {}, { kid: 'k9' }), INVALID()],
    ['another key', async () => tokenOf(stack, {}, {}, await other), INVALID()],
    [
      'alg none',
      async () => {
        const [, payload] = (await tokenOf(stack)).split('.');
        return `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${payload}.`;
      },
      INVALID(),
    ],
    ['no scope of this API', () => tokenOf(stack, { scp: 'openid' }), INVALID()],
  ];
  function INVALID(): string {
    return '{ "statusCode": 401, "message": "Invalid Azure AD JWT" }';
  }

  it.each(refusals)('refuse %s with API Management’s body', async (_, token, body) => {
    const before = stack.backend.received.length;
    const answer = await post(stack, await token());
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe(body);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(stack.backend.received.length).toBe(before);
  });

  it('let Apollo Sandbox ask from its own origin, and nobody else', async () => {
    const ask = (origin: string) =>
      fetch(`${stack.gateway.url}/graphql`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      });
    const studio = await ask('https://studio.apollographql.com');
    expect([
      studio.status,
      studio.headers.get('access-control-allow-origin'),
      studio.headers.get('access-control-allow-headers'),
    ]).toEqual([200, 'https://studio.apollographql.com', 'authorization,content-type']);
    expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('put the headers of cors on refusals too, so that a page can read them', async () => {
    const answer = await post(stack, undefined, { origin: 'https://studio.apollographql.com' });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([
      401,
      'https://studio.apollographql.com',
    ]);
  });

  it('show the gateway’s page at / without a token', async () => {
    expect((await fetch(`${stack.gateway.url}/`)).status).toBe(200);
    expect(stack.backend.received.at(-1)?.url).toBe('/');
  });
});

describe('limits of the deployed policies', () => {
  it('refuse a principal over its calls with 429 and when to come back, and nobody else', async () => {
    const stack = await startStack({ RATE_LIMIT_CALLS: '3' });
    try {
      const token = await tokenOf(stack);
      const statuses: number[] = [];
      for (let call = 0; call < 3; call += 1) statuses.push((await post(stack, token)).status);
      const refused = await post(stack, token);
      expect(statuses).toEqual([200, 200, 200]);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
      expect(await refused.text()).toBe(
        '{ "statusCode": 429, "message": "Rate limit is exceeded. Try again in 10 seconds." }',
      );
      expect((await post(stack, await tokenOf(stack, { oid: 'user-2' }))).status).toBe(200);
      stack.now += 10_001;
      expect((await post(stack, token)).status).toBe(200);
    } finally {
      await stopStack(stack);
    }
  });

  it('charge the cost that the gateway answers with: the call over the budget is the one after', async () => {
    const stack = await startStack({ COST_BUDGET: '100' });
    try {
      stack.cost = '70';
      const token = await tokenOf(stack);
      const statuses = [];
      for (let call = 0; call < 3; call += 1) statuses.push((await post(stack, token)).status);
      expect(statuses).toEqual([200, 200, 429]);
      stack.now += 60_001;
      expect((await post(stack, token)).status).toBe(200);
    } finally {
      await stopStack(stack);
    }
  });
});
