import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ClaimRequirements, checkClaims } from '../../../../apim/gateway/statements/jwt/check-claims.ts';
import { JwtFault } from '../../../../apim/gateway/statements/jwt/jwt-fault.ts';
import {
  isUnsigned,
  JwtSignatures,
  jwtHeader,
  type KeySet,
} from '../../../../apim/gateway/statements/jwt/verify-jwt-signature.ts';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let rsa: Keys;
let other: Keys;
let set: KeySet;

beforeAll(async () => {
  rsa = await generateKeyPair('RS256', { extractable: true });
  other = await generateKeyPair('RS256', { extractable: true });
  set = await keySet([rsa, 'a'], [other, 'b']);
});

async function keySet(...keys: [Keys, string | undefined][]): Promise<KeySet> {
  const jwks = await Promise.all(
    keys.map(async ([key, kid]) => ({
      ...(await exportJWK(key.publicKey)),
      ...(kid && { kid }),
      alg: 'RS256',
    })),
  );
  return { keys: createLocalJWKSet({ keys: jwks }) };
}

const sign = (key: Keys, kid?: string, claims = {}) =>
  new SignJWT({ sub: 'me', ...claims })
    .setProtectedHeader({ alg: 'RS256', ...(kid && { kid }) })
    .sign(key.privateKey);

const reasonOf = async (check: () => unknown): Promise<string> => {
  try {
    await check();
    return 'accepted';
  } catch (error) {
    return error instanceof JwtFault ? error.reason : String(error);
  }
};

describe('signatures', () => {
  const signatures = new JwtSignatures();

  it('accepts what a key of the set signed', async () => {
    expect(await signatures.verify(await sign(rsa, 'a'), [set])).toEqual({ sub: 'me' });
  });

  it('tries every key for a token that names none', async () => {
    expect(await signatures.verify(await sign(other), [set])).toEqual({ sub: 'me' });
  });

  it('tries every set', async () => {
    const first = await keySet([rsa, 'x']);
    expect(await signatures.verify(await sign(other, 'b'), [first, set])).toEqual({ sub: 'me' });
  });

  it('does not remember a token beyond the key set that vouched for it', async () => {
    const token = await sign(rsa, 'a');
    await signatures.verify(token, [set]);
    const rotated = await keySet([other, 'b']);
    expect(await reasonOf(() => signatures.verify(token, [rotated]))).toBe('TokenSignatureKeyNotFound');
  });

  it('names an unknown kid apart from a wrong signature', async () => {
    const unknown = await sign(rsa, 'zzz');
    const forged = await sign(other, 'a');
    expect(await reasonOf(() => signatures.verify(unknown, [set]))).toBe('TokenSignatureKeyNotFound');
    expect(await reasonOf(() => signatures.verify(forged, [set]))).toBe('TokenSignatureInvalid');
  });

  it('refuses a token whose payload was changed', async () => {
    const [header, , signature] = (await sign(rsa, 'a')).split('.');
    const payload = Buffer.from('{"sub":"you"}').toString('base64url');
    expect(await reasonOf(() => signatures.verify(`${header}.${payload}.${signature}`, [set]))).toBe(
      'TokenSignatureInvalid',
    );
  });

  it('refuses the public key used as an HMAC secret', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(rsa.publicKey)));
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'HS256', kid: 'a' }).sign(secret);
    expect(await reasonOf(() => signatures.verify(token, [set]))).not.toBe('accepted');
  });

  it.each([
    ['', 'JwtInvalid'],
    ['x', 'JwtInvalid'],
    ['a.b.c', 'JwtInvalid'],
    ['a.b.c.d', 'JwtInvalid'],
    [`${'a'.repeat(20_000)}.b.c`, 'JwtInvalid'],
  ])('refuses %.20s before looking for a key', async (token, reason) => {
    expect(await reasonOf(() => jwtHeader(token))).toBe(reason);
  });

  it('takes alg none in any spelling, and an empty signature, for unsigned', () => {
    expect([
      isUnsigned('a.b.', 'RS256'),
      isUnsigned('a.b.c', 'NoNe'),
      isUnsigned('a.b.c', undefined),
    ]).toEqual([true, true, true]);
    expect(isUnsigned('a.b.c', 'RS256')).toBe(false);
  });
});

