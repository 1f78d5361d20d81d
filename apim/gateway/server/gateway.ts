import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  apiView,
  BELONGS_NOWHERE,
  type Belonging,
  deploymentView,
  operationView,
  productView,
  subscriptionView,
} from '../engine/api-views.ts';
import { RESOURCE_NOT_FOUND, subscriptionKeyAnswer } from '../engine/error-answer.ts';
import { createGatewayState } from '../engine/gateway-state.ts';
import type { EffectivePolicy } from '../engine/load-policies.ts';
import { runHandshake, runPipeline, runRefused } from '../engine/pipeline.ts';
import { PipelineExchange } from '../engine/pipeline-exchange.ts';
import type { GatewaySeams } from '../engine/seams.ts';
import type { Answer, Configured, Emission, ForwardedRequest } from '../statements/exchange.ts';
import type { HeaderList } from '../statements/http/header-list.ts';
import type { MessageBody } from '../statements/http/message-body.ts';
import { StatementFailure } from '../statements/statement-failure.ts';
import type { OperationDefinition } from '../statements/validate/api-definition.ts';
import { readApiDefinitions, readSchemas } from './api-definitions.ts';
import { certificateOf } from './client-certificate.ts';
import type { GatewayConfiguration } from './configuration.ts';
import { loadPolicySet } from './policy-files.ts';
import { createRoutes, type Route } from './routes.ts';
import { TraceLog } from './trace-log.ts';
import type { Upstream } from './upstream.ts';

/** A request as it came in, before any policy. */
export type Incoming = {
  readonly method: string;
  readonly url: URL;
  readonly headers: HeaderList;
  readonly body: MessageBody;
  readonly ipAddress: string;
  readonly signal: AbortSignal | undefined;
};

/** What a WebSocket's handshake led to: an answer that refuses it, or the exchange whose request opens the backend's. */
export type HandshakeOutcome = { readonly refused: Answer } | { readonly admitted: PipelineExchange };

/** A policy gateway without a server: requests in, answers out. */
export type Gateway = {
  readonly trace: TraceLog;
  answer(incoming: Incoming): Promise<Answer>;
  handshake(incoming: Incoming): Promise<HandshakeOutcome>;
};

/** What a gateway is made of. */
export type GatewayOptions = {
  readonly policiesFolder: string;
  readonly configuration: GatewayConfiguration;
  readonly seams: GatewaySeams;
  readonly upstream: Pick<Upstream, 'send'>;
  readonly onEmission: (emission: Emission) => void;
};

const SUBSCRIPTION_HEADER = 'Ocp-Apim-Subscription-Key';
const SUBSCRIPTION_PARAMETER = 'subscription-key';

/** Loads the policies and makes a gateway of them. Throws PolicyLoadError and ConfigurationError. */
export function createGateway(options: GatewayOptions): Gateway {
  const { seams, upstream, policiesFolder } = options;
  const { configuration, definitions } = readApiDefinitions(policiesFolder, options.configuration);
  const policies = loadPolicySet(policiesFolder, configuration);
  const route = createRoutes(configuration);
  const deployment = deploymentView(configuration.deployment);
  const { identity } = configuration;
  const state = createGatewayState(
    identity && {
      url: identity.endpoint,
      ...(identity.secret === undefined ? {} : { secret: identity.secret }),
    },
    seams,
  );
  const configured = configuredThings(options);
  const subscriptions = new Map(configuration.subscriptions.map((each) => [each.key, each]));
  const products = new Map(configuration.products.map((each) => [each.id, each]));
  const belongings = new Map<string, Belonging>();
  const record: typeof trace.record = (request, watched) => trace.record(request, watched);
  const statementSeams = { ...seams, send: upstream.send, tokens: state.tokens };
  const trace = new TraceLog(configuration.tracedRequests, secretsOf(configuration));

  type Admitted = {
    readonly policy: EffectivePolicy;
    readonly exchange: PipelineExchange;
    readonly fault: unknown;
  };

  const admit = (incoming: Incoming, isHandshake: boolean): Admitted => {
    const found = route(incoming.method, incoming.url.pathname);
    const key = keyOf(incoming);
    const subscription = key === undefined ? undefined : subscriptions.get(key);
    const policy =
      found === undefined
        ? policies.unmatched
        : policies.of(found.api.id, found.operation?.id, subscription?.product);
    const exchange = new PipelineExchange({
      requestId: seams.guid(),
      receivedAt: seams.now(),
      stopwatch: seams.stopwatch,
      request: forwardedRequest(incoming, found, configuration.clientCertificateHeader),
      original: incoming,
      ipAddress: incoming.ipAddress,
      matchedParameters: found?.matchedParameters ?? new Map(),
      clientCertificate: certificateOf(incoming.headers, configuration.clientCertificateHeader),
      belonging: found === undefined ? BELONGS_NOWHERE : belongingOf(found, subscription),
      deployment,
      state,
      seams: statementSeams,
      configured,
      definition: definitionOf(found),
      signal: incoming.signal,
      isHandshake,
      readsResponseBody: policy.readsResponseBody,
      record: trace.isOn ? record : undefined,
      onEmission: options.onEmission,
    });
    return { policy, exchange, fault: refusal(found, key, subscription !== undefined, incoming.url.host) };
  };

  const definitionOf = (found: Route | undefined): OperationDefinition | undefined =>
    found?.operation &&
    definitions.get(found.api.id)?.of(found.operation.method, found.operation.urlTemplate);

  const belongingOf = (
    found: Route,
    subscription: GatewayConfiguration['subscriptions'][number] | undefined,
  ): Belonging => {
    const cacheKey = `${found.api.id}\u0000${found.operation?.id ?? ''}\u0000${subscription?.id ?? ''}`;
    const known = belongings.get(cacheKey);
    if (known !== undefined) return known;
    const { api, operation } = found;
    const product = products.get(subscription?.product ?? '');
    const belonging: Belonging = {
      api: apiView({ ...api, name: api.name ?? api.id, backendUrl: api.backendUrl }),
      operation: operationView(
        operation === undefined
          ? {
              id: api.type === 'graphql' ? 'graphql' : 'any',
              name: api.name ?? api.id,
              method: '*',
              urlTemplate: '/*',
            }
          : { ...operation, name: operation.name ?? operation.id },
      ),
      product: product === undefined ? null : productView(product.id, product.name ?? product.id),
      subscription:
        subscription === undefined
          ? null
          : subscriptionView(subscription.id, subscription.name ?? subscription.id, subscription.key),
      user: null,
    };
    belongings.set(cacheKey, belonging);
    return belonging;
  };

  return {
    trace,
    async answer(incoming) {
      const { policy, exchange, fault } = admit(incoming, false);
      if (fault !== undefined) return runRefused(policy, exchange, { error: fault, at: undefined });
      return runPipeline(policy, exchange);
    },
    async handshake(incoming) {
      const { policy, exchange, fault } = admit(incoming, true);
      if (fault !== undefined) {
        return { refused: await runRefused(policy, exchange, { error: fault, at: undefined }) };
      }
      const refused = await runHandshake(policy, exchange);
      return refused === undefined ? { admitted: exchange } : { refused };
    },
  };
}

