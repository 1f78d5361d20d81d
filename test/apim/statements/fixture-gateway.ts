import { X509Certificate } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { readPolicyDocument } from '../../../apim/gateway/documents/policy-document.ts';
import { apiView, BELONGS_NOWHERE, subscriptionView } from '../../../apim/gateway/engine/api-views.ts';
import { type EffectivePolicy, loadPolicies } from '../../../apim/gateway/engine/load-policies.ts';
import { runPipeline } from '../../../apim/gateway/engine/pipeline.ts';
import { PipelineExchange } from '../../../apim/gateway/engine/pipeline-exchange.ts';
import { jsonTextOf, type LastErrorView, type Value } from '../../../apim/gateway/expression/index.ts';
import { ConcurrencySlots } from '../../../apim/gateway/state/concurrency-slots.ts';
import { FixedWindows } from '../../../apim/gateway/state/fixed-window.ts';
import { IdentityTokens } from '../../../apim/gateway/state/identity-tokens.ts';
import { OpenIdConfigurations } from '../../../apim/gateway/state/jwks.ts';
import { SlidingWindows } from '../../../apim/gateway/state/sliding-window.ts';
import { ValueCache } from '../../../apim/gateway/state/value-cache.ts';
import {
  type Answer,
  type Emission,
  type GatewayState,
  type OutgoingRequest,
  SendFault,
} from '../../../apim/gateway/statements/exchange.ts';
import { makeAnswer } from '../../../apim/gateway/statements/http/answer.ts';
import { HeaderList } from '../../../apim/gateway/statements/http/header-list.ts';
import { MessageBody } from '../../../apim/gateway/statements/http/message-body.ts';
import { JwtSignatures } from '../../../apim/gateway/statements/jwt/verify-jwt-signature.ts';
import { STATEMENTS } from '../../../apim/gateway/statements/registry.ts';
import { KNOWN_BUT_NOT_SUPPORTED } from '../../../apim/gateway/statements/unsupported.ts';
import { readApiDefinition } from '../../../apim/gateway/statements/validate/api-definition.ts';
import { JsonSchemas } from '../../../apim/gateway/statements/validate/json-schema.ts';
import type { FixtureForwarded, FixtureInput, FixtureRequest, FixtureToken } from './fixture.ts';

const HOST = 'https://contoso.azure-api.net';
const BACKEND = 'https://backend.test/base';

const GLOBAL = `<policies><inbound/><backend><forward-request/></backend><outbound/><on-error/></policies>`;

/** An answer as a fixture compares it. */
export type Seen = {
  readonly status: number;
  readonly reason: string;
  readonly headers: HeaderList;
  readonly body: string;
};

/** Loads a policy document as the one of an API, and sends requests through it; the clock stands still. */
export class FixtureGateway {
  readonly faults: string[];
  readonly forwarded: FixtureForwarded[] = [];
  readonly emissions: Emission[] = [];
  readonly waits: number[] = [];
  openIdFetches = 0;
  variables: Record<string, unknown> = {};
  lastError: LastErrorView | null = null;
  readonly #policy: EffectivePolicy | undefined;
  readonly #input: FixtureInput;
  readonly #state: GatewayState;
  readonly #keys: Keys;
  #time: number;
  #asked = 0;

