import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Authenticate, createAuthenticator } from '../../src/auth/authenticate.ts';
import type { Claims } from '../../src/auth/verify-token.ts';
import { MeridianError } from '../../src/errors.ts';
import { apimClaims, createIssuer, type Issuer, noon, settings, userClaims } from './issuer.ts';

let issuer: Issuer;
let authenticate: Authenticate;
let now: number;

beforeEach(async () => {
  issuer = await createIssuer();
  now = noon;
  authenticate = createAuthenticator(settings, { now: () => now, fetch: issuer.fetch });
});

const bearer = (token: string) => `Bearer ${token}`;

/** Calls with tokens of these claims, over the claims that are right; undefined takes a claim away. */
const call = async (user: Claims = {}, apim: Claims = {}) =>
  authenticate({
    authorization: bearer(await issuer.sign({ ...userClaims, ...user })),
    'x-apim-authorization': bearer(await issuer.sign({ ...apimClaims, ...apim })),
  });

/** Calls with this text in Authorization, beside a right APIM identity. */
const callWith = async (authorization: string) =>
  authenticate({ authorization, 'x-apim-authorization': bearer(await issuer.sign(apimClaims)) });

const refused = (message: string) =>
  expect.objectContaining({ code: 'UNAUTHENTICATED', message, details: {} } satisfies Partial<MeridianError>);
const noUser = refused('A valid access token is required.');
const noGateway = refused('The request did not come through API Management.');

