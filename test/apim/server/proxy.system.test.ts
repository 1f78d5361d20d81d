import { once } from 'node:events';
import http from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { atEnd, exchangeRaw, headerOf, listen, startBackend, startGateway } from './start.ts';

const open = (backendUrl: string, more: Record<string, unknown> = {}) =>
  startGateway({ apis: [{ id: 'open', path: 'api', backendUrl }], ...more });

describe('a request', () => {
  it('reaches the backend with its method, path, query and body', async () => {
    const backend = atEnd(await startBackend());
    const gateway = atEnd(await open(`${backend.url}/base`));
    await fetch(`${gateway.url}/api/a%20b/c?x=1&y=%26`, { method: 'PUT', body: 'text' });
    expect(backend.received).toMatchObject([{ method: 'PUT', url: '/base/a%20b/c?x=1&y=%26', body: 'text' }]);
  });

  it('loses the headers of its connection and gets the caller’s address', async () => {
    const backend = atEnd(await startBackend());
    const gateway = atEnd(await open(backend.url));
    const lines = [
      'GET /api HTTP/1.1',
      'Host: public.example',
      'Connection: close, X-Hop',
      'X-Hop: 1',
      'TE: trailers',
    ];
    lines.push('X-Forwarded-For: 10.0.0.9', 'X-Kept: yes', '', '');
    await exchangeRaw(gateway.url, lines.join('\r\n'));
    const [received] = backend.received;
    const header = (name: string) => received && headerOf(received, name);
    expect({
      hop: header('x-hop'),
      te: header('te'),
      kept: header('x-kept'),
      forwarded: header('x-forwarded-for'),
      host: header('host'),
    }).toEqual({
      hop: undefined,
      te: undefined,
      kept: 'yes',
      forwarded: '10.0.0.9, 127.0.0.1',
      host: new URL(backend.url).host,
    });
  });

  it('that no API takes gets the 404 of API Management', async () => {
    const backend = atEnd(await startBackend());
    const gateway = atEnd(await open(backend.url));
    const answer = await fetch(`${gateway.url}/apis`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('{ "statusCode": 404, "message": "Resource not found" }');
  });

  it('whose path names another host stays with the API', async () => {
    const backend = atEnd(await startBackend());
    const gateway = atEnd(await open(backend.url));
    await exchangeRaw(gateway.url, 'GET //evil.example/api HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n');
    expect(backend.received).toEqual([]);
  });

  it('is sent again when a kept connection turns out to be closed', async () => {
    let requests = 0;
    const backend = atEnd(
      await listen((request, response) => {
        requests += 1;
        // The second request on a connection is met by its end, as when a backend's keep-alive time is over.
        if (requests === 2) request.socket.destroy();
        else response.end(String(requests));
      }),
    );
    const gateway = atEnd(await open(backend.url));
    const texts = [
      await (await fetch(`${gateway.url}/api`)).text(),
      await (await fetch(`${gateway.url}/api`)).text(),
    ];
    expect(texts).toEqual(['1', '3']);
  });

  it('ends at the backend when the caller goes away', async () => {
    const closed = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const backend = atEnd(
      await listen((request) => {
        request.socket.once('close', () => closed.resolve());
        arrived.resolve();
      }),
    );
    const gateway = atEnd(await open(backend.url));
    const gone = new AbortController();
    const asked = fetch(`${gateway.url}/api`, { signal: gone.signal }).catch(() => 'aborted');
    await arrived.promise;
    gone.abort();
    await closed.promise;
    expect(await asked).toBe('aborted');
  });
});

describe('an answer', () => {
  it('is passed on while it still arrives', async () => {
    const finish = Promise.withResolvers<void>();
    const backend = atEnd(
      await startBackend((response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('first');
        void finish.promise.then(() => response.end('last'));
      }),
    );
    const gateway = atEnd(await open(backend.url));
    const reader = (await fetch(`${gateway.url}/api`)).body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('first');
    finish.resolve();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('last');
  });

  it('keeps its status, its reason and headers that come more than once', async () => {
    const backend = atEnd(
      await startBackend((response) => {
        response.writeHead(418, 'Short and stout', {
          'set-cookie': ['a=1', 'b=2'],
          'x-one': '1',
          connection: 'keep-alive',
        });
        response.end('tea');
      }),
    );
    const gateway = atEnd(await open(backend.url));
    const answer = await fetch(`${gateway.url}/api`);
    expect([
      answer.status,
      answer.statusText,
      answer.headers.getSetCookie(),
      answer.headers.get('x-one'),
      await answer.text(),
    ]).toEqual([418, 'Short and stout', ['a=1', 'b=2'], '1', 'tea']);
  });

  it('to HEAD has the length and no body', async () => {
    const backend = atEnd(
      await startBackend((response) => response.writeHead(200, { 'content-length': '7' }).end()),
    );
    const gateway = atEnd(await open(backend.url));
    const answer = await fetch(`${gateway.url}/api`, { method: 'HEAD' });
    expect([answer.headers.get('content-length'), await answer.text()]).toEqual(['7', '']);
  });

  it('of a backend that is not there is 500, with the activity', async () => {
    const gateway = atEnd(await open('http://127.0.0.1:1'));
    const answer = await fetch(`${gateway.url}/api`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toMatch(
      /^\{ "statusCode": 500, "message": "Internal server error", "activityId": "[0-9a-f-]{36}" \}$/,
    );
  });
});

describe('hostile callers', () => {
  const limits = { maxBodyBytes: 1_000_000, headersTimeoutMs: 300, requestTimeoutMs: 1_000 };

  it('cannot send a body over the limit, declared or not', async () => {
    const backend = atEnd(await startBackend());
    const gateway = atEnd(await open(backend.url, { limits }));
    const declared = await exchangeRaw(
      gateway.url,
      'POST /api HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 100000000\r\n\r\n',
    );
    expect(declared).toContain('HTTP/1.1 413');
    expect(declared).toContain('{ "statusCode": 413, "message": "Request entity too large" }');
    const chunk = new Uint8Array(65_536);
    let sent = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        sent += 1;
        if (sent > 1_600) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const request = fetch(`${gateway.url}/api`, {
      method: 'POST',
      body: endless,
      duplex: 'half',
    } as RequestInit);
    const outcome = await request.then(
      (answer) => answer.status,
      () => 'closed',
    );
    // 100 MB were on offer: the gateway stopped taking them, and the backend never saw the end of the request.
    expect([413, 500, 'closed']).toContain(outcome);
    expect(sent).toBeLessThan(400);
    expect(backend.received).toEqual([]);
    expect((await fetch(`${gateway.url}/api`)).status).toBe(200);
  });

  it('that send their headers byte by byte are cut off while others are answered', async () => {
    const backend = atEnd(await startBackend());
    const gateway = atEnd(await open(backend.url, { limits }));
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    // `once` of node:events would reject with the reset that ends the connection.
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write('GET /api HTTP/1.1\r\nX-Slow: ');
    const drip = setInterval(() => socket.write('a'), 50);
    expect((await fetch(`${gateway.url}/api`)).status).toBe(200);
    socket.resume();
    await closed;
    clearInterval(drip);
  });

  it('get 431 for headers that are too large', async () => {
    const backend = atEnd(await startBackend());
    const gateway = atEnd(await open(backend.url, { limits: { ...limits, maxHeaderBytes: 2048 } }));
    const text = `GET /api HTTP/1.1\r\nHost: h\r\nX: ${'a'.repeat(4000)}\r\n\r\n`;
    expect(await exchangeRaw(gateway.url, text)).toContain('431');
  });

  it('cannot smuggle a second request', async () => {
    const backend = atEnd(await startBackend());
    const gateway = atEnd(await open(backend.url));
    const both =
      'POST /api HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    expect(await exchangeRaw(gateway.url, both)).toContain('400');
    expect(backend.received).toEqual([]);
  });
});

describe('closing', () => {
  it('answers what is under way and takes nothing new', async () => {
    const arrived = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const backend = atEnd(
      await listen((_, response) => {
        arrived.resolve();
        void finish.promise.then(() => response.end('done'));
      }),
    );
    const gateway = await open(backend.url);
    const agent = new http.Agent({ keepAlive: true });
    const underWay = new Promise<string>((resolve, reject) => {
      http
        .get(`${gateway.url}/api`, { agent }, (answer) => {
          let text = '';
          answer.on('data', (chunk) => {
            text += chunk;
          });
          answer.on('end', () => resolve(text));
        })
        .on('error', reject);
    });
    await arrived.promise;
    const closed = gateway.close();
    await expect(fetch(`${gateway.url}/api`)).rejects.toThrow();
    finish.resolve();
    expect(await underWay).toBe('done');
    agent.destroy();
    await closed;
  });

  it('is refused nothing when the port is taken: the error says so', async () => {
    const backend = atEnd(await startBackend());
    const gateway = atEnd(await open(backend.url));
    const { startPolicyGateway } = await import('../../../apim/gateway/server/start-policy-gateway.ts');
    const { readConfiguration } = await import('../../../apim/gateway/server/configuration.ts');
    const configuration = readConfiguration({ host: '127.0.0.1', apis: [{ id: 'a', path: '' }] }, {});
    const again = startPolicyGateway({
      policiesFolder: '.',
      configuration,
      port: Number(new URL(gateway.url).port),
    });
    await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
