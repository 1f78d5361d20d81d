/**
 * The shape of APIM's `context` variable as the gateway hands it to an expression. Names and casing are those of the
 * reference page "API Management policy expressions", section "Context variable". Everything is read-only for an
 * expression except `Variables`, which statements (not expressions) write to.
 *
 * Every view carries `type`, its .NET type name, so that a view that was boxed into `Variables` can be cast back with a
 * check: `(IResponse)context.Variables["answer"]`.
 */

import type { Value } from './value.ts';

/** A certificate: PEM or DER; members of X509Certificate2 are read from it when asked for. */
export interface CertificateView {
  readonly type: 'X509Certificate2';
  readonly der: Uint8Array;
}

/** Header names are looked up without regard to case; `entries` keeps the casing in which they arrived. */
export interface HeaderLookup {
  get(name: string): readonly string[] | undefined;
  entries(): Iterable<readonly [string, readonly string[]]>;
}

/** Builds a {@link HeaderLookup}; names that differ only in case are merged, the first casing wins. */
export function headerLookup(entries: Iterable<readonly [string, string | readonly string[]]>): HeaderLookup {
  const found = new Map<string, [string, string[]]>();
  for (const [name, value] of entries) {
    const key = name.toLowerCase();
    const values = typeof value === 'string' ? [value] : value;
    const known = found.get(key);
    if (known === undefined) found.set(key, [name, [...values]]);
    else known[1].push(...values);
  }
  return { get: (name) => found.get(name.toLowerCase())?.[1], entries: () => found.values() };
}

/**
 * A message body. `read` gives all bytes; without `preserveContent` the body counts as consumed afterwards (the gateway
 * decides what a second read gives; APIM gives an empty body).
 */
export interface BodyView {
  readonly type: 'IMessageBody';
  /** `charset` of the content type; UTF-8 when absent. */
  readonly charset?: string | undefined;
  read(preserveContent: boolean): Uint8Array;
}

export interface UrlView {
  readonly type: 'IUrl';
  readonly Scheme: string;
  readonly Host: string;
  readonly Port: number;
  readonly Path: string;
  /** With the leading `?`, or empty. */
  readonly QueryString: string;
  readonly Query: HeaderLookup;
}

export interface RequestView {
  readonly type: 'IRequest';
  readonly Body: BodyView | null;
  readonly Certificate: CertificateView | null;
  readonly Headers: HeaderLookup;
  readonly IpAddress: string;
  readonly MatchedParameters: ReadonlyMap<string, string>;
  readonly Method: string;
  readonly OriginalUrl: UrlView;
  readonly Url: UrlView;
  readonly PrivateEndpointConnection: PrivateEndpointConnectionView | null;
  /** Present in Azure AI Foundry gateways only. */
  readonly Foundry?: FoundryView | null;
}

/** What get-authorization-context stores in its variable. */
export interface AuthorizationView {
  readonly type: 'Authorization';
  readonly AccessToken: string;
  readonly Claims: ReadonlyMap<string, Value>;
}

export interface FoundryView {
  readonly type: 'IFoundry';
  readonly Deployment: string;
}

export interface PrivateEndpointConnectionView {
  readonly type: 'IPrivateEndpointConnection';
  readonly Name: string;
  readonly GroupId: string;
  readonly MemberName: string;
}

export interface ResponseView {
  readonly type: 'IResponse';
  readonly Body: BodyView | null;
  readonly Headers: HeaderLookup;
  readonly StatusCode: number;
  readonly StatusReason: string;
}

export interface ApiView {
  readonly type: 'IApi';
  readonly Id: string;
  readonly IsCurrentRevision: boolean;
  readonly Name: string;
  readonly Path: string;
  readonly Revision: string;
  readonly ServiceUrl: UrlView | null;
  readonly Version: string | null;
  readonly Workspace?: WorkspaceView | null;
  readonly Type?: string;
  readonly Protocols?: readonly string[];
  readonly SubscriptionKeyParameterNames?: { readonly Header: string; readonly Query: string };
}

export interface DeploymentView {
  readonly type: 'IDeployment';
  readonly Certificates: ReadonlyMap<string, CertificateView>;
  readonly GatewayId: string;
  readonly Region: string;
  readonly ServiceId: string;
  readonly ServiceName: string;
  readonly SustainabilityInfo?: { readonly CurrentCarbonIntensity: string };
}

/** What went wrong, as on-error sees it; null until something did. */
export interface LastErrorView {
  readonly type: 'ILastError';
  readonly Source: string;
  readonly Reason: string;
  readonly Message: string;
  readonly Scope: string | null;
  readonly Section: string | null;
  readonly Path: string | null;
  readonly PolicyId: string | null;
}

export interface OperationView {
  readonly type: 'IOperation';
  readonly Id: string;
  readonly Method: string;
  readonly Name: string;
  readonly UrlTemplate: string;
}

export interface GroupView {
  readonly type: 'IGroup';
  readonly Id: string;
  readonly Name: string;
}

export interface ProductView {
  readonly type: 'IProduct';
  readonly Id: string;
  readonly Name: string;
  readonly State?: 'NotPublished' | 'Published';
  readonly ApprovalRequired: boolean;
  readonly SubscriptionRequired: boolean;
  readonly SubscriptionLimit: number | null;
  readonly Apis: readonly ApiView[];
  readonly Groups: readonly GroupView[];
  readonly Workspace?: WorkspaceView | null;
}

export interface SubscriptionView {
  readonly type: 'ISubscription';
  readonly Id: string;
  readonly Name: string;
  readonly Key: string;
  readonly PrimaryKey: string;
  readonly SecondaryKey: string;
  /** Milliseconds since 1970, UTC. */
  readonly CreatedDate: number;
  readonly StartDate: number | null;
  readonly EndDate: number | null;
}

export interface UserIdentityView {
  readonly type: 'IUserIdentity';
  readonly Id: string;
  readonly Provider: string;
}

export interface UserView {
  readonly type: 'IUser';
  readonly Id: string;
  readonly Email: string;
  readonly FirstName: string;
  readonly LastName: string;
  readonly Note: string;
  /** Milliseconds since 1970, UTC. */
  readonly RegistrationDate: number;
  readonly Groups: readonly GroupView[];
  readonly Identities: readonly UserIdentityView[];
}

export interface WorkspaceView {
  readonly type: 'IWorkspace';
  readonly Id: string;
  readonly Name: string;
}

/** Arguments of a GraphQL field; only in resolvers. JSON text of the object. */
export interface GraphQLView {
  readonly type: 'IGraphQLDataSource';
  readonly argumentsJson: string;
  /** JSON text of the parent object (`context.GraphQL.Parent`), when there is one. */
  readonly parentJson?: string;
}

/** APIM's `context`. */
export interface PolicyContext {
  readonly type: 'IProxyRequestContext';
  readonly Api: ApiView | null;
  readonly Deployment: DeploymentView;
  /** Milliseconds since the request was received (fractions allowed). */
  readonly Elapsed: number;
  readonly GraphQL?: GraphQLView | null;
  readonly LastError: LastErrorView | null;
  readonly Operation: OperationView | null;
  readonly Product: ProductView | null;
  readonly Request: RequestView;
  /** A GUID in its 36-character form. */
  readonly RequestId: string;
  readonly Response: ResponseView | null;
  readonly Subscription: SubscriptionView | null;
  /** When the request was received: milliseconds since 1970, UTC. */
  readonly Timestamp: number;
  readonly Tracing: boolean;
  readonly User: UserView | null;
  readonly Variables: Map<string, Value>;
  readonly Workspace?: WorkspaceView | null;
  Trace(message: string): void;
}
