import { describe, expect, it } from 'vitest';
import { SendFault } from '../../../apim/gateway/statements/exchange.ts';
import { openGateway, policies } from './open-gateway.ts';

const mark = (name: string) =>
  `<set-header name="X-Marks" exists-action="append"><value>${name}</value></set-header>`;
const marksOf = (gateway: ReturnType<typeof openGateway>) => gateway.forwarded[0]?.headers.text('X-Marks');

describe('scopes', () => {
  it('are put in where base stands, outermost first', async () => {
    const gateway = openGateway(
      {
        'global.xml': policies({ inbound: mark('global') }),
        'product.xml': policies({
          inbound: `${mark('product 1')}<base />${mark('product 2')}`,
          backend: '<base />',
        }),
        'api.policy.xml': policies({ inbound: `<base />${mark('api')}`, backend: '<base />' }),
        'operation.xml': policies({ inbound: `<base />${mark('operation')}`, backend: '<base />' }),
      },
      {
        configuration: {
          globalPolicy: 'global.xml',
          products: [{ id: 'p', policy: 'product.xml' }],
          subscriptions: [{ id: 's', key: 'secret', product: 'p' }],
        },
        api: { operations: [{ id: 'get', method: 'GET', urlTemplate: '/{id}', policy: 'operation.xml' }] },
      },
    );
    await gateway.send({ path: '/api/7', headers: { 'Ocp-Apim-Subscription-Key': 'secret' } });
    expect(marksOf(gateway)).toBe('product 1,global,product 2,api,operation');
  });

  it('are left out where base is', async () => {
    const gateway = openGateway(
      {
        'global.xml': policies({ inbound: mark('global') }),
        'api.policy.xml': policies({ inbound: mark('api') }),
      },
      { configuration: { globalPolicy: 'global.xml' } },
    );
    await gateway.send();
    expect(marksOf(gateway)).toBe('api');
  });

  it('without a document are as if they held base alone', async () => {
    const gateway = openGateway(
      { 'global.xml': policies({ inbound: mark('global') }) },
      { configuration: { globalPolicy: 'global.xml' }, api: { policy: undefined } },
    );
    await gateway.send();
    expect(marksOf(gateway)).toBe('global');
  });

  it('take fragments in as if they were written there', async () => {
    const gateway = openGateway(
      {
        'api.policy.xml': policies({
          inbound: `${mark('a')}<include-fragment fragment-id="f" />${mark('c')}`,
        }),
        'f.xml': `<fragment>${mark('b')}</fragment>`,
      },
      { configuration: { fragments: { f: 'f.xml' } } },
    );
    const { trace } = await gateway.send();
    expect(marksOf(gateway)).toBe('a,b,c');
    expect(trace.statements.map(({ file }) => file.split('/').at(-1))).toContain('f.xml');
  });
});

describe('the pipeline', () => {
  it('forwards nothing where no forward-request is, and runs outbound on an empty 200', async () => {
    const gateway = openGateway({ 'api.policy.xml': policies({ backend: '', outbound: mark('out') }) });
    expect(await gateway.send()).toMatchObject({ status: 200, body: '', headers: { 'X-Marks': 'out' } });
    expect(gateway.forwarded).toEqual([]);
  });

  it('is ended by return-response, without outbound', async () => {
    const stop = '<return-response><set-status code="202" reason="Later" /></return-response>';
    const gateway = openGateway({ 'api.policy.xml': policies({ inbound: stop, outbound: mark('out') }) });
    const { status, headers } = await gateway.send();
    expect([status, headers['X-Marks'], gateway.forwarded.length]).toEqual([202, undefined, 0]);
  });

  it('tells 500 with the activity, and on-error why, when the backend is away', async () => {
    const gateway = openGateway(
      { 'api.policy.xml': policies({ onError: mark('error'), outbound: mark('out') }) },
      {
        respond: () =>
          Promise.reject(new SendFault('connection', 'The backend cannot be reached (ECONNREFUSED).')),
        seams: { guid: () => '00000000-0000-4000-8000-000000000001' },
      },
    );
    const { status, body, headers, trace } = await gateway.send();
    expect([status, headers['X-Marks']]).toEqual([500, 'error']);
    expect(body).toBe(
      '{ "statusCode": 500, "message": "Internal server error", "activityId": "00000000-0000-4000-8000-000000000001" }',
    );
    expect(trace.lastError).toMatchObject({ source: 'forward-request', reason: 'BackendConnectionFailure' });
  });

  it('keeps the answer of an error in on-error itself', async () => {
    const gateway = openGateway({
      'api.policy.xml': policies({
        inbound: '<return-response response-variable-name="none" />',
        onError: '<return-response response-variable-name="none" />',
      }),
    });
    expect((await gateway.send()).status).toBe(500);
  });

  it('answers a preflight by cors alone, whatever stands before it', async () => {
    const cors =
      '<cors><allowed-origins><origin>https://a.example</origin></allowed-origins><allowed-headers><header>*</header></allowed-headers></cors>';
    const stop = '<return-response><set-status code="401" reason="No" /></return-response>';
    const gateway = openGateway({ 'api.policy.xml': policies({ inbound: stop + cors }) });
    const headers = { Origin: 'https://a.example', 'Access-Control-Request-Method': 'POST' };
    const preflight = await gateway.send({ method: 'OPTIONS', headers });
    expect([preflight.status, preflight.headers['Access-Control-Allow-Origin']]).toEqual([
      200,
      'https://a.example',
    ]);
    expect((await gateway.send({ headers })).status).toBe(401);
  });
});

