import http, { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { errorBody } from '../engine/error-answer.ts';
import type { Answer, Exchange } from '../statements/exchange.ts';
import { backendUrl } from '../statements/send/forward-request.ts';
import type { GatewayConfiguration } from './configuration.ts';
import type { Gateway } from './gateway.ts';
import { toNodeHeaders } from './header-rules.ts';
import { incomingOf, requestUrl } from './http-server.ts';

/**
 * WebSockets: the policies run once, at the handshake ("onHandshake", websocket-api), and after it bytes pass both ways
 * unread, as API Management passes the messages of graphql-ws. Whoever is behind has to check each message itself.
 */
export function passWebSockets(
  server: Server,
  gateway: Gateway,
  limits: GatewayConfiguration['limits'],
): void {
  server.on('upgrade', (request: IncomingMessage, caller: Duplex, head: Buffer) => {
    caller.on('error', () => caller.destroy());
    void open(gateway, request, caller, head, limits).catch(() => {
      refuse(caller, 500, errorBody(500, 'Internal server error'));
    });
  });
}

async function open(
  gateway: Gateway,
  request: IncomingMessage,
  caller: Duplex,
  head: Buffer,
  limits: GatewayConfiguration['limits'],
): Promise<void> {
  const url = requestUrl(request);
  if (url === undefined) return refuse(caller, 400, errorBody(400, 'Bad request'));
  if (request.headers.upgrade?.toLowerCase() !== 'websocket' || request.method !== 'GET') {
    return refuse(caller, 400, errorBody(400, 'Bad request'));
  }
  const outcome = await gateway.handshake(incomingOf(request, url, limits.maxBodyBytes, undefined));
  if ('refused' in outcome) return refuseWith(caller, outcome.refused);
  connect(outcome.admitted, caller, head);
}

function connect(exchange: Exchange, caller: Duplex, head: Buffer): void {
  const url = new URL(backendUrl(exchange).replace(/^ws/, 'http'));
  const backend = (url.protocol === 'https:' ? https : http).request(url, {
    headers: { ...toNodeHeaders(exchange.request.headers), Connection: 'Upgrade', Upgrade: 'websocket' },
  });
  backend.once('upgrade', (response, socket, first) => {
    caller.write(head101(response));
    if (first.length > 0) caller.write(first);
    if (head.length > 0) socket.write(head);
    join(caller, socket);
  });
  backend.once('response', (response) => {
    // The backend refuses in its own words.
    const lines = [`HTTP/1.1 ${response.statusCode} ${response.statusMessage}`];
    for (let index = 0; index + 1 < response.rawHeaders.length; index += 2) {
      const name = response.rawHeaders[index] ?? '';
      if (!/^(?:connection|transfer-encoding|keep-alive)$/i.test(name))
        lines.push(`${name}: ${response.rawHeaders[index + 1]}`);
    }
    caller.write(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
    response.pipe(caller);
  });
  backend.once('error', () => refuse(caller, 502, errorBody(502, 'The backend cannot be reached.')));
  caller.once('close', () => backend.destroy());
  backend.end();
}

function head101(response: IncomingMessage): string {
  const lines = ['HTTP/1.1 101 Switching Protocols'];
  for (let index = 0; index + 1 < response.rawHeaders.length; index += 2) {
    lines.push(`${response.rawHeaders[index]}: ${response.rawHeaders[index + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function join(caller: Duplex, backend: Duplex): void {
  for (const [from, to] of [
    [caller, backend],
    [backend, caller],
  ] as const) {
    from.once('error', () => to.destroy());
    from.once('close', () => to.destroy());
    from.pipe(to);
  }
}

function refuseWith(caller: Duplex, answer: Answer): void {
  const body = Buffer.from(answer.body.buffered ?? '');
  const lines = [`HTTP/1.1 ${answer.statusCode} ${STATUS_CODES[answer.statusCode] ?? answer.statusReason}`];
  for (const [name, values] of answer.headers.entries()) {
    if (name.toLowerCase() === 'content-length') continue;
    for (const value of values) lines.push(`${name}: ${value.replaceAll(/[\r\n]/g, ' ')}`);
  }
  lines.push(`Content-Length: ${body.length}`, 'Connection: close');
  caller.end(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]));
}

function refuse(caller: Duplex, statusCode: number, body: string): void {
  if (!caller.writable) return;
  caller.end(
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
