import type {
  AuthorizationView,
  DeploymentView,
  FoundryView,
  GraphQLView,
  GroupView,
  LastErrorView,
  OperationView,
  PolicyContext,
  PrivateEndpointConnectionView,
  UserIdentityView,
  WorkspaceView,
} from '../../context.ts';
import { t } from '../../type-ref.ts';
import { defineType, type TypeDefinition } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import { Guid } from '../../values/guid.ts';
import { parseToken } from '../../values/json-convert.ts';
import type { BasicCredentials } from '../../values/jwt.ts';
import { DateTime, TimeSpan } from '../../values/time.ts';
import { api, deployment, type KeyNames, product } from './api.ts';
import { body } from './body.ts';
import { named_, once, VariablesDictionary, valuesDictionary, variables, view } from './dictionaries.ts';
import { jwt } from './jwt.ts';
import { request, response, url } from './message.ts';
import { subscription, user } from './person.ts';

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

const lastError = view(
  'ILastError',
  Object.fromEntries(
    (['Source', 'Reason', 'Message', 'Scope', 'Section', 'Path', 'PolicyId'] as const).map((name) => [
      `string ${name}`,
      (self: LastErrorView) => self[name],
    ]),
  ),
);

const graphql = view('IGraphQLDataSource', {
  'JObject Arguments': (self: GraphQLView, _args: [], call: Call) =>
    parseToken(self.argumentsJson, 'JObject', call.run),
  'JObject GraphQLArguments': (self: GraphQLView, _args: [], call: Call) =>
    parseToken(self.argumentsJson, 'JObject', call.run),
  'JObject Parent': (self: GraphQLView, _args: [], call: Call) =>
    self.parentJson === undefined ? null : parseToken(self.parentJson, 'JObject', call.run),
});

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