describe('subscription keys', () => {
  const open = () =>
    openGateway(
      { 'api.policy.xml': policies({}) },
      {
        api: { subscriptionRequired: true },
        configuration: { subscriptions: [{ id: 's', key: 'right' }] },
      },
    );

  it('that are missing or wrong get the bodies of API Management, to the byte', async () => {
    const gateway = open();
    const missing = await gateway.send();
    expect(missing).toMatchObject({ status: 401, headers: { 'Content-Type': 'application/json' } });
    expect(missing.body).toBe(
      '{ "statusCode": 401, "message": "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API." }',
    );
    expect(missing.body).toHaveLength(152);
    expect(missing.headers['WWW-Authenticate']).toBe(
      'AzureApiManagementKey realm="https://gateway.example/api",name="Ocp-Apim-Subscription-Key",type="header"',
    );
    const wrong = await gateway.send({ headers: { 'ocp-apim-subscription-key': 'wrong' } });
    expect([wrong.status, wrong.body.length]).toEqual([401, 143]);
    expect(missing.trace.lastError?.reason).toBe('SubscriptionKeyNotFound');
    expect(wrong.trace.lastError?.reason).toBe('SubscriptionKeyInvalid');
  });

  it('that are right let requests through, in the header or the query', async () => {
    const gateway = open();
    expect((await gateway.send({ headers: { 'Ocp-Apim-Subscription-Key': 'right' } })).status).toBe(200);
    expect((await gateway.send({ path: '/api?subscription-key=right' })).status).toBe(200);
  });
});

describe('the trace', () => {
  it('tells of each statement what it changed, and of the one that failed why', async () => {
    const inbound =
      '<set-variable name="v" value="1" /><choose><when condition="true"><set-method>POST</set-method></when></choose><return-response response-variable-name="none" />';
    const gateway = openGateway({ 'api.policy.xml': policies({ inbound }) });
    const { trace } = await gateway.send();
    expect(
      trace.statements.map(({ statement, path, changes, depth }) => ({ statement, path, changes, depth })),
    ).toEqual([
      {
        statement: 'set-variable',
        path: 'set-variable',
        depth: 0,
        changes: [{ what: 'variable v', before: undefined, after: '1' }],
      },
      { statement: 'choose', path: 'choose', depth: 0, changes: [] },
      {
        statement: 'set-method',
        path: 'choose/when[1]/set-method',
        depth: 1,
        changes: [{ what: 'request method', before: 'GET', after: 'POST' }],
      },
      { statement: 'return-response', path: 'return-response', depth: 0, changes: [] },
    ]);
    expect(trace.statements.at(-1)?.error).toContain('none');
  });

  it('shows no secret', async () => {
    const inbound =
      '<set-header name="Authorization"><value>Bearer abcdefghij</value></set-header><set-variable name="note" value="it is hunter2!" /><set-header name="X-Note"><value>eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.</value></set-header>';
    const gateway = openGateway(
      { 'api.policy.xml': policies({ inbound }) },
      { configuration: { namedValues: { password: { value: 'hunter2', secret: true } } } },
    );
    const { trace } = await gateway.send({ path: '/api?code=querysecret' });
    const text = JSON.stringify(trace);
    for (const secret of ['abcdefghij', 'hunter2', 'eyJ', 'querysecret']) expect(text).not.toContain(secret);
    expect(text).toContain('it is •••!');
  });
});
