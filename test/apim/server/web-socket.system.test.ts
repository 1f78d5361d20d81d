import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { atEnd, listen, startGateway } from './start.ts';

const policy = (inbound: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'policies-'));
  const text = `<policies><inbound>${inbound}</inbound><backend><forward-request /></backend><outbound /><on-error /></policies>`;
  writeFileSync(join(folder, 'api.policy.xml'), text);
  return folder;
};

async function start(inbound: string) {
  const backend = await listen((_, response) => void response.writeHead(404).end());
  const sockets = new WebSocketServer({ server: backend.server, path: '/graphql' });
  const handshakes: (string | undefined)[] = [];
  sockets.on('connection', (socket, request) => {
    handshakes.push(request.headers['x-set'] as string | undefined);
    socket.on('message', (text) => socket.send(`echo ${text}`));
  });
  const gateway = await startGateway(
    {
      apis: [
        {
          id: 'g',
          path: 'graphql',
          type: 'graphql',
          backendUrl: `${backend.url}/graphql`,
          policy: 'api.policy.xml',
        },
      ],
    },
    { folder: policy(inbound) },
  );
  return {
    url: `${gateway.url.replace('http', 'ws')}/graphql`,
    handshakes,
    async [Symbol.asyncDispose]() {
      await gateway.close(50);
      sockets.close();
      await backend[Symbol.asyncDispose]();
    },
  };
}

describe('a WebSocket', () => {
  it('passes through once the policies of the handshake let it, with what they set', async () => {
    const stack = atEnd(await start('<set-header name="X-Set"><value>1</value></set-header>'));
    const socket = new WebSocket(stack.url, 'graphql-transport-ws');
    const first = new Promise((resolve) => socket.once('message', (text) => resolve(String(text))));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send('hello');
    expect(await first).toBe('echo hello');
    expect(stack.handshakes).toEqual(['1']);
    socket.close();
    await new Promise((resolve) => socket.once('close', resolve));
  });

  it('is refused with the answer of the policies', async () => {
    const stack = atEnd(
      await start(
        '<return-response><set-status code="401" reason="No" /><set-body>who?</set-body></return-response>',
      ),
    );
    const socket = new WebSocket(stack.url);
    socket.on('error', () => {});
    const refused = await new Promise<{ status: number | undefined; body: string }>((resolve) => {
      socket.once('unexpected-response', (_, response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode, body }));
      });
    });
    expect(refused).toEqual({ status: 401, body: 'who?' });
  });

  it('skips policies that no handshake runs', async () => {
    const stack = atEnd(await start('<set-body>x</set-body><set-method>POST</set-method>'));
    const socket = new WebSocket(stack.url);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    socket.close();
    expect(stack.handshakes).toHaveLength(1);
  });
});
