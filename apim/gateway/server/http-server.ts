import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import { Readable } from 'node:stream';
import { errorBody } from '../engine/error-answer.ts';
import type { Answer } from '../statements/exchange.ts';
import { HeaderList } from '../statements/http/header-list.ts';
import { MessageBody } from '../statements/http/message-body.ts';
import { boundedBody } from './bounded-body.ts';
import type { GatewayConfiguration } from './configuration.ts';
import type { Gateway, Incoming } from './gateway.ts';
import { addForwardedFor, callerAddress, passedOn, toRawHeaders } from './header-rules.ts';
import type { OwnPages } from './own-pages.ts';

const MAX_DRAINED = 64 * 1024;
const CONTENT_LENGTH = ['content-length'];

/** An HTTP server in front of a gateway: messages read and written, sizes and times bounded. */
export function createHttpServer(
  gateway: Gateway,
  own: OwnPages,
  limits: GatewayConfiguration['limits'],
): Server {
  const server = createServer({
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: Math.min(1_000, limits.headersTimeoutMs),
  });
  server.maxConnections = limits.maxConnections;
  server.on('request', (request, response) => {
    const page = own.find(request);
    if (page !== undefined) page(request, response);
    else void exchange(gateway, request, response, limits);
  });
  return server;
}

async function exchange(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
  limits: GatewayConfiguration['limits'],
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  try {
    const url = requestUrl(request);
    if (url === undefined) return sendPlain(response, 400, 'Bad request');
    const length = Number(request.headers['content-length'] ?? 0);
    if (length > limits.maxBodyBytes) return sendPlain(response, 413, 'Request entity too large');
    const answer = await gateway.answer(incomingOf(request, url, limits.maxBodyBytes, gone.signal));
    await sendAnswer(answer, request, response);
  } catch {
    // The gateway answers for all that policies can do; what is left is a caller or a backend that went away.
    if (!response.headersSent) sendPlain(response, 500, 'Internal server error');
    else response.destroy();
  }
}

/** A request as the gateway takes it. */
export function incomingOf(
  request: IncomingMessage,
  url: URL,
  maxBodyBytes: number,
  signal: AbortSignal | undefined,
): Incoming {
  const headers = new HeaderList(passedOn(request.rawHeaders));
  const ipAddress = callerAddress(request.socket.remoteAddress);
  addForwardedFor(headers, ipAddress);
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || (request.headers['content-length'] ?? '0') !== '0';
  const body = new MessageBody(hasBody ? boundedBody(request, maxBodyBytes) : undefined, maxBodyBytes);
  return { method: request.method ?? 'GET', url, headers, body, ipAddress, signal };
}

/** The URL that was asked for; undefined when it is none. */
export function requestUrl({ url = '/', headers }: IncomingMessage): URL | undefined {
  const path = url.startsWith('/') ? url : (URL.parse(url)?.pathname ?? '');
  // `//host/path` would be read as another host.
  return URL.parse(`http://${headers.host ?? 'localhost'}${path.replace(/^\/+/, '/')}`) ?? undefined;
}

async function sendAnswer(answer: Answer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const content = answer.body.take();
  const isStream = content !== undefined && !(content instanceof Uint8Array);
  // The length in the backend's answer to HEAD is that of a body which nobody sent.
  const keepsLength = isStream || (request.method === 'HEAD' && content === undefined);
  const headers = toRawHeaders(answer.headers, keepsLength ? [] : CONTENT_LENGTH);
  const hasNoBody = request.method === 'HEAD' || answer.statusCode === 204 || answer.statusCode === 304;
  if (!isStream && !hasNoBody) headers.push('Content-Length', String(content?.length ?? 0));
  if (isMuchLeft(request)) headers.push('Connection', 'close');
  response.writeHead(answer.statusCode, reasonOf(answer), headers);
  if (!isStream || hasNoBody) {
    response.end(hasNoBody || isStream ? undefined : content);
    if (isStream && content instanceof Readable) content.resume();
    return;
  }
  await pipe(content instanceof Readable ? content : Readable.from(content), response);
}

/** Whether the caller still sends so much that nobody reads that a new connection costs less than reading it. */
function isMuchLeft({ complete, headers }: IncomingMessage): boolean {
  if (complete) return false;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > MAX_DRAINED;
}

/** Sends a stream as it arrives; when either end goes away, so does the other. */
function pipe(content: Readable, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    content.once('error', () => response.destroy());
    response.once('close', () => {
      content.destroy();
      resolve();
    });
    content.pipe(response);
  });
}

function reasonOf({ statusCode, statusReason }: Answer): string {
  const isSafe = /^[\t\x20-\x7e]+$/.test(statusReason);
  return isSafe ? statusReason : (STATUS_CODES[statusCode] ?? 'unknown');
}

function sendPlain(response: ServerResponse, statusCode: number, message: string): void {
  const body = errorBody(statusCode, message);
  response.writeHead(statusCode, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  });
  response.end(body);
}
