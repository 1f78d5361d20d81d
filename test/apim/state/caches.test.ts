import { describe, expect, it } from 'vitest';
import { ConcurrencySlots } from '../../../apim/gateway/state/concurrency-slots.ts';
import { IdentityTokens } from '../../../apim/gateway/state/identity-tokens.ts';
import { ValueCache } from '../../../apim/gateway/state/value-cache.ts';

function frozen(start = 0) {
  let time = start;
  return { now: () => time, advance: (ms: number) => (time += ms) };
}

describe('ValueCache', () => {
  it('forgets a value when its time is over, not before', () => {
    const clock = frozen();
    const cache = new ValueCache<string>(clock.now);
    cache.store('k', 'v', 10, 1);
    clock.advance(9_999);
    expect(cache.lookup('k')).toBe('v');
    clock.advance(1);
    expect(cache.lookup('k')).toBeUndefined();
    expect(cache.size).toBe(0);
  });

  it('drops the value used longest ago when the bytes are full, and never one too large for all', () => {
    const cache = new ValueCache<string>(frozen().now, { maxKeys: 10, maxWeight: 400 });
    cache.store('a', 'a', 10, 100);
    cache.store('b', 'b', 10, 100);
    cache.lookup('a');
    cache.store('c', 'c', 10, 100);
    expect([cache.lookup('a'), cache.lookup('b'), cache.lookup('c')]).toEqual(['a', undefined, 'c']);
    cache.store('huge', 'x', 10, 1_000);
    expect(cache.lookup('huge')).toBeUndefined();
    expect(cache.bytes).toBeLessThanOrEqual(400);
  });

  it('keeps its memory bounded with a million distinct keys', () => {
    const cache = new ValueCache<number>(frozen().now, { maxKeys: 1_000, maxWeight: 1e9 });
    for (let key = 0; key < 1_000_000; key += 1) cache.store(`key-${key}`, key, 60, 8);
    expect(cache.size).toBe(1_000);
  });
});

describe('ConcurrencySlots', () => {
  it('refuses beyond max-count, gives slots back once, and remembers no idle key', () => {
    const slots = new ConcurrencySlots();
    const first = slots.take('k', 2);
    const second = slots.take('k', 2);
    expect(slots.take('k', 2)).toBeUndefined();
    first?.();
    first?.();
    expect(slots.take('k', 2)).toBeDefined();
    expect(slots.take('k', 2)).toBeUndefined();
    second?.();
    expect(slots.size).toBe(1);
  });
});

describe('IdentityTokens', () => {
  const setup = () => {
    const clock = frozen(1_000_000);
    const asked: string[] = [];
    const tokens = new IdentityTokens(
      { url: 'http://identity.test/msi/token', secret: 's' },
      {
        now: clock.now,
        fetch: async (url, { headers }) => {
          asked.push(`${url} ${headers['X-IDENTITY-HEADER']}`);
          const expires_on = String(clock.now() / 1000 + 3600);
          return {
            ok: true,
            status: 200,
            text: async () => JSON.stringify({ access_token: `t${asked.length}`, expires_on }),
          };
        },
      },
    );
    return { clock, asked, tokens };
  };

  it('asks once for all that wait, and again only when the token is nearly over', async () => {
    const { clock, asked, tokens } = setup();
    expect(await Promise.all([tokens.get('api://x'), tokens.get('api://x')])).toEqual(['t1', 't1']);
    clock.advance(3_500_000);
    expect(await tokens.get('api://x')).toBe('t1');
    clock.advance(60_000);
    expect(await tokens.get('api://x')).toBe('t2');
    expect(asked[0]).toBe('http://identity.test/msi/token?api-version=2019-08-01&resource=api%3A%2F%2Fx s');
  });

  it('keeps the identities of one resource apart', async () => {
    const { tokens } = setup();
    expect([await tokens.get('api://x'), await tokens.get('api://x', 'client')]).toEqual(['t1', 't2']);
  });

  it('names the resource, not the secret, when there is no token', async () => {
    const tokens = new IdentityTokens(
      { url: 'http://identity.test/', secret: 'do-not-tell' },
      { now: () => 0, fetch: async () => ({ ok: false, status: 503, text: async () => '' }) },
    );
    await expect(tokens.get('api://x')).rejects.toThrow(
      'No managed identity token for api://x: the endpoint answered 503',
    );
  });
});
