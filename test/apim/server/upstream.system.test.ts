import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createUpstream } from '../../../apim/gateway/server/upstream.ts';
import type { OutgoingRequest } from '../../../apim/gateway/statements/exchange.ts';
import { HeaderList } from '../../../apim/gateway/statements/http/header-list.ts';
import { atEnd, listen, startBackend } from './start.ts';

const KEPT = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** A backend that speaks TCP: what it does with the n-th request, counted over all connections. */
async function startSocketBackend(respond: (socket: Socket, count: number) => void) {
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      heads.push(chunk.toString().split('\r\n')[0] ?? '');
      respond(socket, heads.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, heads };
}

function client() {
  const upstream = createUpstream({ maxBodyBytes: 1024 * 1024, certificate: () => undefined });
  onTestFinished(() => upstream.close());
  return (url: string, more: Partial<OutgoingRequest> = {}) =>
    upstream.send({
      method: 'GET',
      url,
      headers: new HeaderList(),
      body: undefined,
      timeoutMilliseconds: 30_000,
      followRedirects: false,
      signal: undefined,
      certificate: undefined,
      proxy: undefined,
      streams: false,
      ...more,
    });
}

/** The first request is answered, the second loses its connection, the third is answered. */
const losingTheSecond = (socket: Socket, count: number) =>
  count === 2 ? socket.destroy() : void socket.write(KEPT);

describe('a connection that is lost before the answer', () => {
  it('is opened again for a request that can be made twice', async () => {
    const backend = await startSocketBackend(losingTheSecond);
    const send = client();
    await send(backend.url);
    expect((await send(backend.url)).statusCode).toBe(200);
    expect(backend.heads).toHaveLength(3);
  });

  it('is the error of a POST: the backend may have done what it says', async () => {
    const backend = await startSocketBackend(losingTheSecond);
    const send = client();
    await send(backend.url);
    const post = send(backend.url, { method: 'POST', body: Buffer.from('mutation') });
    await expect(post).rejects.toMatchObject({ name: 'SendFault', kind: 'connection' });
    expect(backend.heads).toHaveLength(2);
  });

  it('is an error when it is lost a second time', async () => {
    const backend = await startSocketBackend((socket) => void socket.destroy());
    await expect(client()(backend.url)).rejects.toMatchObject({ kind: 'connection' });
    expect(backend.heads).toHaveLength(2);
  });
});

describe('an answer', () => {
  it('that ends before its length is an error of the connection', async () => {
    const backend = await startSocketBackend((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'),
    );
    await expect(client()(backend.url)).rejects.toMatchObject({
      kind: 'connection',
      message: 'The backend cut its answer off.',
    });
  });

  it('that breaks off in a stream is an error to whoever reads it', async () => {
    const backend = await startSocketBackend((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'),
    );
    const answer = await client()(backend.url);
    await expect(answer.body.text()).rejects.toThrow();
  });

  it('that nobody can read as HTTP is an error of the connection', async () => {
    const backend = await startSocketBackend((socket) => void socket.end('SSH-2.0-OpenSSH\r\n'));
    await expect(client()(backend.url)).rejects.toMatchObject({ kind: 'connection' });
  });

  it('that does not come in time is a timeout', async () => {
    const backend = await startSocketBackend(() => {});
    await expect(client()(backend.url, { timeoutMilliseconds: 50 })).rejects.toMatchObject({
      kind: 'timeout',
    });
  });

  it('of many megabytes goes through piece by piece', async () => {
    const piece = Buffer.alloc(64 * 1024, 'x');
    const backend = atEnd(
      await listen((_, response) => {
        let left = 12;
        const more = () => {
          while (left > 0) {
            left -= 1;
            if (!response.write(piece)) return void response.once('drain', more);
          }
          response.end();
        };
        more();
      }),
    );
    const answer = await client()(`${backend.url}/`);
    expect((await answer.body.bytes()).length).toBe(12 * piece.length);
  });
});

describe('a request', () => {
  it('ends when its caller goes away', async () => {
    const gone = new AbortController();
    const backend = await startSocketBackend(() => gone.abort());
    await expect(client()(backend.url, { signal: gone.signal })).rejects.toMatchObject({
      kind: 'connection',
    });
  });

  it('that cannot be written as HTTP is an error of the connection', async () => {
    const headers = new HeaderList([['X-Bad', 'a\u0000b']]);
    await expect(client()('http://127.0.0.1:1/', { headers })).rejects.toMatchObject({ kind: 'connection' });
  });

  it('follows a redirect with its body where the status says so', async () => {
    const target = atEnd(await startBackend());
    const backend = atEnd(
      await startBackend((response) => response.writeHead(307, { location: `${target.url}/there` }).end()),
    );
    await client()(`${backend.url}/`, { method: 'PUT', body: Buffer.from('text'), followRedirects: true });
    expect(target.received).toMatchObject([{ method: 'PUT', url: '/there', body: 'text' }]);
  });

  it('follows a redirect with GET and without credentials to another host', async () => {
    const target = atEnd(await startBackend());
    const backend = atEnd(
      await startBackend((response) => response.writeHead(302, { location: `${target.url}/there` }).end()),
    );
    const headers = new HeaderList([['Authorization', 'Bearer secret']]);
    await client()(`${backend.url}/`, {
      method: 'POST',
      body: Buffer.from('text'),
      headers,
      followRedirects: true,
    });
    expect(target.received).toMatchObject([{ method: 'GET', url: '/there', body: '' }]);
    expect(target.received[0]?.raw.map((each) => each.toLowerCase())).not.toContain('authorization');
  });
});
