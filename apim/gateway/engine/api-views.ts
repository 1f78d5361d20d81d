import type {
  ApiView,
  DeploymentView,
  OperationView,
  ProductView,
  SubscriptionView,
  UserView,
} from '../expression/index.ts';
import { urlView } from './message-view.ts';

/** What expressions may ask about where a request belongs; the same for all requests of one API and subscription. */
export type Belonging = {
  readonly api: ApiView | null;
  readonly operation: OperationView | null;
  readonly product: ProductView | null;
  readonly subscription: SubscriptionView | null;
  readonly user: UserView | null;
};

/** A request that belongs nowhere. */
export const BELONGS_NOWHERE: Belonging = {
  api: null,
  operation: null,
  product: null,
  subscription: null,
  user: null,
};

/** An API as `context.Api` shows it. */
export function apiView(api: {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly backendUrl: string | undefined;
  readonly type?: string;
}): ApiView {
  return {
    type: 'IApi',
    Id: api.id,
    IsCurrentRevision: true,
    Name: api.name,
    Path: api.path,
    Revision: '1',
    ServiceUrl: api.backendUrl === undefined ? null : urlView(new URL(api.backendUrl)),
    Version: null,
    Workspace: null,
    Type: api.type ?? 'http',
    Protocols: ['http'],
    SubscriptionKeyParameterNames: { Header: 'Ocp-Apim-Subscription-Key', Query: 'subscription-key' },
  };
}

/** An operation as `context.Operation` shows it. */
export function operationView(operation: {
  readonly id: string;
  readonly name: string;
  readonly method: string;
  readonly urlTemplate: string;
}): OperationView {
  return {
    type: 'IOperation',
    Id: operation.id,
    Method: operation.method,
    Name: operation.name,
    UrlTemplate: operation.urlTemplate,
  };
}

/** A product as `context.Product` shows it. */
export function productView(id: string, name: string): ProductView {
  return {
    type: 'IProduct',
    Id: id,
    Name: name,
    State: 'Published',
    ApprovalRequired: false,
    SubscriptionRequired: true,
    SubscriptionLimit: null,
    Apis: [],
    Groups: [],
    Workspace: null,
  };
}

/** A subscription as `context.Subscription` shows it. */
export function subscriptionView(id: string, name: string, key: string): SubscriptionView {
  return {
    type: 'ISubscription',
    Id: id,
    Name: name,
    Key: key,
    PrimaryKey: key,
    SecondaryKey: key,
    CreatedDate: 0,
    StartDate: null,
    EndDate: null,
  };
}

/** The deployment as `context.Deployment` shows it. */
export function deploymentView(deployment: {
  readonly region: string;
  readonly serviceName: string;
  readonly gatewayId: string;
}): DeploymentView {
  return {
    type: 'IDeployment',
    Certificates: new Map(),
    GatewayId: deployment.gatewayId,
    Region: deployment.region,
    ServiceId: deployment.serviceName,
    ServiceName: deployment.serviceName,
  };
}
