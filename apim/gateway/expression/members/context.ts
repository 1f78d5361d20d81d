import type {
  ApiView,
  AuthorizationView,
  BodyView,
  CertificateView,
  DeploymentView,
  FoundryView,
  GraphQLView,
  GroupView,
  HeaderLookup,
  LastErrorView,
  OperationView,
  PolicyContext,
  PrivateEndpointConnectionView,
  ProductView,
  RequestView,
  ResponseView,
  SubscriptionView,
  UrlView,
  UserIdentityView,
  UserView,
  WorkspaceView,
} from '../context.ts';
import { dotnetError } from '../errors.ts';
import { arrayOf, named, t } from '../type-ref.ts';
import type { TypeDefinition } from '../types/definition.ts';
import { defineType } from '../types/definition.ts';
import type { Call } from '../types/signature.ts';
import type { TypeRef, Value, View } from '../value.ts';
import { DotnetObject } from '../value.ts';
import { Encoding, encodingOf } from '../values/binary.ts';
import { argumentNull, CsArray, CsList, KeyValuePair, stringArray } from '../values/collection.ts';
import { Dictionary } from '../values/dictionary.ts';
import { Guid } from '../values/guid.ts';
import { parseToken } from '../values/json-convert.ts';
import { type BasicCredentials, type Jwt, parseBasic, parseJwt } from '../values/jwt.ts';
import { textOf } from '../values/object.ts';
import { DateTime, TimeSpan } from '../values/time.ts';
import { Uri } from '../values/uri.ts';
import { readXml } from '../values/xml-read.ts';
import { enumValue } from './enums.ts';

/** Headers, query and variables as APIM gives them: read-only, looked up when asked. */
class LookupDictionary extends Dictionary {
  readonly lookup: HeaderLookup;
  constructor(lookup: HeaderLookup) {
    super(t.string, arrayOf(t.string), 'ignoreCase', 'ValuesDictionary');
    this.lookup = lookup;
  }

  override get size(): number {
    return [...this.lookup.entries()].length;
  }

  override has(key: Value): boolean {
    return this.find(key) !== undefined;
  }

  override find(key: Value): Value | undefined {
    if (key === null) throw argumentNull('key');
    const values = this.lookup.get(textOf(key));
    return values === undefined ? undefined : stringArray(values);
  }

  override keys(): Value[] {
    return [...this.lookup.entries()].map(([name]) => name);
  }

  override values(): Value[] {
    return [...this.lookup.entries()].map(([, values]) => stringArray(values));
  }

  override *pairs(): Generator<KeyValuePair, void> {
    for (const [name, values] of this.lookup.entries())
      yield new KeyValuePair(name, stringArray(values), t.string, arrayOf(t.string));
  }
}

/** context.Variables over the gateway's own map. */
class VariablesDictionary extends Dictionary {
  readonly map: ReadonlyMap<string, Value>;
  constructor(map: ReadonlyMap<string, Value>, valueType: TypeRef, name: string) {
    super(t.string, valueType, 'exact', name);
    this.map = map;
  }

  override get size(): number {
    return this.map.size;
  }

  override has(key: Value): boolean {
    return this.find(key) !== undefined;
  }

  override find(key: Value): Value | undefined {
    if (key === null) throw argumentNull('key');
    return this.map.get(textOf(key));
  }

  override keys(): Value[] {
    return [...this.map.keys()];
  }

  override values(): Value[] {
    return [...this.map.values()];
  }

  override *pairs(): Generator<KeyValuePair, void> {
    for (const [key, value] of this.map) yield new KeyValuePair(key, value, t.string, this.valueType);
  }
}

const DICTIONARY = Symbol('dictionary');

/**
 * One dictionary for each map of the gateway, so that it is built once a request. Kept with the map and not in a WeakMap:
 * what an old WeakMap holds of a request lives until the next full collection, as its values lead back to their keys.
 */
function once(source: object & { [DICTIONARY]?: Dictionary }, make: () => Dictionary): Dictionary {
  const known = source[DICTIONARY];
  if (known !== undefined) return known;
  const made = make();
  if (Object.isExtensible(source)) source[DICTIONARY] = made;
  return made;
}

const lookupOf = (source: HeaderLookup) => once(source, () => new LookupDictionary(source));
const textMap = (source: ReadonlyMap<string, string>) =>
  once(source, () => new VariablesDictionary(source, t.string, 'TextDictionary'));
