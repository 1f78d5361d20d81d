import { compactVerify, decodeProtectedHeader, errors, type JWTVerifyGetKey } from 'jose';
import { RememberedTokens } from '../../state/remembered-tokens.ts';
import { JwtFault } from './jwt-fault.ts';

/** The claims of a token whose signature was checked. */
export type Claims = Readonly<Record<string, unknown>>;

/** A source of keys: a set from an OpenID configuration, or the keys that stand in the document. */
export type KeySet = { readonly keys: JWTVerifyGetKey };

/** validate-jwt-policy, Usage notes: PS256, RS256, RS512, ES256, and symmetric keys that stand in the document. */
const ALGORITHMS = ['RS256', 'RS512', 'PS256', 'ES256', 'HS256', 'HS384', 'HS512'];

/** The header of a token; nothing of it is proven. */
export type JwtHeader = { readonly alg?: string; readonly kid?: string };

/** A token whose signature was good, and the keys that said so. */
export type Verified = {
  readonly by: JWTVerifyGetKey;
  readonly header: JwtHeader;
  readonly claims: Claims;
};

const MAX_TOKEN = 16 * 1024;
const REMEMBERED = { maxKeys: 2_000, maxWeight: 8 * 1024 * 1024 } as const;

/**
 * Checks signatures and remembers the tokens it found good, with the key set that said so: a client sends the same
 * token many times, and a signature that was good stays good as long as the key set is the same. What changes with
 * time (expiry, claims) is checked on each request, elsewhere.
 */
export class JwtSignatures {
  readonly #good = new RememberedTokens<Verified>(REMEMBERED);

  /** What was found when the token was last verified; whether that still holds, `by` tells. */
  remembered(token: string): Verified | undefined {
    return this.#good.get(token);
  }

  /** The claims of a token that one of the sets signed; throws JwtFault. */
  async verify(token: string, sets: readonly KeySet[]): Promise<Claims> {
    const known = this.#good.get(token);
    if (known !== undefined && sets.some((set) => set.keys === known.by)) return known.claims;
    let fault = new JwtFault('TokenSignatureKeyNotFound', UNMATCHED);
    for (const set of sets) {
      try {
        const claims = await verifyWith(token, set.keys);
        const header = jwtHeader(token);
        this.#good.set(token, { by: set.keys, header, claims }, token.length * 4);
        return claims;
      } catch (error) {
        fault = worse(fault, faultOf(error));
      }
    }
    throw fault;
  }
}

const UNMATCHED = 'IDX10501: Signature validation failed. Unable to match keys. Access denied.';

/** The header of a token, before anything about it is believed; throws JwtFault. */
export function jwtHeader(token: string): JwtHeader {
  if (token.length > MAX_TOKEN) {
    throw new JwtFault(
      'JwtInvalid',
      'IDX10209: Token has a length greater than the maximum allowed. Access denied.',
    );
  }
  const segments = token.split('.').length;
  if (segments !== 3 && segments !== 5) {
    throw new JwtFault(
      'JwtInvalid',
      'IDX12741: JWT must have three segments (JWS) or five segments (JWE). Access denied.',
    );
  }
  try {
    return decodeProtectedHeader(token) as JwtHeader;
  } catch (cause) {
    throw new JwtFault('JwtInvalid', 'IDX12729: Unable to decode the header of the token. Access denied.', {
      cause,
    });
  }
}

/** The claims of a token without a signature, for require-signed-tokens="false". */
export function unsignedClaims(token: string): Claims {
  return claimsOf(Buffer.from(token.split('.')[1] ?? '', 'base64url'));
}

/** Whether a token declares itself unsigned. */
export const isUnsigned = (token: string, alg: string | undefined): boolean =>
  (alg ?? 'none').toLowerCase() === 'none' || token.endsWith('.');

async function verifyWith(token: string, keys: JWTVerifyGetKey): Promise<Claims> {
  try {
    return claimsOf((await compactVerify(token, keys, { algorithms: ALGORITHMS })).payload);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    return claimsOf(await verifyWithEach(token, error));
  }
}

/** A token without a kid is tried with each key that fits its algorithm. */
async function verifyWithEach(
  token: string,
  candidates: errors.JWKSMultipleMatchingKeys,
): Promise<Uint8Array> {
  for await (const key of candidates) {
    try {
      return (await compactVerify(token, key, { algorithms: ALGORITHMS })).payload;
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}

function claimsOf(payload: Uint8Array): Claims {
  try {
    const claims: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    if (claims !== null && typeof claims === 'object' && !Array.isArray(claims)) return claims as Claims;
  } catch {
    // Reported below: what is not JSON and what is no object are the same fault.
  }
  throw new JwtFault('JwtInvalid', 'IDX12723: Unable to decode the payload of the token. Access denied.');
}

function faultOf(cause: unknown): JwtFault {
  if (cause instanceof JwtFault) return cause;
  if (cause instanceof errors.JWKSNoMatchingKey) {
    return new JwtFault('TokenSignatureKeyNotFound', UNMATCHED, { cause });
  }
  if (cause instanceof errors.JWSSignatureVerificationFailed || cause instanceof errors.JOSEAlgNotAllowed) {
    return new JwtFault('TokenSignatureInvalid', 'IDX10511: Signature validation failed. Access denied.', {
      cause,
    });
  }
  return new JwtFault('JwtInvalid', 'IDX10000: The token could not be read. Access denied.', { cause });
}

/** Of several sets' verdicts the one that says most: a set without the key says least. */
function worse(a: JwtFault, b: JwtFault): JwtFault {
  return a.reason === 'TokenSignatureKeyNotFound' ? b : a;
}