  constructor(policy: string, input: FixtureInput, keys: Keys) {
    const document = (name: string, text: string) => readPolicyDocument(name, text, new Map());
    const fragments = Object.entries(input.fragments ?? {}).map(
      ([id, text]) => [id, document(`${id}.xml`, text)] as const,
    );
    const loaded = loadPolicies(
      { global: document('global.xml', GLOBAL), api: document('policy.xml', policy) },
      {
        statements: STATEMENTS,
        unsupported: KNOWN_BUT_NOT_SUPPORTED,
        fragments: new Map(fragments),
        assumeFragments: false,
        graphqlSchema: input.graphqlSchema,
        shared: new Map(),
      },
    );
    this.faults = loaded.problems.map(({ place, message }) => `${place.line}:${place.column} ${message}`);
    this.#policy = loaded.policy;
    this.#input = input;
    this.#keys = keys;
    this.#time = Date.parse(input.now ?? '2026-01-01T00:00:00Z');
    const now = () => this.#time;
    this.#state = {
      rates: new SlidingWindows(now),
      quotas: new FixedWindows(now),
      cache: new ValueCache(now),
      slots: new ConcurrencySlots(),
      openId: new OpenIdConfigurations({ now, fetch: (url) => this.#openId(url) }),
      signatures: new JwtSignatures(),
      tokens: new Map(),
      identity: new IdentityTokens(
        { url: 'http://identity.test/token' },
        { now, fetch: () => this.#identity() },
      ),
    };
  }

  /** Sends one request and reads the answer that would leave. */
  async send(request: FixtureRequest): Promise<Seen> {
    if (this.#policy === undefined) throw new Error(this.faults.join('\n'));
    this.#time += (request.advance ?? 0) * 1000;
    const exchange = await this.#exchange(request);
    const answer = await runPipeline(this.#policy, exchange);
    this.lastError = exchange.lastError;
    this.variables = Object.fromEntries([...exchange.variables].map(([name, value]) => [name, plain(value)]));
    return {
      status: answer.statusCode,
      reason: answer.statusReason,
      headers: answer.headers,
      body: await answer.body.text(),
    };
  }

  async #exchange(request: FixtureRequest): Promise<PipelineExchange> {
    const { input, url } = { input: this.#input, url: new URL(request.url ?? '/api/resource', HOST) };
    const headers = new HeaderList();
    for (const [name, value] of Object.entries(request.headers ?? {})) {
      headers.append(name, [await this.#withTokens(value)]);
    }
    const body = bodyText(request.body);
    const subscription =
      input.subscription === undefined ? null : subscriptionView(input.subscription, 'test', 'key');
    return new PipelineExchange({
      requestId: '00000000-0000-4000-8000-000000000001',
      receivedAt: this.#time,
      stopwatch: () => 0,
      request: {
        method: request.method ?? (body === undefined ? 'GET' : 'POST'),
        headers,
        body: new MessageBody(body),
        backendUrl: BACKEND,
        path: url.pathname.replace(/^\/api/, '') || '/',
        query: [...url.searchParams],
      },
      original: {
        method: request.method ?? (body === undefined ? 'GET' : 'POST'),
        url,
        headers: headers.copy(),
      },
      ipAddress: input.ipAddress ?? '203.0.113.7',
      matchedParameters: new Map(Object.entries(input.matchedParameters ?? {})),
      clientCertificate:
        input.clientCertificate === undefined
          ? undefined
          : new Uint8Array(new X509Certificate(input.clientCertificate).raw),
      belonging: {
        ...BELONGS_NOWHERE,
        api: apiView({ id: 'api-id', name: 'Api name', path: 'api', backendUrl: BACKEND }),
        subscription,
      },
      deployment: {
        type: 'IDeployment',
        Certificates: new Map(),
        GatewayId: 'local',
        Region: 'local',
        ServiceId: 'contoso',
        ServiceName: 'contoso.azure-api.net',
      },
      state: this.#state,
      seams: {
        now: () => this.#time,
        random: () => 0.5,
        guid: () => '00000000-0000-4000-8000-000000000002',
        wait: async (milliseconds) => {
          this.waits.push(milliseconds / 1000);
          this.#time += milliseconds;
        },
        send: (outgoing) => this.#backend(outgoing),
      },
      configured: {
        backendUrl: (id) => input.backends?.[id],
        certificate: (id) =>
          id === 'published' ? this.#keys.publishedPem : bytesOf(input.certificates?.[id]),
        authorities: () => (input.authorities ?? []).map((pem) => new X509Certificate(pem)),
        schema: (id) => (input.schemas?.[id] === undefined ? undefined : new JsonSchemas(input.schemas[id])),
        authorization: (provider, id) => {
          const token = input.authorizations?.[`${provider}/${id}`];
          return token === undefined
            ? undefined
            : { type: 'Authorization', AccessToken: token, Claims: new Map([['scope', 'read']]) };
        },
      },
      definition: definitionOf(input),
      signal: undefined,
      isHandshake: false,
      record: undefined,
      readsResponseBody: this.#policy?.readsResponseBody ?? false,
      onEmission: (emission) => this.emissions.push(emission),
    });
  }

  async #backend(outgoing: OutgoingRequest): Promise<Answer> {
    const answers = this.#input.backend ?? [{}];
    const answer = answers[Math.min(this.#asked, answers.length - 1)] ?? {};
    this.#asked += 1;
    const body = outgoing.body instanceof Uint8Array ? new TextDecoder().decode(outgoing.body) : undefined;
    this.forwarded.push({
      method: outgoing.method,
      url: outgoing.url,
      headers: Object.fromEntries(
        [...outgoing.headers.entries()].map(([name, values]) => [name, values.join('; ')]),
      ),
      ...(body !== undefined && { body }),
      certificate: outgoing.certificate,
      proxy: outgoing.proxy,
      timeout: outgoing.timeoutMilliseconds,
    });
    if (answer.fails !== undefined) throw new SendFault(answer.fails, `The backend failed: ${answer.fails}`);
    return makeAnswer(answer.status ?? 200, {
      headers: { 'Content-Type': 'application/json', ...answer.headers },
      body: bodyText(answer.body) ?? '{}',
    });
  }

  async #openId(url: string) {
    const isConfiguration = url.endsWith('/.well-known/openid-configuration');
    if (isConfiguration) this.openIdFetches += 1;
    const document = isConfiguration
      ? { issuer: this.#input.issuer ?? 'https://issuer.test/', jwks_uri: 'https://issuer.test/keys' }
      : { keys: [this.#keys.publishedJwk] };
    const ok = this.#input.configurationDown !== true;
    return { ok, status: ok ? 200 : 503, text: async () => JSON.stringify(document) };
  }

  async #identity() {
    const token = this.#input.identityToken;
    const body = { access_token: token, expires_on: String(this.#time / 1000 + 3600) };
    return {
      ok: token !== undefined,
      status: token === undefined ? 500 : 200,
      text: async () => JSON.stringify(body),
    };
  }

  async #withTokens(value: string): Promise<string> {
    const name = /\$\{(\w+)\}/.exec(value)?.[1];
    const token = name === undefined ? undefined : this.#input.tokens?.[name];
    return token === undefined ? value : value.replace(/\$\{\w+\}/, await this.#sign(token));
  }

  async #sign(token: FixtureToken): Promise<string> {
    const seconds = this.#time / 1000;
    const payload: JWTPayload = { ...token.claims };
    if (token.expiresIn !== undefined) payload.exp = seconds + token.expiresIn;
    if (token.validIn !== undefined) payload.nbf = seconds + token.validIn;
    if (token.alg === 'none') {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ alg: 'none' })}.${part(payload)}.`;
    }
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'RS256', kid: token.kid ?? 'published' })
      .sign(token.key === 'other' ? this.#keys.other : this.#keys.published);
  }
}

/** The keys of all fixtures, made anew for each run of the tests. */
export type Keys = Awaited<ReturnType<typeof makeKeys>>;

/** Makes the two keys. */
export async function makeKeys() {
  const [published, other] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('RS256'),
  ]);
  const jwk = await exportJWK(published.publicKey);
  return {
    published: published.privateKey,
    other: other.privateKey,
    publishedJwk: { ...jwk, kid: 'published', alg: 'RS256', use: 'sig' },
    publishedPem: new TextEncoder().encode(await exportSPKI(published.publicKey)),
  };
}

const bytesOf = (text: string | undefined): Uint8Array | undefined =>
  text === undefined ? undefined : new TextEncoder().encode(text);

function definitionOf({ definition }: FixtureInput) {
  if (definition === undefined) return undefined;
  return readApiDefinition(definition.document).of(definition.method, definition.urlTemplate);
}

function bodyText(body: unknown): string | undefined {
  if (body === undefined) return undefined;
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** A variable as JSON can show it. */
function plain(value: Value): unknown {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value;
  if (typeof value === 'bigint') return String(value);
  const tagged = value as { type?: string };
  if (typeof tagged.type === 'string') return `(${tagged.type})`;
  try {
    return JSON.parse(jsonTextOf(value));
  } catch {
    return `(${value.constructor.name})`;
  }
}