const views = (items: readonly View[], type: string) => new CsList(named(type), [...items]);
const moment = (milliseconds: number | null | undefined): Value =>
  milliseconds === null || milliseconds === undefined ? null : DateTime.fromUnix(milliseconds);

/** `string.Join(",", values)` of a header, query parameter or claim, or the default. */
function joined(self: Dictionary | null, key: Value, fallback: Value): Value {
  if (self === null) throw argumentNull('dictionary');
  const values = self.find(key);
  return values instanceof CsArray ? values.items.map((value) => textOf(value)).join(',') : fallback;
}

/** `Body.As<T>()`: the bytes as text, JSON, XML or themselves. */
function bodyAs(self: BodyView, preserve: boolean, call: Call): Value {
  const bytes = self.read(preserve);
  call.run.allocate(bytes.length);
  const type = call.typeOf('T');
  if (type.name === '[]') return bytes;
  const encoding = encodingOf(self.charset ?? 'utf-8') ?? new Encoding('utf-8');
  const text = encoding.decode(bytes).replace(/^\ufeff/, '');
  const read = readers[type.name];
  if (read === undefined)
    throw dotnetError('InvalidOperationException', `The body cannot be read as ${type.name}.`);
  return read(text, call);
}

const readers: Readonly<Record<string, (text: string, call: Call) => Value>> = {
  string: (text) => text,
  object: (text) => text,
  JObject: (text, call) => parseToken(text, 'JObject', call.run),
  JArray: (text, call) => parseToken(text, 'JArray', call.run),
  JToken: (text, call) => parseToken(text, 'JToken', call.run),
  XDocument: (text) => readXml(text, false),
  XElement: (text) => readXml(text, false).root,
  XNode: (text) => readXml(text, false).root,
};

class KeyNames extends DotnetObject {
  readonly header: string;
  readonly query: string;
  readonly dotnetType: TypeRef = named('ISubscriptionKeyParameterNames');
  constructor(header: string, query: string) {
    super();
    this.header = header;
    this.query = query;
  }
}

function urlText(url: UrlView): string {
  const standard =
    (url.Scheme === 'https' && url.Port === 443) ||
    (url.Scheme === 'http' && url.Port === 80) ||
    url.Port <= 0;
  return `${url.Scheme}://${url.Host}${standard ? '' : `:${url.Port}`}${url.Path}${url.QueryString}`;
}

const view = (name: string, members: Parameters<typeof defineType>[1]['members']) =>
  defineType(name, { kind: 'interface', members: members ?? {} });

const named_ = {
  Id: (self: { readonly Id: string }) => self.Id,
  Name: (self: { readonly Name: string }) => self.Name,
};

const valuesDictionary = defineType('ValuesDictionary<K, V>', {
  kind: 'interface',
  bases: ['IReadOnlyDictionary<K, V>'],
  extensions: {
    'string GetValueOrDefault(K key)': (self: Dictionary | null, [key]: [Value]) => joined(self, key, null),
    'string GetValueOrDefault(K key, string defaultValue)': (
      self: Dictionary | null,
      [key, fallback]: [Value, Value],
    ) => joined(self, key, fallback),
  },
});

/** GetValueOrDefault<T> casts: another type throws InvalidCastException. */
const variables = defineType('VariablesDictionary<K, V>', {
  kind: 'interface',
  bases: ['IReadOnlyDictionary<K, V>'],
  extensions: {
    'T GetValueOrDefault<T>(string variableName)': (self: Dictionary, [key]: [string], call: Call) =>
      cast(self.find(key), null, call),
    'T GetValueOrDefault<T>(string variableName, T defaultValue)': (
      self: Dictionary,
      [key, fallback]: [string, Value],
      call: Call,
    ) => cast(self.find(key), fallback, call),
  },
});

const defaults: Readonly<Record<string, Value>> = { int: 0, long: 0n, bool: false };

function cast(value: Value | undefined, fallback: Value, call: Call): Value {
  const type = call.typeOf('T');
  if (value === undefined) return fallback ?? defaults[type.name] ?? null;
  return call.castTo(value, type);
}

