import { connect } from 'node:net';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MeridianError } from '../../src/errors.ts';
import { ask, type ShopServer, startShop } from './start-shop.ts';

let shop: ShopServer;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.close(1_000));

describe('GraphQL over HTTP', () => {
  let open: ShopServer;
  beforeAll(async () => {
    open = await startShop({ settings: { introspection: true } });
  });
  afterAll(() => open.close(1_000));

  const audits = serverAudits({
    url: () => `${open.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, {
        ...init,
        // A GET without the second header is refused: a link on another site could send it.
        headers: { ...init.headers, authorization: 'Bearer shopper', 'apollo-require-preflight': 'yes' },
      }),
  });
  test.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_name, audit) => {
    const result = await audit.fn();
    expect(result.status === 'ok' ? '' : result.reason).toBe('');
  });
});

describe('a request', () => {
  test('without a token is answered 401, before its body is looked at', async () => {
    const { status, headers, body } = await ask(shop.url, '{', {}, { authorization: '' });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(body.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('gets its request id back, and one of ours where it has none', async () => {
    const given = await ask(shop.url, '{ __typename }', {}, { 'x-request-id': 'apim-1' });
    expect(given.headers.get('x-request-id')).toBe('apim-1');
    const made = await ask(shop.url, '{ __typename }', {}, { 'x-request-id': 'not an id <script>' });
    expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('is told what it cost', async () => {
    const { headers } = await ask(shop.url, '{ items(zone: NORTH, first: 7) { id } }');
    expect(headers.get('x-graphql-cost')).toBe('7');
  });

  test('over the cost limit runs nothing and is told both numbers', async () => {
    const { status, headers, body } = await ask(shop.url, '{ items(zone: NORTH, first: 5000) { id } }');
    expect(status).toBe(400);
    expect(body).not.toHaveProperty('data');
    expect(body.errors?.[0]?.extensions).toEqual({ code: 'COST_LIMIT_EXCEEDED', cost: 5_000, limit: 1_000 });
    expect(headers.get('x-graphql-cost')).toBe('5000');
  });

  test('with more tokens than are allowed is not read to its end', async () => {
    const { status, body } = await ask(shop.url, `{ ${'__typename '.repeat(1_100)} }`);
    expect(status).toBe(400);
    expect(body.errors?.[0]?.extensions.code).toBe('GRAPHQL_PARSE_FAILED');
  });

  test.each<[string, string, number]>([
    ['too large a body', JSON.stringify({ query: `{ echo(text: "${'x'.repeat(21_000)}") }` }), 413],
    ['broken JSON', '{"query": ', 400],
    ['a prototype in JSON', '{"query": "{ __typename }", "variables": {"__proto__": {"a": 1}}}', 400],
    ['a list of operations', '[{"query": "{ __typename }"}]', 400],
    ['no query', '{"variables": {}}', 400],
  ])('with %s is BAD_USER_INPUT', async (_name, body, status) => {
    const response = await fetch(`${shop.url}/graphql`, {
      method: 'POST',
      headers: { authorization: 'Bearer shopper', 'content-type': 'application/json' },
      body,
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  test('of a form, as a page of another site can send it, is refused', async () => {
    const response = await fetch(`${shop.url}/graphql`, {
      method: 'POST',
      headers: { authorization: 'Bearer shopper', 'content-type': 'text/plain' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  });

  test('to another path is answered 404 in the shape of an answer', async () => {
    const response = await fetch(`${shop.url}/nothing`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});

describe('errors', () => {
  test('of a resolver say nothing, and are in the log with the ids that the caller has', async () => {
    const { status, body, headers } = await ask(shop.url, '{ fails items(zone: NORTH, first: 1) { id } }');
    expect(status).toBe(200);
    expect(body.data).toEqual({ fails: null, items: [{ id: 'item-0' }] });
    expect(JSON.stringify(body)).not.toMatch(/SELECT|vault|\.ts/);
    expect(body.errors?.[0]).toMatchObject({
      path: ['fails'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    const record = shop.records.find(({ requestId }) => requestId === headers.get('x-request-id'));
    expect(record).toMatchObject({ path: ['fails'], err: { message: expect.stringContaining('vault') } });
  });

  test('are the same once an operation is compiled', async () => {
    const query = '{ fails failsHard }';
    const texts = new Set<string>();
    for (let run = 0; run < 5; run++) texts.add(JSON.stringify((await ask(shop.url, query)).body));
    expect(texts.size).toBe(1);
    expect([...texts][0]).toContain('"locations":[{"line":1,"column":9}]');
  });

  test('that are meant for the caller reach it whole once an operation is compiled', async () => {
    const refused = new MeridianError('CONFLICT', 'Somebody was faster.', { version: 2 });
    const server = await startShop({ resolvers: { 'Query.echo': () => Promise.reject(refused) } });
    for (let run = 0; run < 5; run++) {
      const { body } = await ask(server.url, '{ echo }');
      expect(body.errors).toEqual([
        expect.objectContaining({ message: refused.message, extensions: { code: 'CONFLICT', version: 2 } }),
      ]);
    }
    await server.close(1_000);
  });

  test('do not hint at names where the schema may not be read', async () => {
    const { body } = await ask(shop.url, '{ itemz(zone: NORTH) { id } }');
    expect(body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(JSON.stringify(body)).not.toContain('Did you mean');
  });

  test('of introspection are those of validation where the schema may not be read', async () => {
    const { body } = await ask(shop.url, '{ __schema { queryType { name } } }');
    expect(body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  test('of variables say which one', async () => {
    const query = 'query ($n: Int!) { items(zone: NORTH, first: $n) { id } }';
    // More often than it takes to be compiled.
    for (let run = 0; run < 5; run++) {
      const { status, body } = await ask(shop.url, query, { n: 'x' });
      expect(status).toBe(400);
      expect(body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(body.errors?.[0]?.message).toContain('$n');
    }
  });

  test('of a missing operation name are the caller’s', async () => {
    const { status, body } = await ask(shop.url, 'query A { __typename } query B { __typename }');
    expect(status).toBe(400);
    expect(body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('quote no more than a little of a long request', async () => {
    const { body } = await ask(shop.url, 'query ($n: Int!) { items(zone: NORTH, first: $n) { id } }', {
      n: 'x'.repeat(10_000),
    });
    expect(JSON.stringify(body).length).toBeLessThan(1_000);
  });
});

describe('regions', () => {
  test.each([
    ['an enum', 'query ($z: Zone = SOUTH) { a: items(zone: $z) { id } }', ['a']],
    ['an id', '{ item(id: "south:1") { id } }', ['item']],
    [
      'a list of ids',
      'query ($ids: [ID!]! = ["north:1", "south:2"]) { things(ids: $ids) { id } }',
      ['things'],
    ],
  ])('that the caller may not see are refused before anything runs: %s', async (_name, query, path) => {
    const { status, body } = await ask(shop.url, query);
    expect(status).toBe(403);
    expect(body).toEqual({
      errors: [expect.objectContaining({ path, extensions: { code: 'FORBIDDEN', region: 'south' } })],
    });
  });
});

describe('the probes', () => {
  test('say that the process runs, and whether the database answers', async () => {
    let ready = true;
    const server = await startShop({ isReady: async () => ready });
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    expect((await fetch(`${server.url}/ready`)).status).toBe(200);
    ready = false;
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    expect((await fetch(`${server.url}/ready`)).status).toBe(503);
    await server.close(1_000);
  });
});

describe('stopping', () => {
  test('lets a running operation end, and takes no new connection', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    const server = await startShop({
      resolvers: {
        'Query.echo': async () => {
          start();
          await released;
          return 'done';
        },
      },
    });
    const answer = ask(server.url, '{ echo }');
    await started;
    const closed = server.close(5_000);
    await expect
      .poll(() =>
        fetch(`${server.url}/health`).then(
          ({ status }) => status,
          () => 'refused',
        ),
      )
      .toBe('refused');
    release();
    expect((await answer).body.data).toEqual({ echo: 'done' });
    await closed;
  });

  test('does not wait for longer than it may', async () => {
    const server = await startShop({ resolvers: { 'Query.echo': () => new Promise(() => {}) } });
    const { port } = new URL(server.url);
    const idle = connect(Number(port), '127.0.0.1');
    idle.on('error', () => {});
    const answer = ask(server.url, '{ echo }').then(
      () => 'answered',
      () => 'dropped',
    );
    await expect.poll(() => idle.readyState).toBe('open');
    const start = performance.now();
    await server.close(200);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(await answer).toBe('dropped');
    idle.destroy();
  });
});

describe('an operation that hangs', () => {
  test('is answered at its deadline', async () => {
    const server = await startShop({
      resolvers: { 'Query.echo': () => new Promise(() => {}) },
      executor: { settings: { costLimit: 100, authorizationMode: 'partial', timeoutMs: 100 } },
    });
    const { status, body } = await ask(server.url, '{ echo }');
    expect(status).toBe(503);
    expect(body.errors?.[0]?.extensions.code).toBe('UNAVAILABLE');
    await server.close(100);
  });
});

describe('the Sandbox page', () => {
  test('is at / in development, without a token, and posts to the endpoint', async () => {
    const server = await startShop({ settings: { development: true, introspection: true } });
    const response = await fetch(server.url, { headers: { accept: 'text/html' } });
    expect(response.headers.get('content-type')).toContain('text/html');
    const page = await response.text();
    expect(page).toContain('embeddable-sandbox.cdn.apollographql.com');
    expect(page).toContain("initialEndpoint = new URL('/graphql', window.location.href).href");
    await server.close(100);
  });

  test('gives no data away', async () => {
    const server = await startShop({ settings: { development: true } });
    const response = await fetch(
      `${server.url}/graphql?query=${encodeURIComponent('{ items(zone: NORTH) { id } }')}`,
      {
        headers: { accept: 'text/html;q=0.1, application/json', 'apollo-require-preflight': 'yes' },
      },
    );
    expect(response.status).toBe(401);
    await server.close(100);
  });

  test('is not there in production', async () => {
    expect((await fetch(shop.url, { headers: { accept: 'text/html' } })).status).toBe(404);
    expect((await fetch(`${shop.url}/graphql`, { headers: { accept: 'text/html' } })).status).toBe(401);
  });
});