const unsigned = (header: object, claims: object) =>
  [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');

describe('the principal', () => {
  it('is what the token says', async () => {
    expect(await call()).toEqual({
      subject: userClaims.oid,
      tenant: userClaims.tid,
      client: userClaims.azp,
      scopes: new Set(['rides.read', 'vehicles.read']),
      regions: ['eastus', 'westeurope'],
      homeRegion: undefined,
    });
  });

  it('has the roles among its scopes', async () => {
    const principal = await call({ scp: undefined, roles: ['rides.read', 'revenue.read'] });
    expect(principal.scopes).toEqual(new Set(['rides.read', 'revenue.read']));
  });

  it('is read from a version 1 token', async () => {
    const issuerOf1 = settings.issuers[1] ?? '';
    const principal = await call({ iss: issuerOf1, ver: '1.0', azp: undefined, appid: 'client-of-1' });
    expect(principal.client).toBe('client-of-1');
  });

  it.each([
    ['a region', 'westeurope', ['westeurope']],
    ['regions, the home region first', ['westeurope', 'eastus'], ['westeurope', 'eastus']],
    ['one region twice', ['eastus', 'eastus'], ['eastus']],
  ])('may see only what its token names: %s', async (_, region, regions) => {
    const principal = await call({ region });
    expect(principal.regions).toEqual(regions);
    expect(principal.homeRegion).toBe(regions[0]);
  });

  it('cannot be changed', async () => {
    const principal = await call();
    expect(() => Object.assign(principal, { subject: 'other' })).toThrow(TypeError);
  });
});

describe("the user's token is refused", () => {
  it.each<[string, Claims]>([
    ['of another issuer', { iss: 'https://login.example/other/v2.0' }],
    ['for another audience', { aud: 'api://other' }],
    ["for APIM's audience", { aud: 'api://meridian-gateway' }],
    ['of another tenant under our issuer', { tid: 'other' }],
    ['that has expired', { exp: noon / 1000 - 31 }],
    ['that never expires', { exp: undefined }],
    ['that is not yet valid', { nbf: noon / 1000 + 31 }],
    ['without a subject', { oid: undefined }],
    ['without a client, as an ID token is', { azp: undefined }],
    ['that names an unknown region', { region: 'mars' }],
    ['that names no region', { region: [] }],
    ['whose region is not text', { region: [1] }],
    ['whose scopes are not text', { scp: { rides: true } }],
    ['whose roles are not text', { roles: [['rides.read']] }],
  ])('%s', async (_, claims) => {
    await expect(call(claims)).rejects.toEqual(noUser);
  });

  it.each([
    ['when it is missing', ''],
    ['under another scheme', 'Basic dXNlcjpwYXNz'],
    ['when it is not a token', 'Bearer abc'],
    ['when two are sent', 'Bearer a.b.c, Bearer d.e.f'],
  ])('%s', async (_, authorization) => {
    await expect(callWith(authorization)).rejects.toEqual(noUser);
  });

  it('when it says that it needs no signature', async () => {
    await expect(callWith(bearer(`${unsigned({ alg: 'none' }, userClaims)}.`))).rejects.toEqual(noUser);
  });

  it('when it is signed with the public key as a shared secret', async () => {
    const jwks = await (await issuer.fetch(settings.jwksUrl)).text();
    const content = unsigned({ alg: 'HS256', kid: 'first' }, userClaims);
    const signature = createHmac('sha256', jwks).update(content).digest('base64url');
    await expect(callWith(bearer(`${content}.${signature}`))).rejects.toEqual(noUser);
  });

  it('when its claims were changed', async () => {
    const [header, , signature] = (await issuer.sign(userClaims)).split('.');
    const claims = unsigned({}, { ...userClaims, scp: 'users.pii.read' }).split('.')[1];
    await expect(callWith(bearer([header, claims, signature].join('.')))).rejects.toEqual(noUser);
  });

  it('when a stranger signed it under a known kid', async () => {
    const stranger = await createIssuer();
    await expect(callWith(bearer(await stranger.sign(userClaims)))).rejects.toEqual(noUser);
  });

  it('when nobody published its kid', async () => {
    const stranger = await createIssuer();
    await stranger.addKey('unknown');
    await expect(callWith(bearer(await stranger.sign(userClaims, 'unknown')))).rejects.toEqual(noUser);
  });

  it('with the reason only in the cause', async () => {
    const error = await call({ aud: 'api://other' }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(MeridianError);
    expect((error as MeridianError).cause).toMatchObject({ message: 'unexpected "aud" claim value' });
  });
});

describe("APIM's identity is refused", () => {
  it.each<[string, Claims]>([
    ['for another audience', { aud: 'api://meridian' }],
    ['when it is another identity of the tenant', { oid: userClaims.oid }],
    ['of another tenant', { tid: 'other' }],
    ['that has expired', { exp: noon / 1000 - 31 }],
  ])('%s', async (_, claims) => {
    await expect(call({}, claims)).rejects.toEqual(noGateway);
  });

  it('when it is missing: a direct call', async () => {
    const authorization = bearer(await issuer.sign(userClaims));
    await expect(authenticate({ authorization })).rejects.toEqual(noGateway);
  });

  it('when the user sends their own token in its place', async () => {
    const authorization = bearer(await issuer.sign(userClaims));
    await expect(authenticate({ authorization, 'x-apim-authorization': authorization })).rejects.toEqual(
      noGateway,
    );
  });

  it('unless its application id is the pinned one, as in version 1 tokens', async () => {
    const principal = await call({}, { oid: 'object', azp: undefined, appid: settings.apim.identity });
    expect(principal.subject).toBe(userClaims.oid);
  });
});

describe('clocks', () => {
  it('may be apart by the tolerance', async () => {
    await expect(call({ exp: noon / 1000 - 29 })).resolves.toBeDefined();
  });
});

describe('the second call with a token', () => {
  it('gets the same principal, verified once', async () => {
    const headers = {
      authorization: bearer(await issuer.sign(userClaims)),
      'x-apim-authorization': bearer(await issuer.sign(apimClaims)),
    };
    expect(await authenticate(headers)).toBe(await authenticate(headers));
  });

  it('is refused once the token has expired', async () => {
    const headers = {
      authorization: bearer(await issuer.sign({ ...userClaims, exp: noon / 1000 + 60 })),
      'x-apim-authorization': bearer(await issuer.sign(apimClaims)),
    };
    await authenticate(headers);
    now = noon + 91_000;
    await expect(authenticate(headers)).rejects.toEqual(noUser);
  });
});

describe('signing keys', () => {
  it('are fetched once for many calls', async () => {
    await Promise.all([call(), call(), call({ oid: 'another' })]);
    expect(issuer.fetches()).toBe(1);
  });

  it('are asked for a second time when the connection breaks', async () => {
    issuer.answerWith(() => {
      issuer.answerWith(async () => Response.json({ keys: issuer.published }));
      return Promise.reject(new TypeError('fetch failed'));
    });
    await expect(call()).resolves.toBeDefined();
  });

  it('that cannot be had make the gateway unavailable, not the caller unknown', async () => {
    for (const answer of [
      () => Promise.reject(new TypeError('fetch failed')),
      async () => new Response('no', { status: 503 }),
      async () => new Response('<html>'),
      async () => Response.json({ keys: 'none' }),
    ]) {
      issuer.answerWith(answer);
      await expect(call()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    }
  });

  it('stay in use for a day while the issuer is down', async () => {
    await call();
    issuer.answerWith(() => Promise.reject(new TypeError('fetch failed')));
    const later = async (hours: number) => {
      now = noon + hours * 3_600_000;
      const times = { iat: now / 1000, nbf: now / 1000, exp: now / 1000 + 3600 };
      return call(times, times);
    };
    await expect(later(23)).resolves.toBeDefined();
    await expect(later(23)).resolves.toBeDefined();
    expect(issuer.fetches()).toBe(1 + 2);
    await expect(later(25)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('that are withdrawn stop working within an hour and five minutes', async () => {
    await call();
    issuer.answerWith(async () => Response.json({ keys: [] }));
    now = noon + 3_600_000 + 1;
    const times = { exp: now / 1000 + 3600 };
    await expect(call(times, times)).rejects.toEqual(noGateway);
  });
});

describe('algorithms', () => {
  it.each(['PS256', 'ES256'])('%s is taken', async (algorithm) => {
    issuer = await createIssuer(algorithm);
    authenticate = createAuthenticator(settings, { now: () => now, fetch: issuer.fetch });
    await expect(call()).resolves.toBeDefined();
  });

  it.each(['RS512', 'EdDSA'])('%s is not', async (algorithm) => {
    issuer = await createIssuer(algorithm);
    authenticate = createAuthenticator(settings, { now: () => now, fetch: issuer.fetch });
    await expect(call()).rejects.toEqual(noGateway);
  });
});
