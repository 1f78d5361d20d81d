import { exportJWK, generateKeyPair } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { OpenIdConfigurations } from '../../../apim/gateway/state/jwks.ts';

const MINUTE = 60_000;
const configurationUrl = 'https://login.test/.well-known/openid-configuration';

let publicKey: Record<string, unknown>;
beforeAll(async () => {
  publicKey = (await exportJWK((await generateKeyPair('ES256')).publicKey)) as Record<string, unknown>;
});

/** An identity provider whose key identifiers, health and answers the test decides. */
function provider(kids: string[]) {
  const state = { time: 0, kids, down: false, asked: 0 };
  const configurations = new OpenIdConfigurations({
    now: () => state.time,
    fetch: async (url) => {
      if (url === configurationUrl) state.asked += 1;
      const document =
        url === configurationUrl
          ? { issuer: 'https://login.test/', jwks_uri: 'https://login.test/keys' }
          : { keys: state.kids.map((kid) => ({ ...publicKey, kid, alg: 'ES256' })) };
      return { ok: !state.down, status: state.down ? 503 : 200, text: async () => JSON.stringify(document) };
    },
  });
  return { state, configurations };
}

describe('OpenIdConfigurations', () => {
  it('asks once for many at the same time and then not for an hour', async () => {
    const { state, configurations } = provider(['a']);
    await Promise.all(Array.from({ length: 50 }, () => configurations.get(configurationUrl, 'a')));
    state.time = 59 * MINUTE;
    await configurations.get(configurationUrl, 'a');
    expect(state.asked).toBe(1);
    state.time = 60 * MINUTE;
    await configurations.get(configurationUrl, 'a');
    expect(state.asked).toBe(2);
  });

  it('asks again for an unknown kid, at most once in five minutes', async () => {
    const { state, configurations } = provider(['a']);
    await configurations.get(configurationUrl, 'a');
    state.kids = ['a', 'b'];
    state.time = 4 * MINUTE;
    expect((await configurations.get(configurationUrl, 'b')).keyIds).toEqual(['a']);
    state.time = 5 * MINUTE;
    expect((await configurations.get(configurationUrl, 'b')).keyIds).toEqual(['a', 'b']);
    for (let kid = 0; kid < 100; kid += 1) await configurations.get(configurationUrl, `made-up-${kid}`);
    expect(state.asked).toBe(2);
  });

  it('keeps using what it knows while the provider is away', async () => {
    const { state, configurations } = provider(['a']);
    await configurations.get(configurationUrl, 'a');
    state.down = true;
    state.time = 2 * 60 * MINUTE;
    expect((await configurations.get(configurationUrl, 'a')).issuer).toBe('https://login.test/');
  });

  it('says so when it never knew anything, and recovers', async () => {
    const { state, configurations } = provider(['a']);
    state.down = true;
    await expect(configurations.get(configurationUrl)).rejects.toThrow(/Unable to obtain configuration from/);
    await expect(configurations.get(configurationUrl)).rejects.toThrow(/answered 503/);
    expect(state.asked).toBe(1);
    state.down = false;
    state.time = 5_000;
    await expect(configurations.get(configurationUrl)).resolves.toMatchObject({ keyIds: ['a'] });
  });
});
