import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Now } from './clock.ts';
import { LeastRecentlyUsed } from './least-recently-used.ts';

/** What an OpenID configuration endpoint says, with the keys that it points to. */
export type OpenIdConfiguration = {
  readonly issuer: string;
  /** The key identifiers that the set holds; a key without one is listed as undefined. */
  readonly keyIds: readonly (string | undefined)[];
  readonly keys: JWTVerifyGetKey;
};

/** Why the configuration could not be had. The message names the URL and the cause, never a token. */
export class OpenIdConfigurationError extends Error {
  override readonly name = 'OpenIdConfigurationError';
}

/** The part of `fetch` that is needed here. */
export type FetchDocument = (
  url: string,
  init: { signal: AbortSignal; redirect: 'follow' },
) => Promise<{ readonly ok: boolean; readonly status: number; text(): Promise<string> }>;

/** What the cache asks of the world. */
export type OpenIdSeams = { readonly now: Now; readonly fetch: FetchDocument };

type Source = {
  known: OpenIdConfiguration | undefined;
  failure: OpenIdConfigurationError | undefined;
  fetchedAt: number;
  askedAt: number;
  underWay: Promise<void> | undefined;
};

/**
 * validate-jwt-policy, openid-config: "pulled from the endpoint every 1 hour and cached. If the token being validated
 * references a validation key (using kid claim) that is missing in cached configuration, or if retrieval fails, API
 * Management pulls from the endpoint at most once per 5 min."
 */
const REFRESH_AFTER = 60 * 60 * 1000;
const RETRY_AFTER = 5 * 60 * 1000;
/** While nothing is known yet, ask sooner: locally the identity provider may still be starting beside this gateway. */
const FIRST_RETRY_AFTER = 5_000;
const FETCH_TIMEOUT = 10_000;
const MAX_DOCUMENT = 1024 * 1024;
const MAX_SOURCES = 256;

/** Configurations and key sets by the URL of the configuration endpoint: bounded, one fetch under way a URL. */
export class OpenIdConfigurations {
  readonly #sources = new LeastRecentlyUsed<Source>({ maxKeys: MAX_SOURCES });
  readonly #seams: OpenIdSeams;

  constructor(seams: OpenIdSeams) {
    this.#seams = seams;
  }

  /**
   * The configuration at `url`; with a `kid` that the cached set lacks, fetched again if the last fetch is 5 minutes
   * old. Throws OpenIdConfigurationError when there is none, cached or fresh.
   */
  async get(url: string, kid?: string): Promise<OpenIdConfiguration> {
    const source = this.#source(url);
    if (this.#isDue(source, kid)) await this.#refresh(url, source);
    else if (source.known === undefined) await source.underWay;
    if (source.known !== undefined) return source.known;
    throw source.failure ?? new OpenIdConfigurationError(`No OpenID configuration at ${url}.`);
  }

  /** The configuration, if it is known and may be used as it is: what `get` answers then, without waiting. */
  current(url: string, kid?: string): OpenIdConfiguration | undefined {
    const source = this.#sources.get(url);
    return source === undefined || this.#isDue(source, kid) ? undefined : source.known;
  }

  #source(url: string): Source {
    const known = this.#sources.get(url);
    if (known !== undefined) return known;
    const source: Source = {
      known: undefined,
      failure: undefined,
      fetchedAt: Number.NEGATIVE_INFINITY,
      askedAt: Number.NEGATIVE_INFINITY,
      underWay: undefined,
    };
    this.#sources.set(url, source);
    return source;
  }

  #isDue(source: Source, kid: string | undefined): boolean {
    if (source.underWay !== undefined) return source.known === undefined || isUnknown(source.known, kid);
    const now = this.#seams.now();
    const sinceAsked = now - source.askedAt;
    if (source.known === undefined) return sinceAsked >= FIRST_RETRY_AFTER;
    const mayAsk = sinceAsked >= RETRY_AFTER;
    const old = now - source.fetchedAt >= REFRESH_AFTER;
    return mayAsk && (old || isUnknown(source.known, kid));
  }

  #refresh(url: string, source: Source): Promise<void> {
    source.underWay ??= this.#load(url, source).finally(() => {
      source.underWay = undefined;
    });
    return source.underWay;
  }

  async #load(url: string, source: Source): Promise<void> {
    source.askedAt = this.#seams.now();
    try {
      source.known = await this.#read(url);
      source.fetchedAt = source.askedAt;
      source.failure = undefined;
    } catch (cause) {
      // What was known stays in use: an identity provider that is away must not lock everybody out.
      const reason = cause instanceof Error ? cause.message : 'unknown error';
      source.failure = new OpenIdConfigurationError(
        `Unable to obtain configuration from: '${url}': ${reason}`,
        {
          cause,
        },
      );
    }
  }

  async #read(url: string): Promise<OpenIdConfiguration> {
    const configuration = await this.#json(url);
    const { issuer, jwks_uri: keysAt } = configuration;
    if (typeof issuer !== 'string') throw new TypeError('the configuration has no issuer');
    if (typeof keysAt !== 'string') throw new TypeError('the configuration has no jwks_uri');
    const set = await this.#json(keysAt);
    if (!isKeySet(set)) throw new TypeError('jwks_uri did not answer with a key set');
    return { issuer, keyIds: set.keys.map((key) => key.kid), keys: createLocalJWKSet(set) };
  }

  async #json(url: string): Promise<Record<string, unknown>> {
    const answer = await this.#seams.fetch(url, {
      signal: AbortSignal.timeout(FETCH_TIMEOUT),
      redirect: 'follow',
    });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    const text = await answer.text();
    if (text.length > MAX_DOCUMENT)
      throw new Error(`${url} answered with more than ${MAX_DOCUMENT} characters`);
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value !== 'object')
      throw new TypeError(`${url} did not answer with an object`);
    return value as Record<string, unknown>;
  }
}

/** A set with an unnamed key may hold any token's key, so nothing is unknown to it. */
function isUnknown(configuration: OpenIdConfiguration, kid: string | undefined): boolean {
  return (
    kid !== undefined && !configuration.keyIds.includes(kid) && !configuration.keyIds.includes(undefined)
  );
}

function isKeySet(value: Record<string, unknown>): value is Record<string, unknown> & JSONWebKeySet {
  return Array.isArray(value.keys) && value.keys.every((key) => key !== null && typeof key === 'object');
}
