import type { webcrypto } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { AuthenticationSettings } from '../../src/auth/authenticate.ts';
import type { Claims } from '../../src/auth/verify-token.ts';
import type { RegionName } from '../../src/db/locality.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const issuer = `https://login.example/${tenant}/v2.0`;

/** When the tests take place, in milliseconds. */
export const noon = Date.parse('2026-06-01T12:00:00Z');

/** Settings that the claims below fit. */
export const settings: AuthenticationSettings = {
  tenant,
  issuers: [issuer, `https://sts.example/${tenant}/`],
  jwksUrl: 'https://login.example/keys',
  audiences: ['api://meridian'],
  regionClaim: 'region',
  regions: ['eastus', 'westeurope'] as unknown as readonly [RegionName, ...RegionName[]],
  apim: { audiences: ['api://meridian-gateway'], identity: '22222222-2222-4222-8222-222222222222' },
  clockToleranceSeconds: 30,
  cacheSize: 10,
};

const times = { iat: noon / 1000, nbf: noon / 1000, exp: noon / 1000 + 3600 };

/** The claims of a user's token that is right. */
export const userClaims = {
  iss: issuer,
  tid: tenant,
  aud: 'api://meridian',
  oid: '33333333-3333-4333-8333-333333333333',
  azp: '44444444-4444-4444-8444-444444444444',
  scp: 'rides.read vehicles.read',
  ver: '2.0',
  ...times,
};

/** The claims of APIM's identity. */
export const apimClaims = {
  iss: issuer,
  tid: tenant,
  aud: 'api://meridian-gateway',
  oid: settings.apim.identity,
  azp: '55555555-5555-4555-8555-555555555555',
  ver: '2.0',
  ...times,
};

/** An issuer of tokens without a network: its `fetch` serves its keys and counts the fetches. */
export interface Issuer {
  readonly sign: (claims: Claims, kid?: string) => Promise<string>;
  readonly fetch: typeof fetch;
  readonly fetches: () => number;
  /** What `fetch` does next. */
  readonly answerWith: (answer: () => Promise<Response>) => void;
  /** The public keys. */
  readonly published: readonly object[];
  readonly addKey: (kid: string) => Promise<void>;
}

/** Makes an issuer with one key, named `first`. */
export async function createIssuer(algorithm = 'RS256'): Promise<Issuer> {
  const keys = new Map<string, webcrypto.CryptoKey>();
  const published: object[] = [];
  let fetches = 0;
  let answer = async () => Response.json({ keys: published });
  const addKey = async (kid: string) => {
    const pair = await generateKeyPair(algorithm, { extractable: true });
    keys.set(kid, pair.privateKey);
    published.push({ ...(await exportJWK(pair.publicKey)), kid, use: 'sig' });
  };
  await addKey('first');
  return {
    addKey,
    published,
    fetches: () => fetches,
    answerWith: (next) => {
      answer = next;
    },
    fetch: async () => {
      fetches += 1;
      return answer();
    },
    sign: async (claims, kid = 'first') => {
      const key = keys.get(kid);
      if (!key) throw new Error(`No key ${kid}`);
      return new SignJWT(claims as JWTPayload)
        .setProtectedHeader({ alg: algorithm, kid, typ: 'JWT' })
        .sign(key);
    },
  };
}
