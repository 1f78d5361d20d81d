import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { onTestFinished } from 'vitest';
import type { GatewaySeams } from '../../../apim/gateway/engine/seams.ts';
import { readConfiguration } from '../../../apim/gateway/server/configuration.ts';
import { type PolicyGateway, startPolicyGateway } from '../../../apim/gateway/server/start-policy-gateway.ts';

/** Disposes of something when the test that asks for it is over. */
export function atEnd<T extends AsyncDisposable>(resource: T): T {
  onTestFinished(() => resource[Symbol.asyncDispose]());
  return resource;
}

/** A server of a test on a port of its own. */
export type TestServer = {
  readonly url: string;
  readonly server: Server;
  [Symbol.asyncDispose](): Promise<void>;
};

/** Listens on a free port of this machine. */
export async function listen(listener: RequestListener): Promise<TestServer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a backend was sent. */
export type Received = {
  readonly method: string;
  readonly url: string;
  readonly raw: string[];
  readonly body: string;
};

/** A backend that remembers what it was sent and answers as told. */
export async function startBackend(
  respond: (response: ServerResponse, received: Received) => void = (response) => void response.end('ok'),
): Promise<TestServer & { readonly received: Received[] }> {
  const received: Received[] = [];
  const started = await listen((request, response) => {
    const got = (body: string) => {
      const { method = '', url = '', rawHeaders } = request;
      const whole = { method, url, raw: rawHeaders, body };
      received.push(whole);
      respond(response, whole);
    };
    // A request that ends before its body does was not received.
    readAll(request).then(got, () => {});
  });
  return { ...started, received };
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** The value of a header that was received; undefined for none. */
export function headerOf({ raw }: Received, name: string): string | undefined {
  const index = raw.findIndex((each, at) => at % 2 === 0 && each.toLowerCase() === name);
  return index === -1 ? undefined : raw[index + 1];
}

/** Starts a gateway on a free port; it is closed when the test is over. */
export async function startGateway(
  configuration: Record<string, unknown>,
  options: { readonly folder?: string; readonly seams?: Partial<GatewaySeams> } = {},
): Promise<PolicyGateway & AsyncDisposable> {
  const gateway = await startPolicyGateway({
    policiesFolder: options.folder ?? '.',
    configuration: readConfiguration({ host: '127.0.0.1', ...configuration }, {}),
    port: 0,
    ...(options.seams === undefined ? {} : { seams: options.seams }),
  });
  return { ...gateway, [Symbol.asyncDispose]: () => gateway.close(100) };
}

/** Writes bytes to a server and gives what it answers until it closes the connection. */
export function exchangeRaw(url: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => void socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}
