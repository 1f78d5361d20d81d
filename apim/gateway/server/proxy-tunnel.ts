import { once } from 'node:events';
import http from 'node:http';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { Agent, type Dispatcher } from 'undici';
import { type HttpProxy, SendFault } from '../statements/exchange.ts';

/** By which connection a request goes, and how it is asked for there. */
export type Way = Pick<Dispatcher.DispatchOptions, 'origin' | 'path' | 'reset'> & {
  readonly dispatcher: Dispatcher;
  /** Names and values by turns. */
  readonly headers: string[];
};

/**
 * The way through a forward proxy (proxy-policy). For http the proxy is asked for the whole URL (RFC 9112, 3.2.2); for
 * https it is asked for a tunnel (RFC 9110, 9.3.6), and TLS is between this gateway and the backend.
 */
export function throughProxy(
  url: URL,
  proxy: HttpProxy,
  headers: string[],
  certificate: tls.SecureContextOptions | undefined,
): Way {
  if (url.protocol === 'https:') {
    const connect: NonNullable<Agent.Options['connect']> = (_, opened) => {
      openTunnel(url, proxy)
        .then((socket) => secured(url, socket, certificate))
        .then(
          (connection) => opened(null, connection),
          (error: Error) => opened(error, null),
        );
    };
    const dispatcher = new Agent({ allowH2: false, connect });
    return { dispatcher, origin: url.origin, path: url.pathname + url.search, headers, reset: true };
  }
  const hasHost = headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
  return {
    dispatcher: new Agent({ allowH2: false }),
    origin: new URL(proxy.url).origin,
    path: url.href,
    headers: [...(hasHost ? [] : ['Host', url.host]), ...headers, ...credentials(proxy)],
    reset: true,
  };
}

function openTunnel(url: URL, proxy: HttpProxy): Promise<Duplex> {
  const authority = `${url.hostname}:${url.port || '443'}`;
  return new Promise((resolve, reject) => {
    const asked = http.request(new URL(proxy.url), {
      method: 'CONNECT',
      path: authority,
      headers: ['Host', authority, ...credentials(proxy)],
      agent: false,
    });
    asked.once('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode >= 200 && statusCode < 300) return resolve(socket);
      socket.destroy();
      reject(new SendFault('connection', `The proxy refused the tunnel (${statusCode}).`));
    });
    asked.once('error', reject);
    asked.end();
  });
}

async function secured(
  url: URL,
  socket: Duplex,
  certificate: tls.SecureContextOptions | undefined,
): Promise<tls.TLSSocket> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A server name must not be an address (RFC 6066, 3); the certificate is compared with `host` in both cases.
  const isAddress = /^[\d.]+$|:/.test(host);
  const connection = tls.connect({
    ...certificate,
    socket,
    host,
    ...(isAddress ? {} : { servername: host }),
  });
  await once(connection, 'secureConnect');
  return connection;
}

function credentials({ username, password }: HttpProxy): string[] {
  if (username === undefined) return [];
  const encoded = Buffer.from(`${username}:${password ?? ''}`).toString('base64');
  return ['Proxy-Authorization', `Basic ${encoded}`];
}
