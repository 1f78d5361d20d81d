import { MeridianError } from '../errors.ts';
import type { Principal } from './principal.ts';
import { type PrincipalSettings, readPrincipal } from './read-principal.ts';
import {
  createTokenVerifier,
  remoteSigningKeys,
  TokenRefused,
  type TokenSeams,
  type VerifyToken,
} from './verify-token.ts';

/** Whose tokens are taken, and what they must say. */
export interface AuthenticationSettings extends PrincipalSettings {
  readonly issuers: readonly string[];
  readonly jwksUrl: string;
  readonly audiences: readonly string[];
  readonly apim: { readonly audiences: readonly string[]; readonly identity: string };
  readonly clockToleranceSeconds: number;
  readonly cacheSize: number;
}

/** The two headers that authentication reads; node:http's shape. */
export interface AuthenticationHeaders {
  readonly authorization?: string | undefined;
  readonly 'x-apim-authorization'?: string | readonly string[] | undefined;
}

/** Resolves to the caller. Rejects with UNAUTHENTICATED, or UNAVAILABLE where the issuer's keys cannot be had. */
export type Authenticate = (headers: AuthenticationHeaders) => Promise<Principal>;

/**
 * Makes the one function that turns headers into a {@link Principal}. It believes no header: the user's token and
 * APIM's identity are verified each for itself, so neither a stolen network position nor a stolen user token is enough.
 * Why a token was refused is in the error's cause, for logs; the caller learns only which of the two it was.
 */
export function createAuthenticator(
  settings: AuthenticationSettings,
  seams: Partial<TokenSeams> = {},
): Authenticate {
  const world: TokenSeams = { now: Date.now, fetch: globalThis.fetch, ...seams };
  const keys = remoteSigningKeys(settings.jwksUrl, world);
  const verifyUser = createTokenVerifier(
    { ...settings, read: (claims) => readPrincipal(claims, settings) },
    keys,
    world,
  );
  const verifyGateway = createTokenVerifier(
    {
      ...settings,
      audiences: settings.apim.audiences,
      // A managed identity has few tokens at a time; one an API Management instance.
      cacheSize: Math.min(settings.cacheSize, 100),
      read: (claims) => {
        if (claims.tid !== settings.tenant) throw new TokenRefused('The claim tid names another tenant');
        const ids = [claims.oid, claims.azp ?? claims.appid];
        if (!ids.includes(settings.apim.identity)) throw new TokenRefused('Not the identity that is pinned');
        return true;
      },
    },
    keys,
    world,
  );
  return async (headers) => {
    await verify(
      verifyGateway,
      headers['x-apim-authorization'],
      'The request did not come through API Management.',
    );
    return verify(verifyUser, headers.authorization, 'A valid access token is required.');
  };
}

async function verify<T>(
  verifyToken: VerifyToken<T>,
  header: string | readonly string[] | undefined,
  message: string,
): Promise<T> {
  const token = typeof header === 'string' ? bearerToken(header) : undefined;
  if (token === undefined)
    throw new MeridianError('UNAUTHENTICATED', message, {}, { cause: new TokenRefused('No bearer token') });
  try {
    return await verifyToken(token);
  } catch (error) {
    if (error instanceof TokenRefused)
      throw new MeridianError('UNAUTHENTICATED', message, {}, { cause: error });
    throw error;
  }
}

const scheme = 'bearer ';

/** The token of an RFC 6750 credential; the scheme's case does not count. What is no token is refused when it is read. */
function bearerToken(header: string): string | undefined {
  return header.slice(0, scheme.length).toLowerCase() === scheme ? header.slice(scheme.length) : undefined;
}
