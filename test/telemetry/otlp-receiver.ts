import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An OTLP receiver over HTTP that keeps the JSON bodies it gets, by path. */
export interface OtlpReceiver {
  readonly url: string;
  /** The bodies that came to `/v1/traces` or `/v1/metrics`. */
  readonly received: (path: string) => readonly unknown[];
  readonly close: () => Promise<void>;
}

/** Starts a receiver on a free port. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const bodies: { path: string; body: unknown }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      bodies.push({ path: request.url ?? '', body: JSON.parse(text) });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: (path) => bodies.filter((entry) => entry.path === path).map((entry) => entry.body),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
