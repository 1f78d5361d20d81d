import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { selfSigned } from './self-signed.ts';

const own = selfSigned('localhost', [127, 0, 0, 1]);
const { cert } = own;

async function portOf(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A backend on https whose certificate no public authority signed; it answers with what it was sent. */
const startBackend = (certificate = own) =>
  portOf(
    createHttpsServer(certificate, async (request, response) => {
      const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
      response.end(`${request.method} ${request.url} ${Buffer.concat(chunks)}`);
    }),
  );

/** A forward proxy that opens tunnels, and says to where it was asked for them and with which credentials. */
async function startProxy(statusCode = 200) {
  const asked: { readonly to: string | undefined; readonly credentials: string | undefined }[] = [];
  const proxy = createHttpServer();
  proxy.on('connect', ({ url, headers }, caller, head) => {
    asked.push({ to: url, credentials: headers['proxy-authorization'] });
    caller.on('error', () => {});
    if (statusCode !== 200) {
      caller.end(`HTTP/1.1 ${statusCode} Refused\r\n\r\n`);
      return;
    }
    const [host = '', port] = url?.split(':') ?? [];
    const backend = connect(Number(port), host, () => {
      caller.write('HTTP/1.1 200 Connection established\r\n\r\n');
      backend.write(head);
      caller.pipe(backend).pipe(caller);
    });
    backend.on('error', () => caller.destroy());
  });
  return { port: await portOf(proxy), asked };
}

/** The gateway in a process of its own: Node reads NODE_EXTRA_CA_CERTS once, when a process starts. */
async function startGateway(
  backendUrl: string,
  options: { readonly trusts?: string; readonly proxy?: string } = {},
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'https-backend-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'ca.pem'), options.trusts ?? '');
  writeFileSync(
    join(folder, 'api.policy.xml'),
    `<policies><inbound>${options.proxy ?? ''}</inbound><backend><forward-request /></backend></policies>`,
  );
  const api = { id: 'a', path: 'a', backendUrl, policy: 'api.policy.xml' };
  writeFileSync(join(folder, 'gateway.json'), JSON.stringify({ apis: [api] }));
  const command = ['apim/gateway/cli.ts', 'serve', '--configuration', join(folder, 'gateway.json')];
  const gateway = spawn(process.execPath, [...command, '--port', '0'], {
    env: {
      ...process.env,
      ...(options.trusts === undefined ? {} : { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void gateway.kill('SIGKILL'));
  let said = '';
  for await (const chunk of gateway.stdout) {
    said += chunk;
    const url = /http:\/\/\S+?(?=,)/.exec(said)?.[0];
    if (url !== undefined) return `${url}/a/b?c=1`;
  }
  throw new Error(`The gateway ended before it listened: ${said}`);
}

const post = async (url: string) => {
  const response = await fetch(url, { method: 'POST', body: 'text' });
  return { status: response.status, text: await response.text() };
};

describe('a backend on https', () => {
  it('is reached with a certificate authority of NODE_EXTRA_CA_CERTS', async () => {
    const backend = `https://localhost:${await startBackend()}`;
    const gateway = await startGateway(backend, { trusts: cert });
    expect(await post(gateway)).toEqual({ status: 200, text: 'POST /b?c=1 text' });
  });

  it('is not believed when nobody trusted signed its certificate', async () => {
    const gateway = await startGateway(`https://localhost:${await startBackend()}`);
    expect((await post(gateway)).status).toBe(500);
  });

  it('is not believed under a name that its certificate does not have', async () => {
    const another = selfSigned('elsewhere.example', [192, 0, 2, 1]);
    const backend = `https://localhost:${await startBackend(another)}`;
    const gateway = await startGateway(backend, { trusts: another.cert });
    expect((await post(gateway)).status).toBe(500);
  });
});

describe('a backend on https behind a forward proxy', () => {
  it.each(['localhost', '127.0.0.1'])('is reached at %s through a tunnel', async (host) => {
    const port = await startBackend();
    const proxy = await startProxy();
    const gateway = await startGateway(`https://${host}:${port}`, {
      trusts: cert,
      proxy: `<proxy url="http://127.0.0.1:${proxy.port}" username="me" password="secret" />`,
    });
    expect(await post(gateway)).toEqual({ status: 200, text: 'POST /b?c=1 text' });
    const credentials = `Basic ${Buffer.from('me:secret').toString('base64')}`;
    expect(proxy.asked).toEqual([{ to: `${host}:${port}`, credentials }]);
  });

  it('is not believed through a tunnel either when nobody trusted signed its certificate', async () => {
    const proxy = await startProxy();
    const gateway = await startGateway(`https://localhost:${await startBackend()}`, {
      proxy: `<proxy url="http://127.0.0.1:${proxy.port}" />`,
    });
    expect((await post(gateway)).status).toBe(500);
    expect(proxy.asked).toHaveLength(1);
  });

  it('is an error of the backend’s connection when the proxy refuses', async () => {
    const proxy = await startProxy(403);
    const gateway = await startGateway(`https://localhost:${await startBackend()}`, {
      trusts: cert,
      proxy: `<proxy url="http://127.0.0.1:${proxy.port}" />`,
    });
    expect((await post(gateway)).status).toBe(500);
  });
});
