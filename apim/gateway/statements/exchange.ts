import type { X509Certificate } from 'node:crypto';
import type {
  AuthorizationView,
  CompiledExpression,
  PolicyContext,
  ResponseView,
  TokenMemory,
  Value,
} from '../expression/index.ts';
import type { ConcurrencySlots } from '../state/concurrency-slots.ts';
import type { FixedWindows } from '../state/fixed-window.ts';
import type { IdentityTokens } from '../state/identity-tokens.ts';
import type { OpenIdConfigurations } from '../state/jwks.ts';
import type { SlidingWindows } from '../state/sliding-window.ts';
import type { ValueCache } from '../state/value-cache.ts';
import type { HeaderList } from './http/header-list.ts';
import type { MessageBody } from './http/message-body.ts';
import type { JwtSignatures } from './jwt/verify-jwt-signature.ts';
import type { Section } from './section.ts';
import type { OperationDefinition } from './validate/api-definition.ts';
import type { JsonSchemas } from './validate/json-schema.ts';

/** The request as it will go to the backend; statements change it in place. */
export type ForwardedRequest = {
  method: string;
  readonly headers: HeaderList;
  readonly body: MessageBody;
  /** The backend's base URL, set from the API or by set-backend-service. */
  backendUrl: string | undefined;
  /** The path below the base URL, with its slash, escaped. */
  path: string;
  /** Parameters in their order, decoded. */
  query: (readonly [name: string, value: string])[];
};

/** The answer, once there is one; statements change it in place. */
export type Answer = {
  statusCode: number;
  statusReason: string;
  readonly headers: HeaderList;
  readonly body: MessageBody;
};

/** A request that a statement sends of its own accord. */
export type OutgoingRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  /** A stream is sent as it arrives, and cannot be sent again. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array> | undefined;
  readonly timeoutMilliseconds: number;
  readonly followRedirects: boolean;
  readonly signal: AbortSignal | undefined;
  /** A client certificate by its identifier or thumbprint, or as PFX text. */
  readonly certificate: ClientCertificate | undefined;
  readonly proxy: HttpProxy | undefined;
  /** Whether the answer may be passed on while it still arrives (forward-request, buffer-response="false"). */
  readonly streams: boolean;
};

/** Where a client certificate comes from (authentication-certificate-policy). */
export type ClientCertificate =
  | { readonly by: 'thumbprint' | 'certificate-id'; readonly value: string }
  | { readonly by: 'body'; readonly value: string; readonly password: string | undefined };

/** A forward proxy (proxy-policy). */
export type HttpProxy = {
  readonly url: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
};

/** What the network said; `timeout` is a class of its own because LastError names it. */
export class SendFault extends Error {
  override readonly name = 'SendFault';
  readonly kind: 'timeout' | 'connection';

  constructor(kind: 'timeout' | 'connection', message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** The world as statements see it; the engine gives the real one, tests a frozen one. */
export type StatementSeams = {
  readonly now: () => number;
  readonly random: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  /** Sends a request; throws SendFault. */
  readonly send: (request: OutgoingRequest) => Promise<Answer>;
};

/** What statements of all requests share. */
export type GatewayState = {
  readonly rates: SlidingWindows;
  readonly quotas: FixedWindows;
  readonly cache: ValueCache<unknown>;
  readonly slots: ConcurrencySlots;
  readonly openId: OpenIdConfigurations;
  readonly signatures: JwtSignatures;
  /** What tokens say, believed or not. */
  readonly tokens: TokenMemory;
  readonly identity: IdentityTokens;
};

/** Something a statement says about itself: for `trace`, metrics and event hubs, and for the trace page. */
export type Emission =
  | {
      readonly kind: 'trace';
      readonly source: string;
      readonly severity: string;
      readonly message: string;
      readonly metadata: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'metric';
      readonly namespace: string;
      readonly name: string;
      readonly value: number;
      readonly dimensions: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'event';
      readonly loggerId: string;
      readonly partition: string | undefined;
      readonly content: string;
    }
  | {
      readonly kind: 'message';
      readonly namespace: string | undefined;
      readonly queue: string | undefined;
      readonly topic: string | undefined;
      readonly properties: Readonly<Record<string, string>>;
      readonly content: string;
    };

/** What is configured about a backend or a certificate, by name. */
export type Configured = {
  readonly backendUrl: (id: string) => string | undefined;
  /** A certificate in PEM or DER, for signatures of tokens. */
  readonly certificate: (id: string) => Uint8Array | undefined;
  /** Authorities that client certificates may come from, beside those that everybody trusts. */
  readonly authorities: () => readonly X509Certificate[];
  /** A JSON schema, or a document that holds several, for validate-content. */
  readonly schema: (id: string) => JsonSchemas | undefined;
  /** What a connection to a credential provider holds; undefined when there is no such connection. */
  readonly authorization: (providerId: string, authorizationId: string) => AuthorizationView | undefined;
};

/** One request on its way through the pipeline. */
export type Exchange = {
  /** What expressions see; a live view of the rest. */
  readonly context: PolicyContext;
  /** Evaluates with the gateway's clock and limits; throws what the expression throws. */
  readonly evaluate: (expression: CompiledExpression) => Value;
  readonly variables: Map<string, Value>;
  readonly section: Section;
  readonly request: ForwardedRequest;
  /** The caller's request as it came. */
  readonly original: { readonly method: string; readonly url: URL; readonly headers: HeaderList };
  response: Answer | undefined;
  readonly state: GatewayState;
  readonly seams: StatementSeams;
  readonly configured: Configured;
  /** What the API's definition says of the operation, if there is one. */
  readonly definition: OperationDefinition | undefined;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal | undefined;
  /** The client certificate and proxy that the next forward-request uses. */
  certificate: ClientCertificate | undefined;
  proxy: HttpProxy | undefined;
  /** Runs when outbound or on-error is over, before the answer leaves: deferred counting, changes that must wait. */
  readonly atEndOfOutbound: (act: () => void | Promise<void>) => void;
  /** Runs on the answer just before it leaves, whoever made it: headers of cors and of the limits. */
  readonly beforeAnswer: (act: (answer: Answer) => void) => void;
  readonly emit: (emission: Emission) => void;
  /** Adds a line to the trace of this statement. */
  readonly note: (text: string) => void;
  /** The view that expressions get of an answer, for send-request. */
  readonly viewOf: (answer: Answer) => ResponseView;
  /** The answer behind a view, for return-response and response variables. */
  readonly answerOf: (view: Value | undefined) => Answer | undefined;
};
