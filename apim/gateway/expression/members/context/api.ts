import type { ApiView, CertificateView, DeploymentView, ProductView } from '../../context.ts';
import { named } from '../../type-ref.ts';
import { DotnetObject, type TypeRef } from '../../value.ts';
import { stringArray } from '../../values/collection.ts';
import { enumValue } from '../enums.ts';
import { named_, once, VariablesDictionary, view, views } from './dictionaries.ts';

export class KeyNames extends DotnetObject {
  readonly header: string;
  readonly query: string;
  readonly dotnetType: TypeRef = named('ISubscriptionKeyParameterNames');
  constructor(header: string, query: string) {
    super();
    this.header = header;
    this.query = query;
  }
}

export const api = view('IApi', {
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

export const deployment = view('IDeployment', {
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

export const product = view('IProduct', {
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