describe('claims', () => {
  const requirements: ClaimRequirements = {
    requireExpirationTime: true,
    clockSkewSeconds: 0,
    audiences: ['api://x'],
    issuers: ['https://i/'],
    requiredClaims: [],
  };
  const good = { exp: 100, aud: 'api://x', iss: 'https://i/' };
  const check = (claims: object, changed: Partial<ClaimRequirements> = {}, now = 50_000) =>
    reasonOf(() => checkClaims({ ...good, ...claims }, { ...requirements, ...changed }, now));
  const claim = (match: 'all' | 'any', separator: string | undefined, ...values: string[]) => ({
    requiredClaims: [{ name: 'scp', match, separator, values }],
  });

  it.each<[what: string, claims: object, changed: Partial<ClaimRequirements>, reason: string]>([
    ['a good token', {}, {}, 'accepted'],
    ['one audience of many', { aud: ['y', 'api://x'] }, {}, 'accepted'],
    ['a wrong audience', { aud: 'api://y' }, {}, 'TokenAudienceNotAllowed'],
    ['no audience', { aud: undefined }, {}, 'TokenAudienceNotAllowed'],
    ['a wrong issuer', { iss: 'https://j/' }, {}, 'TokenIssuerNotAllowed'],
    ['no expiry', { exp: undefined }, {}, 'JwtInvalid'],
    ['no expiry where none is required', { exp: undefined }, { requireExpirationTime: false }, 'accepted'],
    ['an expiry that is no number', { exp: '100' }, {}, 'JwtInvalid'],
    ['an expiry at this very second', { exp: 50 }, {}, 'TokenExpired'],
    ['an expiry within the clock skew', { exp: 45 }, { clockSkewSeconds: 10 }, 'accepted'],
    ['a token for later', { nbf: 51 }, {}, 'JwtInvalid'],
    ['a token for later within the clock skew', { nbf: 51 }, { clockSkewSeconds: 2 }, 'accepted'],
    ['a missing claim', {}, claim('any', undefined, 'a'), 'TokenClaimNotFound'],
    [
      'a claim that is only on the prototype',
      {},
      { requiredClaims: [{ name: 'toString', match: 'all', separator: undefined, values: [] }] },
      'TokenClaimNotFound',
    ],
    ['a present claim of any value', { scp: 'z' }, claim('all', undefined), 'accepted'],
    ['all values of an array', { scp: ['a', 'b', 'c'] }, claim('all', undefined, 'a', 'b'), 'accepted'],
    ['not all values', { scp: ['a'] }, claim('all', undefined, 'a', 'b'), 'TokenClaimValueNotAllowed'],
    ['any of the values', { scp: ['a'] }, claim('any', undefined, 'a', 'b'), 'accepted'],
    ['a text with separators, split', { scp: 'a b' }, claim('all', ' ', 'b'), 'accepted'],
    [
      'a text with separators, whole',
      { scp: 'a b' },
      claim('all', undefined, 'b'),
      'TokenClaimValueNotAllowed',
    ],
    ['a number and a boolean as text', { scp: [1, true] }, claim('all', undefined, '1', 'true'), 'accepted'],
  ])('%s', async (_, claims, changed, reason) => {
    expect(await check(claims, changed)).toBe(reason);
  });

  it('names all missing claims at once', () => {
    const requiredClaims = ['a', 'b'].map((name) => ({
      name,
      match: 'all' as const,
      separator: undefined,
      values: [],
    }));
    expect(() => checkClaims(good, { ...requirements, requiredClaims }, 0)).toThrow(
      'JWT token is missing the following claims: a, b. Access denied.',
    );
  });
});