/** What of a request no policy decides: whether there is an API for it, and a key where one is required. */
function refusal(found: Route | undefined, key: string | undefined, isKnown: boolean, host: string): unknown {
  if (found === undefined) {
    const message = 'Unable to match incoming request to an operation.';
    return new StatementFailure('configuration', 'OperationNotFound', message, RESOURCE_NOT_FOUND);
  }
  if (!found.api.subscriptionRequired || isKnown) return undefined;
  const answer = subscriptionKeyAnswer(key !== undefined, host, found.api.path, SUBSCRIPTION_HEADER);
  const reason = key === undefined ? 'SubscriptionKeyNotFound' : 'SubscriptionKeyInvalid';
  return new StatementFailure('authorization', reason, answer.message, answer);
}

function keyOf({ headers, url }: Incoming): string | undefined {
  const header = headers.text(SUBSCRIPTION_HEADER);
  if (header !== undefined || url.search === '') return header;
  return url.searchParams.get(SUBSCRIPTION_PARAMETER) ?? undefined;
}

function forwardedRequest(
  { method, url, headers, body }: Incoming,
  found: Route | undefined,
  certificateHeader: string | undefined,
): ForwardedRequest {
  const forwarded = headers.copy();
  if (certificateHeader !== undefined) forwarded.delete(certificateHeader);
  // The backend's own name goes to the backend, unless a policy sets another.
  forwarded.delete('Host');
  return {
    method,
    headers: forwarded,
    body,
    backendUrl: found?.api.backendUrl,
    path: found?.rest ?? url.pathname,
    query: url.search === '' ? [] : [...url.searchParams],
  };
}

function configuredThings({ configuration, policiesFolder }: GatewayOptions): Configured {
  const certificates = new Map(
    Object.entries(configuration.certificates).map(([id, file]) => [
      id,
      readFileSync(resolve(policiesFolder, file)),
    ]),
  );
  const authorities = configuration.authorities.map(
    (file) => new X509Certificate(readFileSync(resolve(policiesFolder, file))),
  );
  const schemas = readSchemas(policiesFolder, configuration);
  const authorizations = new Map(
    Object.entries(configuration.authorizations).map(([name, { accessToken, claims }]) => [
      name,
      { type: 'Authorization' as const, AccessToken: accessToken, Claims: new Map(Object.entries(claims)) },
    ]),
  );
  return {
    authorities: () => authorities,
    schema: (id) => schemas.get(id),
    authorization: (provider, id) => authorizations.get(`${provider}/${id}`),
    backendUrl: (id) => configuration.backends[id],
    certificate: (id) => certificates.get(id),
  };
}

function secretsOf({ namedValues, subscriptions, authorizations }: GatewayConfiguration): string[] {
  const secret = Object.values(namedValues).flatMap((given) =>
    typeof given !== 'string' && given.secret ? [given.value] : [],
  );
  const tokens = Object.values(authorizations).map(({ accessToken }) => accessToken);
  return [...secret, ...subscriptions.map(({ key }) => key), ...tokens];
}
