import type { Now } from './clock.ts';
import { LeastRecentlyUsed } from './least-recently-used.ts';

/** Where managed identity tokens come from: the protocol of Azure App Service (IDENTITY_ENDPOINT, IDENTITY_HEADER). */
export type IdentityEndpoint = { readonly url: string; readonly secret?: string };

/** Why no token could be had. The message names the resource and the cause. */
export class IdentityTokenError extends Error {
  override readonly name = 'IdentityTokenError';
}

/** The part of `fetch` that is needed here. */
export type FetchToken = (
  url: string,
  init: { headers: Record<string, string>; signal: AbortSignal },
) => Promise<{ readonly ok: boolean; readonly status: number; text(): Promise<string> }>;

type Token = { readonly value: string; readonly expiresAt: number };

/** A token that is nearly over is not handed out: the backend would refuse it. */
const SPARE = 60_000;
const FETCH_TIMEOUT = 10_000;
const MAX_IDENTITIES = 256;

/**
 * The tokens of authentication-managed-identity: "API Management caches the token until it expires"
 * (authentication-managed-identity-policy). One request a resource is under way.
 */
export class IdentityTokens {
  readonly #tokens = new LeastRecentlyUsed<Token>({ maxKeys: MAX_IDENTITIES });
  readonly #underWay = new Map<string, Promise<Token>>();
  readonly #endpoint: IdentityEndpoint | undefined;
  readonly #now: Now;
  readonly #fetch: FetchToken;

  constructor(endpoint: IdentityEndpoint | undefined, seams: { now: Now; fetch: FetchToken }) {
    this.#endpoint = endpoint;
    this.#now = seams.now;
    this.#fetch = seams.fetch;
  }

  /** A token for a resource, of the system-assigned identity or of the one with `clientId`. */
  async get(resource: string, clientId?: string): Promise<string> {
    const known = this.current(resource, clientId);
    if (known !== undefined) return known;
    const key = keyOf(resource, clientId);
    const underWay = this.#underWay.get(key);
    if (underWay !== undefined) return (await underWay).value;
    const request = this.#request(resource, clientId).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, request);
    const token = await request;
    this.#tokens.set(key, token);
    return token.value;
  }

  /** The token, if one is at hand that is good for a while. */
  current(resource: string, clientId?: string): string | undefined {
    const known = this.#tokens.get(keyOf(resource, clientId));
    return known !== undefined && known.expiresAt - SPARE > this.#now() ? known.value : undefined;
  }

  async #request(resource: string, clientId: string | undefined): Promise<Token> {
    if (this.#endpoint === undefined)
      throw new IdentityTokenError('No managed identity endpoint is configured.');
    const url = new URL(this.#endpoint.url);
    url.searchParams.set('api-version', '2019-08-01');
    url.searchParams.set('resource', resource);
    if (clientId !== undefined) url.searchParams.set('client_id', clientId);
    try {
      const answer = await this.#fetch(url.href, {
        headers: { Metadata: 'true', 'X-IDENTITY-HEADER': this.#endpoint.secret ?? '' },
        signal: AbortSignal.timeout(FETCH_TIMEOUT),
      });
      if (!answer.ok) throw new Error(`the endpoint answered ${answer.status}`);
      return tokenOf(JSON.parse(await answer.text()), this.#now());
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : 'unknown error';
      throw new IdentityTokenError(`No managed identity token for ${resource}: ${reason}`, { cause });
    }
  }
}

const keyOf = (resource: string, clientId: string | undefined): string =>
  JSON.stringify([resource, clientId]);

/** `expires_on` is in seconds since the epoch, as text or number; `expires_in` is the other form that endpoints use. */
function tokenOf(answer: Record<string, unknown> | null, now: number): Token {
  const value = answer?.access_token;
  if (typeof value !== 'string') throw new TypeError('the endpoint answered without access_token');
  const on = Number(answer?.expires_on);
  const within = Number(answer?.expires_in);
  if (Number.isFinite(on)) return { value, expiresAt: on * 1000 };
  return { value, expiresAt: Number.isFinite(within) ? now + within * 1000 : now };
}
