import { Readable } from 'node:stream';
import { Agent, errors } from 'undici';
import { type Answer, type OutgoingRequest, SendFault } from '../statements/exchange.ts';
import { HeaderList } from '../statements/http/header-list.ts';
import { MessageBody } from '../statements/http/message-body.ts';
import { ConnectionLost, dispatch, type Received } from './dispatch.ts';
import { passedOn, toRawHeaders } from './header-rules.ts';
import { throughProxy, type Way } from './proxy-tunnel.ts';

/** A client of backends: connections are kept alive, what can be done twice is sent again when one was lost. */
export type Upstream = {
  send(request: OutgoingRequest): Promise<Answer>;
  close(): void;
};

/** A certificate for mutual TLS, as Node takes it. */
export type ClientCertificateFiles = {
  readonly cert?: string;
  readonly key?: string;
  readonly pfx?: Buffer;
  readonly passphrase?: string;
};

/** What the client asks of the configuration. */
export type UpstreamOptions = {
  readonly maxBodyBytes: number;
  /** The certificate of an authentication-certificate statement. */
  readonly certificate: (
    wanted: NonNullable<OutgoingRequest['certificate']>,
  ) => ClientCertificateFiles | undefined;
};

const MAX_REDIRECTS = 10;

/** A body of so many bytes is read before it is passed on. */
const SMALL_BODY = 64 * 1024;

/** HTTP/1.1 as API Management speaks it to backends; a request may wait for its connection as long as for its answer. */
const HTTP_1 = { allowH2: false, connectTimeout: 0 } as const;

/** Starts a client. undici costs about a third of what node:http costs a request. */
export function createUpstream(options: UpstreamOptions): Upstream {
  const agent = new Agent(HTTP_1);
  const send = async (request: OutgoingRequest): Promise<Answer> => {
    let current = request;
    for (let redirects = 0; ; redirects += 1) {
      const received = await sendOnce(current, agent, options);
      const next =
        request.followRedirects && redirects < MAX_REDIRECTS ? redirected(current, received) : undefined;
      if (next === undefined) return answerOf(received, options.maxBodyBytes);
      if (received.content instanceof Readable) received.content.resume();
      current = next;
    }
  };
  return { send, close: () => void agent.destroy() };
}

async function sendOnce(request: OutgoingRequest, agent: Agent, options: UpstreamOptions): Promise<Received> {
  try {
    return await attempt(request, agent, options);
  } catch (error) {
    if (!(error instanceof ConnectionLost) || !isIdempotent(request)) throw faultOf(error);
    return await attempt(request, agent, options).catch((again: unknown) => {
      throw faultOf(again);
    });
  }
}

/** "A proxy MUST NOT automatically retry non-idempotent requests" (RFC 9110, 9.2.2): the backend may have done it. */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE']);

const isIdempotent = (request: OutgoingRequest): boolean =>
  IDEMPOTENT.has(request.method) && isRepeatable(request);

const isRepeatable = ({ body }: OutgoingRequest): boolean => body === undefined || body instanceof Uint8Array;

function attempt(request: OutgoingRequest, agent: Agent, options: UpstreamOptions): Promise<Received> {
  const url = new URL(request.url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new SendFault('connection', `The scheme ${url.protocol} is not supported.`);
  const { method, body, timeoutMilliseconds, signal } = request;
  const { dispatcher, ...way } = wayOf(request, url, agent, options);
  const sent = body === undefined || body instanceof Uint8Array ? (body ?? null) : streamOf(body);
  const wholeBytes = request.streams ? 0 : Math.min(SMALL_BODY, options.maxBodyBytes);
  return dispatch(dispatcher, { ...way, method, body: sent, timeoutMilliseconds, signal }, wholeBytes);
}

const streamOf = (body: AsyncIterable<Uint8Array>): Readable =>
  body instanceof Readable ? body : Readable.from(body);

function wayOf(request: OutgoingRequest, url: URL, agent: Agent, options: UpstreamOptions): Way {
  const headers = requestHeaders(request);
  const certificate =
    request.certificate === undefined ? undefined : options.certificate(request.certificate);
  if (request.certificate !== undefined && certificate === undefined) {
    throw new SendFault('connection', 'The client certificate is not configured.');
  }
  if (request.proxy !== undefined) return throughProxy(url, request.proxy, headers, certificate);
  const direct = { dispatcher: agent, origin: url.origin, path: url.pathname + url.search, headers };
  if (certificate === undefined) return direct;
  // A connection belongs to its certificate, so it is not kept for others.
  return { ...direct, dispatcher: new Agent({ ...HTTP_1, connect: certificate }), reset: true };
}

/** A length that was the caller's is no longer true of bytes in memory, and Node answers `100 Continue` itself. */
const OF_BYTES = ['expect', 'content-length', 'connection'];
const OF_STREAM = ['expect', 'connection'];

function requestHeaders({ headers, body }: OutgoingRequest): string[] {
  return toRawHeaders(headers, body === undefined || body instanceof Uint8Array ? OF_BYTES : OF_STREAM);
}

const answerOf = (received: Received, maxBodyBytes: number): Answer => ({
  statusCode: received.statusCode,
  statusReason: received.statusReason,
  headers: new HeaderList(passedOn(received.headers)),
  body: new MessageBody(received.content, maxBodyBytes),
});

/** Where a redirect leads (RFC 9110, 15.4): 307 and 308 keep the method and the body, the others become GET. */
function redirected(request: OutgoingRequest, received: Received): OutgoingRequest | undefined {
  const { statusCode } = received;
  if (![301, 302, 303, 307, 308].includes(statusCode)) return undefined;
  const location = new HeaderList(passedOn(received.headers)).text('Location');
  if (location === undefined) return undefined;
  const keeps = statusCode === 307 || statusCode === 308;
  if (keeps && !isRepeatable(request)) return undefined;
  const from = new URL(request.url);
  const to = new URL(location, from);
  const passed = request.headers.copy();
  // Credentials are for the host that they were meant for.
  if (to.host !== from.host) for (const name of ['Authorization', 'Cookie', 'Host']) passed.delete(name);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  return {
    ...request,
    url: to.href,
    headers: passed,
    method: keeps || isRead ? request.method : 'GET',
    body: keeps ? request.body : undefined,
  };
}

function faultOf(error: unknown): unknown {
  if (error instanceof SendFault || !(error instanceof Error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof errors.HTTPParserError)
    return new SendFault('connection', 'The backend does not answer in HTTP.', { cause: error });
  const isNetwork = code !== undefined || error instanceof ConnectionLost;
  return isNetwork
    ? new SendFault('connection', `The backend cannot be reached (${code ?? 'closed'}).`, { cause: error })
    : error;
}
