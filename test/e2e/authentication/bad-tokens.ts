import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { readScopes, type Stack } from '../stack.ts';

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;
}

/** Makes a token that must not be believed, of the stack and of a good token. */
type MakeToken = (given: {
  readonly stack: Stack;
  readonly good: string;
}) => Promise<string | undefined> | string | undefined;

/** Tokens that are wrong in one way each. */
export const badTokens: Readonly<Record<string, MakeToken>> = {
  'no token': () => undefined,
  'a word': () => 'token',
  'an expired token': ({ stack }) =>
    stack.token({
      scopes: readScopes,
      claims: { iat: 1_700_000_000, nbf: 1_700_000_000, exp: 1_700_003_600 },
    }),
  'another audience': ({ stack }) => stack.token({ scopes: readScopes, claims: { aud: 'api://other' } }),
  'another issuer': ({ stack }) =>
    stack.token({ scopes: readScopes, claims: { iss: 'https://login.example/v2.0' } }),
  'alg none': ({ good }) => new UnsecuredJWT(claimsOf(good)).encode(),
  'an unknown kid': async ({ good }) => {
    const { privateKey } = await generateKeyPair('RS256');
    return new SignJWT(claimsOf(good)).setProtectedHeader({ alg: 'RS256', kid: 'nobody' }).sign(privateKey);
  },
  'a known kid and another key': async ({ good }) => {
    const { privateKey } = await generateKeyPair('RS256');
    const header = JSON.parse(Buffer.from(good.split('.')[0] ?? '', 'base64url').toString()) as {
      kid: string;
    };
    return new SignJWT(claimsOf(good)).setProtectedHeader({ alg: 'RS256', kid: header.kid }).sign(privateKey);
  },
  'another algorithm, HMAC': async ({ good }) => {
    const secret = crypto.getRandomValues(new Uint8Array(32));
    return new SignJWT(claimsOf(good)).setProtectedHeader({ alg: 'HS256' }).sign(secret);
  },
  'changed claims': ({ good }) => {
    const [header, , signature] = good.split('.');
    const claims = { ...claimsOf(good), scp: 'users.read users.pii.read' };
    return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
  },
};