const context = view('IProxyRequestContext', {
  'IApi Api': (self: PolicyContext) => self.Api,
  'IDeployment Deployment': (self: PolicyContext) => self.Deployment,
  'TimeSpan Elapsed': (self: PolicyContext) => TimeSpan.of(self.Elapsed, 10_000n),
  'IGraphQLDataSource GraphQL': (self: PolicyContext) => self.GraphQL ?? null,
  'ILastError LastError': (self: PolicyContext) => self.LastError,
  'IOperation Operation': (self: PolicyContext) => self.Operation,
  'IProduct Product': (self: PolicyContext) => self.Product,
  'IRequest Request': (self: PolicyContext) => self.Request,
  'Guid RequestId': (self: PolicyContext) => Guid.parse(self.RequestId) ?? new Guid('0'.repeat(32)),
  'IResponse Response': (self: PolicyContext) => self.Response,
  'ISubscription Subscription': (self: PolicyContext) => self.Subscription,
  'DateTime Timestamp': (self: PolicyContext) => DateTime.fromUnix(self.Timestamp),
  'bool Tracing': (self: PolicyContext) => self.Tracing,
  'void Trace(string message)': (self: PolicyContext, [message]: [string | null]) => {
    self.Trace(message ?? '');
    return null;
  },
  'IUser User': (self: PolicyContext) => self.User,
  'VariablesDictionary<string, object> Variables': (self: PolicyContext) =>
    once(self.Variables, () => new VariablesDictionary(self.Variables, t.object, 'VariablesDictionary')),
  'IWorkspace Workspace': (self: PolicyContext) => self.Workspace ?? null,
});

const request = view('IRequest', {
  'IMessageBody Body': (self: RequestView) => self.Body,
  'X509Certificate2 Certificate': (self: RequestView) => self.Certificate,
  'ValuesDictionary<string, string[]> Headers': (self: RequestView) => lookupOf(self.Headers),
  'string IpAddress': (self: RequestView) => self.IpAddress,
  'IReadOnlyDictionary<string, string> MatchedParameters': (self: RequestView) =>
    textMap(self.MatchedParameters),
  'string Method': (self: RequestView) => self.Method,
  'IUrl OriginalUrl': (self: RequestView) => self.OriginalUrl,
  'IUrl Url': (self: RequestView) => self.Url,
  'IPrivateEndpointConnection PrivateEndpointConnection': (self: RequestView) =>
    self.PrivateEndpointConnection,
  'IFoundry Foundry': (self: RequestView) => self.Foundry ?? null,
});

const response = view('IResponse', {
  'IMessageBody Body': (self: ResponseView) => self.Body,
  'ValuesDictionary<string, string[]> Headers': (self: ResponseView) => lookupOf(self.Headers),
  'int StatusCode': (self: ResponseView) => self.StatusCode,
  'string StatusReason': (self: ResponseView) => self.StatusReason,
});

const body = view('IMessageBody', {
  'T As<T>(bool preserveContent = false)': (self: BodyView, [preserve]: [boolean], call: Call) =>
    bodyAs(self, preserve, call),
  'IDictionary<string, IList<string>> AsFormUrlEncodedContent(bool preserveContent = false)': (
    self: BodyView,
    [preserve]: [boolean],
  ) => {
    const form = new Dictionary(t.string, named('IList', t.string));
    for (const [name, value] of new URLSearchParams(Buffer.from(self.read(preserve)).toString('utf8'))) {
      const known = form.find(name);
      if (known instanceof CsList) known.items.push(value);
      else form.set(name, new CsList(t.string, [value]));
    }
    return form;
  },
});

const url = view('IUrl', {
  'string Host': (self: UrlView) => self.Host,
  'string Path': (self: UrlView) => self.Path,
  'int Port': (self: UrlView) => self.Port,
  'ValuesDictionary<string, string[]> Query': (self: UrlView) => lookupOf(self.Query),
  'string QueryString': (self: UrlView) => self.QueryString,
  'string Scheme': (self: UrlView) => self.Scheme,
  'Uri ToUri()': (self: UrlView) => Uri.absolute(urlText(self)),
  'string ToString()': (self: UrlView) => urlText(self),
});

