import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readScopes, type Stack, startStack } from '../stack.ts';

let stack: Stack;
let good: string;
beforeAll(async () => {
  stack = await startStack({ policyGateway: true });
  good = await stack.token({ scopes: readScopes });
});
afterAll(() => stack?.[Symbol.asyncDispose]());

const query = '{ users(region: EASTUS, first: 1) { nodes { id } } }';

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;
}

/** Tokens that must not be believed, each wrong in one way. */
const badTokens: Readonly<Record<string, () => Promise<string | undefined> | string | undefined>> = {
  'no token': () => undefined,
  'a word': () => 'token',
  'an expired token': () =>
    stack.token({
      scopes: readScopes,
      claims: { iat: 1_700_000_000, nbf: 1_700_000_000, exp: 1_700_003_600 },
    }),
  'another audience': () => stack.token({ scopes: readScopes, claims: { aud: 'api://other' } }),
  'another issuer': () => stack.token({ scopes: readScopes, claims: { iss: 'https://login.example/v2.0' } }),
  'alg none': () => new UnsecuredJWT(claimsOf(good)).encode(),
  'an unknown kid': async () => {
    const { privateKey } = await generateKeyPair('RS256');
    return new SignJWT(claimsOf(good)).setProtectedHeader({ alg: 'RS256', kid: 'nobody' }).sign(privateKey);
  },
  'a known kid and another key': async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const header = JSON.parse(Buffer.from(good.split('.')[0] ?? '', 'base64url').toString()) as {
      kid: string;
    };
    return new SignJWT(claimsOf(good)).setProtectedHeader({ alg: 'RS256', kid: header.kid }).sign(privateKey);
  },
  'the public key as an HMAC secret': async () => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey)));
    return new SignJWT(claimsOf(good)).setProtectedHeader({ alg: 'HS256' }).sign(secret);
  },
  'changed claims': () => {
    const [header, , signature] = good.split('.');
    const claims = { ...claimsOf(good), scp: 'users.read users.pii.read' };
    return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
  },
};

describe('through API Management', () => {
  test('a good token gets an answer', async () => {
    const { status, body } = await stack.ask(query, { token: good });
    expect(body.errors).toBeUndefined();
    expect(status).toBe(200);
  });

  test.each(Object.entries(badTokens))('%s is answered 401 with its body', async (_name, make) => {
    const token = await make();
    const { status, text } = await stack.ask(query, token === undefined ? {} : { token });
    expect(status).toBe(401);
    expect(JSON.parse(text)).toMatchObject({ statusCode: 401, message: expect.any(String) });
  });
});

describe('past API Management', () => {
  test.each(Object.entries(badTokens))('%s is answered 401 by the gateway itself', async (_name, make) => {
    const token = await make();
    const { status, body } = await stack.ask(query, {
      direct: true,
      ...(token === undefined ? {} : { token }),
    });
    expect(status).toBe(401);
    expect(body.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test.each<[string, Record<string, string>]>([
    ['no identity', { 'x-apim-authorization': '' }],
    ['a word', { 'x-apim-authorization': 'Bearer token' }],
  ])('%s of API Management is answered 401', async (_name, headers) => {
    const { status, body } = await stack.ask(query, { direct: true, token: good, headers });
    expect(status).toBe(401);
    expect(body.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('a user’s token is not API Management’s identity', async () => {
    const headers = { 'x-apim-authorization': `Bearer ${good}` };
    expect((await stack.ask(query, { direct: true, token: good, headers })).status).toBe(401);
  });

  test('API Management’s identity is not a user', async () => {
    const { status } = await stack.ask(query, { direct: true, token: await stack.apimToken() });
    expect(status).toBe(401);
  });
});
