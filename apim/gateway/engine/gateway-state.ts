import { ConcurrencySlots } from '../state/concurrency-slots.ts';
import { FixedWindows } from '../state/fixed-window.ts';
import { type IdentityEndpoint, IdentityTokens } from '../state/identity-tokens.ts';
import { OpenIdConfigurations } from '../state/jwks.ts';
import { RememberedTokens } from '../state/remembered-tokens.ts';
import { SlidingWindows } from '../state/sliding-window.ts';
import { ValueCache } from '../state/value-cache.ts';
import type { GatewayState } from '../statements/exchange.ts';
import { JwtSignatures } from '../statements/jwt/verify-jwt-signature.ts';

/** The part of `fetch` that key sets and identity tokens need. */
export type FetchText = (
  url: string,
  init: { headers?: Record<string, string>; signal: AbortSignal; redirect?: 'follow' },
) => Promise<{ readonly ok: boolean; readonly status: number; text(): Promise<string> }>;

/** Counters, caches and key sets of one gateway, all empty. */
export function createGatewayState(
  identity: IdentityEndpoint | undefined,
  seams: { readonly now: () => number; readonly fetch: FetchText },
): GatewayState {
  const { now, fetch } = seams;
  return {
    rates: new SlidingWindows(now),
    quotas: new FixedWindows(now),
    cache: new ValueCache(now),
    slots: new ConcurrencySlots(),
    openId: new OpenIdConfigurations({ now, fetch }),
    signatures: new JwtSignatures(),
    tokens: new RememberedTokens<object>({ maxKeys: 2_000, maxWeight: 2 * 1024 * 1024 }),
    identity: new IdentityTokens(identity, { now, fetch }),
  };
}
