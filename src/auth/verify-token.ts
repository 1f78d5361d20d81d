import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { MeridianError } from '../errors.ts';
import { createVerifiedTokens } from './verified-tokens.ts';

/** The claims of a token whose signature, issuer, audience and times are right. */
export type Claims = Readonly<Record<string, unknown>>;

/** The world as token verification sees it. */
export interface TokenSeams {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly fetch: typeof fetch;
}

/** What a token must be. */
export interface TokenRequirements<T> {
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
  readonly clockToleranceSeconds: number;
  readonly cacheSize: number;
  /** Makes what the caller needs of the claims, once a token. Throws {@link TokenRefused} where they will not do. */
  readonly read: (claims: Claims) => T;
}

/** Resolves to what `read` made of the token. Rejects with {@link TokenRefused}, or UNAVAILABLE where keys cannot be had. */
export type VerifyToken<T> = (token: string) => Promise<T>;

/** Finds the key that signed a token. */
export type SigningKeys = JWTVerifyGetKey;

/** Why a token was refused: for logs, never for the caller. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

/** Entra signs with RS256; the others are what RFC 8725 section 3.2 leaves. HMAC and `none` can never be right here. */
const algorithms = ['RS256', 'PS256', 'ES256'];

/** A verified token is looked at again after this time, so that a signing key that was withdrawn stops working. */
const believedForMs = 5 * 60_000;

const refreshKeysAfterMs = 60 * 60_000;
const retryKeysAfterMs = 30_000;
const believeKeysForMs = 24 * 60 * 60_000;

/**
 * The issuer's keys: fetched on first use, again for an unknown `kid` (every 30 s at most) and each hour. Keys that are
 * known stay in use for a day while the issuer does not answer, so its outage does not become ours.
 */
export function remoteSigningKeys(jwksUrl: string, seams: TokenSeams): SigningKeys {
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    cacheMaxAge: Number.POSITIVE_INFINITY,
    cooldownDuration: retryKeysAfterMs,
    timeoutDuration: 3_000,
    // A kept-alive connection may be closed under the request; within the time there is a second try.
    [customFetch]: (url, init) => seams.fetch(url, init).catch(() => seams.fetch(url, init)),
  });
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let refreshAt = Number.NEGATIVE_INFINITY;
  const refresh = async (): Promise<void> => {
    if (seams.now() < refreshAt) return;
    try {
      await keys.reload();
      fetchedAt = seams.now();
      refreshAt = fetchedAt + refreshKeysAfterMs;
    } catch (error) {
      if (seams.now() - fetchedAt > believeKeysForMs) throw error;
      refreshAt = seams.now() + retryKeysAfterMs;
    }
  };
  return async (header, token) => {
    try {
      await refresh();
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        throw error;
      throw new MeridianError(
        'UNAVAILABLE',
        'The signing keys of the token issuer cannot be fetched.',
        {},
        {
          cause: error,
        },
      );
    }
  };
}

/** Verifies compact JWTs; what it has verified it knows again by the token's hash. */
export function createTokenVerifier<T>(
  requirements: TokenRequirements<T>,
  keys: SigningKeys,
  seams: TokenSeams,
): VerifyToken<T> {
  const known = createVerifiedTokens<T>(requirements.cacheSize);
  return async (token) => {
    const now = seams.now();
    const found = known.find(token, now);
    if (found !== undefined) return found;
    const { payload } = await jwtVerify(token, keys, {
      algorithms,
      issuer: [...requirements.issuers],
      audience: [...requirements.audiences],
      clockTolerance: requirements.clockToleranceSeconds,
      currentDate: new Date(now),
      requiredClaims: ['exp'],
    }).catch((error: unknown) => {
      throw error instanceof MeridianError ? error : new TokenRefused(reason(error), { cause: error });
    });
    const value = requirements.read(payload);
    known.keep(token, value, Math.min((payload.exp ?? 0) * 1000, now + believedForMs));
    return value;
  };
}

/** jose's messages name claims, never their values. */
function reason(error: unknown): string {
  return error instanceof errors.JOSEError ? error.message : 'The token cannot be read';
}