const api = view('IApi', {
  'string Id': named_.Id,
  'bool IsCurrentRevision': (self: ApiView) => self.IsCurrentRevision,
  'string Name': named_.Name,
  'string Path': (self: ApiView) => self.Path,
  'string Revision': (self: ApiView) => self.Revision,
  'IUrl ServiceUrl': (self: ApiView) => self.ServiceUrl,
  'string Version': (self: ApiView) => self.Version,
  'string Type': (self: ApiView) => self.Type ?? 'http',
  'IWorkspace Workspace': (self: ApiView) => self.Workspace ?? null,
  'IEnumerable<string> Protocols': (self: ApiView) => stringArray(self.Protocols ?? []),
  'ISubscriptionKeyParameterNames SubscriptionKeyParameterNames': (self: ApiView) =>
    new KeyNames(
      self.SubscriptionKeyParameterNames?.Header ?? 'Ocp-Apim-Subscription-Key',
      self.SubscriptionKeyParameterNames?.Query ?? 'subscription-key',
    ),
});

const deployment = view('IDeployment', {
  'IReadOnlyDictionary<string, X509Certificate2> Certificates': (self: DeploymentView) =>
    once(
      self.Certificates,
      () =>
        new VariablesDictionary(
          self.Certificates as ReadonlyMap<string, CertificateView>,
          named('X509Certificate2'),
          'CertificateDictionary',
        ),
    ),
  'IGatewayView Gateway': (self: DeploymentView) => self,
  'string GatewayId': (self: DeploymentView) => self.GatewayId,
  'string Region': (self: DeploymentView) => self.Region,
  'string ServiceId': (self: DeploymentView) => self.ServiceId,
  'string ServiceName': (self: DeploymentView) => self.ServiceName,
  'ISustainabilityInfo SustainabilityInfo': (self: DeploymentView) => self,
});

const lastError = view(
  'ILastError',
  Object.fromEntries(
    (['Source', 'Reason', 'Message', 'Scope', 'Section', 'Path', 'PolicyId'] as const).map((name) => [
      `string ${name}`,
      (self: LastErrorView) => self[name],
    ]),
  ),
);

const product = view('IProduct', {
  'string Id': named_.Id,
  'string Name': named_.Name,
  'ProductState State': (self: ProductView) => enumValue('ProductState', self.State ?? 'Published'),
  'bool ApprovalRequired': (self: ProductView) => self.ApprovalRequired,
  'bool SubscriptionRequired': (self: ProductView) => self.SubscriptionRequired,
  'int? SubscriptionLimit': (self: ProductView) => self.SubscriptionLimit,
  'IEnumerable<IApi> Apis': (self: ProductView) => views(self.Apis, 'IApi'),
  'IEnumerable<IGroup> Groups': (self: ProductView) => views(self.Groups, 'IGroup'),
  'IWorkspace Workspace': (self: ProductView) => self.Workspace ?? null,
});

const subscription = view('ISubscription', {
  'string Id': named_.Id,
  'string Name': named_.Name,
  'string Key': (self: SubscriptionView) => self.Key,
  'string PrimaryKey': (self: SubscriptionView) => self.PrimaryKey,
  'string SecondaryKey': (self: SubscriptionView) => self.SecondaryKey,
  'DateTime CreatedDate': (self: SubscriptionView) => moment(self.CreatedDate),
  'DateTime? StartDate': (self: SubscriptionView) => moment(self.StartDate),
  'DateTime? EndDate': (self: SubscriptionView) => moment(self.EndDate),
});

const user = view('IUser', {
  'string Id': named_.Id,
  'string Email': (self: UserView) => self.Email,
  'string FirstName': (self: UserView) => self.FirstName,
  'string LastName': (self: UserView) => self.LastName,
  'string Note': (self: UserView) => self.Note,
  'DateTime RegistrationDate': (self: UserView) => moment(self.RegistrationDate),
  'IEnumerable<IGroup> Groups': (self: UserView) => views(self.Groups, 'IGroup'),
  'IEnumerable<IUserIdentity> Identities': (self: UserView) => views(self.Identities, 'IUserIdentity'),
});

const graphql = view('IGraphQLDataSource', {
  'JObject Arguments': (self: GraphQLView, _args: [], call: Call) =>
    parseToken(self.argumentsJson, 'JObject', call.run),
  'JObject GraphQLArguments': (self: GraphQLView, _args: [], call: Call) =>
    parseToken(self.argumentsJson, 'JObject', call.run),
  'JObject Parent': (self: GraphQLView, _args: [], call: Call) =>
    self.parentJson === undefined ? null : parseToken(self.parentJson, 'JObject', call.run),
});

