import http, { type ClientRequest } from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { type HttpProxy, SendFault } from '../statements/exchange.ts';

/** What is asked of the backend behind a proxy. */
export type ProxiedRequest = {
  readonly method: string;
  /** Names and values by turns. */
  readonly headers: readonly string[];
  readonly certificate: tls.SecureContextOptions | undefined;
};

/**
 * Opens a request through a forward proxy (proxy-policy). For http the proxy is asked for the whole URL (RFC 9112,
 * 3.2.2); for https it is asked for a tunnel (RFC 9110, 9.3.6), and TLS is between this gateway and the backend.
 */
export function openThroughProxy(url: URL, proxy: HttpProxy, request: ProxiedRequest): ClientRequest {
  const { method, headers, certificate } = request;
  if (url.protocol === 'https:') {
    const agent = new https.Agent({ keepAlive: false });
    agent.createConnection = (_, opened) => {
      openTunnel(url, proxy).then(
        (socket) => opened?.(null, secured(url, socket, certificate)),
        (error: Error) => opened?.(error, undefined as never),
      );
      return undefined;
    };
    return https.request(url, { method, headers, agent });
  }
  return http.request(new URL(proxy.url), {
    method,
    path: url.href,
    headers: [...headers, ...credentials(proxy)],
  });
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

function secured(url: URL, socket: Duplex, certificate: ProxiedRequest['certificate']): tls.TLSSocket {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A server name must not be an address (RFC 6066, 3); the certificate is compared with `host` in both cases.
  const isAddress = /^[\d.]+$|:/.test(host);
  return tls.connect({ ...certificate, socket, host, ...(isAddress ? {} : { servername: host }) });
}

function credentials({ username, password }: HttpProxy): string[] {
  if (username === undefined) return [];
  const encoded = Buffer.from(`${username}:${password ?? ''}`).toString('base64');
  return ['Proxy-Authorization', `Basic ${encoded}`];
}
