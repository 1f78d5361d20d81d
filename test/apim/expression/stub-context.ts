import type { ResponseView, Value } from '../../../apim/gateway/expression/index.ts';
import {
  type BodyView,
  compileExpression,
  headerLookup,
  jsonValue,
  type PolicyContext,
  type UrlView,
} from '../../../apim/gateway/expression/index.ts';

/** The same values as test/apim/expression/oracle/Context.cs. */
export const bodyText =
  '{"name":"Ada","age":36,"score":9.5,"tags":["a","b"],"address":{"city":"Oslo","zip":null},"active":true,"born":"2020-01-02T03:04:05Z"}';

const body: BodyView = { type: 'IMessageBody', read: () => new Uint8Array(Buffer.from(bodyText)) };

const url: UrlView = {
  type: 'IUrl',
  Scheme: 'https',
  Host: 'api.contoso.com',
  Port: 443,
  Path: '/orders/42',
  QueryString: '?a=1&b=2&b=3',
  Query: headerLookup([
    ['a', '1'],
    ['b', ['2', '3']],
  ]),
};

const response: ResponseView = {
  type: 'IResponse',
  Body: body,
  Headers: headerLookup([['Content-Type', 'application/json']]),
  StatusCode: 200,
  StatusReason: 'OK',
};

/** A fresh context; `Variables` holds one value of each kind. */
export function stubContext(): PolicyContext {
  const context: PolicyContext = {
    type: 'IProxyRequestContext',
    Api: {
      type: 'IApi',
      Id: 'orders-api',
      Name: 'Orders',
      Path: 'orders',
      Version: null,
      Revision: '1',
      IsCurrentRevision: true,
      ServiceUrl: url,
    },
    Deployment: {
      type: 'IDeployment',
      Certificates: new Map(),
      GatewayId: 'managed',
      Region: 'West Europe',
      ServiceId: 's',
      ServiceName: 'contoso',
    },
    Elapsed: 1500,
    LastError: null,
    Operation: {
      type: 'IOperation',
      Id: 'get-order',
      Method: 'GET',
      Name: 'Get order',
      UrlTemplate: '/orders/{id}',
    },
    Product: null,
    Request: {
      type: 'IRequest',
      Body: body,
      Certificate: null,
      Headers: headerLookup([
        ['Accept', ['text/html', 'application/json']],
        ['X-Id', '7'],
        ['Authorization', 'Basic YWRhOnNlY3JldDp4'],
      ]),
      IpAddress: '10.1.2.3',
      MatchedParameters: new Map([['id', '42']]),
      Method: 'POST',
      OriginalUrl: url,
      Url: url,
      PrivateEndpointConnection: null,
    },
    RequestId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    Response: response,
    Subscription: null,
    Timestamp: Date.UTC(2026, 0, 2, 3, 4, 5),
    Tracing: false,
    User: {
      type: 'IUser',
      Id: 'u1',
      Email: 'ada@contoso.com',
      FirstName: 'Ada',
      LastName: 'Lovelace',
      Note: '',
      RegistrationDate: 0,
      Groups: [
        { type: 'IGroup', Id: 'g1', Name: 'Developers' },
        { type: 'IGroup', Id: 'g2', Name: 'Admins' },
      ],
      Identities: [],
    },
    Variables: new Map<string, Value>([
      ['text', 'hello'],
      ['number', 5],
      ['long', 5n],
      ['flag', true],
      ['null', null],
      ['json', jsonValue(bodyText)],
      ['bytes', Uint8Array.of(1, 2, 255)],
      ['response', response],
    ]),
    Trace: () => {},
  };
  for (const [name, expression] of variableExpressions)
    context.Variables.set(name, expression.evaluate(context));
  return context;
}

const variableExpressions = (
  [
    ['double', '2.5'],
    ['decimal', '1.10m'],
    ['date', 'new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc)'],
    ['guid', 'Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e")'],
    ['list', 'new List<string> { "x", "y" }'],
  ] as const
).map(([name, source]) => [name, compileExpression(source, { kind: 'expression' })] as const);