const jwt = defineType('Jwt', {
  members: {
    'string Algorithm': (self: Jwt) => textOf(self.header.get('alg')),
    'IEnumerable<string> Audiences': (self: Jwt) => self.claims.find('aud') ?? stringArray([]),
    'ValuesDictionary<string, string[]> Claims': (self: Jwt) => self.claims,
    'DateTime? ExpirationTime': (self: Jwt) => seconds(self, 'exp'),
    'string Id': (self: Jwt) => self.claim('jti'),
    'string Issuer': (self: Jwt) => self.claim('iss'),
    'DateTime? IssuedAt': (self: Jwt) => seconds(self, 'iat'),
    'DateTime? NotBefore': (self: Jwt) => seconds(self, 'nbf'),
    'string Subject': (self: Jwt) => self.claim('sub'),
    'string Type': (self: Jwt) => textOf(self.header.get('typ')),
  },
});

const seconds = (self: Jwt, name: string): Value => {
  const value = self.seconds(name);
  return value === null ? null : DateTime.fromUnix(value * 1000);
};

/** APIM's extension methods of string. */
export const stringMembers = {
  'Jwt AsJwt()': (self: string | null) => (self === null ? null : parseJwt(self)),
  'bool TryParseJwt(out Jwt result)': (self: string | null, [out]: [{ value: Value }]) => {
    out.value = self === null ? null : parseJwt(self);
    return out.value !== null;
  },
  'BasicAuthCredentials AsBasic()': (self: string | null) => (self === null ? null : parseBasic(self)),
  'bool TryParseBasic(out BasicAuthCredentials result)': (self: string | null, [out]: [{ value: Value }]) => {
    out.value = self === null ? null : parseBasic(self);
    return out.value !== null;
  },
} as const;

export const contextTypes: readonly TypeDefinition[] = [
  context,
  request,
  response,
  body,
  url,
  api,
  deployment,
  lastError,
  product,
  subscription,
  user,
  graphql,
  jwt,
  valuesDictionary,
  variables,
  defineType('TextDictionary<K, V>', { kind: 'interface', bases: ['IReadOnlyDictionary<K, V>'] }),
  defineType('CertificateDictionary<K, V>', { kind: 'interface', bases: ['IReadOnlyDictionary<K, V>'] }),
  view('IOperation', {
    'string Id': named_.Id,
    'string Name': named_.Name,
    'string Method': (self: OperationView) => self.Method,
    'string UrlTemplate': (self: OperationView) => self.UrlTemplate,
  }),
  view('IGroup', {
    'string Id': (self: GroupView) => self.Id,
    'string Name': (self: GroupView) => self.Name,
  }),
  view('IUserIdentity', {
    'string Id': named_.Id,
    'string Provider': (self: UserIdentityView) => self.Provider,
  }),
  view('IWorkspace', {
    'string Id': (self: WorkspaceView) => self.Id,
    'string Name': (self: WorkspaceView) => self.Name,
  }),
  // what get-authorization-context stores (reference page of that policy)
  view('Authorization', {
    'string AccessToken': (self: AuthorizationView) => self.AccessToken,
    'VariablesDictionary<string, object> Claims': (self: AuthorizationView) =>
      once(self.Claims, () => new VariablesDictionary(self.Claims, t.object, 'VariablesDictionary')),
  }),
  view('IFoundry', { 'string Deployment': (self: FoundryView) => self.Deployment }),
  view('IGatewayView', {
    'string Id': (self: DeploymentView) => self.GatewayId,
    'string InstanceId': (self: DeploymentView) => self.GatewayId,
    'bool IsManaged': (self: DeploymentView) => self.GatewayId === 'managed',
  }),
  view('ISustainabilityInfo', {
    'string CurrentCarbonIntensity': (self: DeploymentView) =>
      self.SustainabilityInfo?.CurrentCarbonIntensity ?? 'NotAvailable',
  }),
  view('IPrivateEndpointConnection', {
    'string Name': (self: PrivateEndpointConnectionView) => self.Name,
    'string GroupId': (self: PrivateEndpointConnectionView) => self.GroupId,
    'string MemberName': (self: PrivateEndpointConnectionView) => self.MemberName,
  }),
  defineType('ISubscriptionKeyParameterNames', {
    members: {
      'string Header': (self: KeyNames) => self.header,
      'string Query': (self: KeyNames) => self.query,
    },
  }),
  defineType('BasicAuthCredentials', {
    members: {
      'string UserId': (self: BasicCredentials) => self.userId,
      'string Password': (self: BasicCredentials) => self.password,
    },
  }),
];
