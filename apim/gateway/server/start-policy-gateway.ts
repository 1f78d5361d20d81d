import { createWriteStream, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { resolve } from 'node:path';
import { type GatewaySeams, gatewaySeams } from '../engine/seams.ts';
import type { Emission } from '../statements/exchange.ts';
import { ConfigurationError, type GatewayConfiguration } from './configuration.ts';
import { createGateway } from './gateway.ts';
import { createHttpServer } from './http-server.ts';
import { createOwnPages } from './own-pages.ts';
import { type ClientCertificateFiles, createUpstream } from './upstream.ts';
import { passWebSockets } from './web-socket.ts';

/** A running policy gateway. */
export type PolicyGateway = {
  /** Its base URL, without a slash at the end. */
  readonly url: string;
  /** Answers what is under way, for at most `graceMs`, and stops. */
  close(graceMs?: number): Promise<void>;
};

/** What to start. */
export type PolicyGatewayOptions = {
  readonly policiesFolder: string;
  readonly configuration: GatewayConfiguration;
  /** Instead of the configuration's; 0 for any free one. */
  readonly port?: number;
  readonly seams?: Partial<GatewaySeams>;
};

/**
 * Starts a policy gateway: the documents of a folder in front of the configuration's backends. Throws PolicyLoadError with
 * every problem of the documents, ConfigurationError, or Node's error when the port cannot be had; nothing is left running.
 */
export async function startPolicyGateway(options: PolicyGatewayOptions): Promise<PolicyGateway> {
  const { configuration, policiesFolder } = options;
  const log = emissionLog(configuration.logFile);
  const upstream = createUpstream({
    maxBodyBytes: configuration.limits.maxBodyBytes,
    certificate: (wanted) => certificateOf(wanted, options),
  });
  try {
    const gateway = createGateway({
      policiesFolder,
      configuration,
      seams: gatewaySeams(options.seams),
      upstream,
      onEmission: log.write,
    });
    const server = createHttpServer(gateway, createOwnPages(gateway.trace), configuration.limits);
    passWebSockets(server, gateway, configuration.limits);
    const sockets = trackSockets(server);
    await listen(server, options.port ?? configuration.port, configuration.host);
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://${configuration.host}:${port}`,
      async close(graceMs = 5_000) {
        await closeServer(server, sockets, graceMs);
        upstream.close();
        log.end();
      },
    };
  } catch (error) {
    upstream.close();
    log.end();
    throw error;
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolved, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolved();
    });
  });
}

/** Sockets that became WebSockets are the server's no longer, so it would not close them. */
function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

async function closeServer(server: Server, sockets: ReadonlySet<Socket>, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolved) => server.close(() => resolved()));
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, graceMs);
  await closed;
  clearTimeout(timer);
  for (const socket of sockets) socket.destroy();
}

/** What log-to-eventhub, send-service-bus-message, emit-metric and trace say, a JSON line each. */
function emissionLog(file: string | undefined): { write: (emission: Emission) => void; end: () => void } {
  if (file === undefined) return { write: () => {}, end: () => {} };
  const stream = createWriteStream(file, { flags: 'a' });
  // A log that cannot be written must not stop requests.
  stream.on('error', () => {});
  return {
    write: (emission) =>
      void stream.write(`${JSON.stringify({ at: new Date().toISOString(), ...emission })}\n`),
    end: () => void stream.end(),
  };
}

function certificateOf(
  wanted: { readonly by: string; readonly value: string; readonly password?: string | undefined },
  { configuration, policiesFolder }: PolicyGatewayOptions,
): ClientCertificateFiles | undefined {
  if (wanted.by === 'body') {
    const pfx = Buffer.from(wanted.value, 'base64');
    return wanted.password === undefined ? { pfx } : { pfx, passphrase: wanted.password };
  }
  const file = configuration.certificates[wanted.value];
  if (file === undefined) return undefined;
  try {
    // One PEM file holds the certificate and its key.
    const pem = readFileSync(resolve(policiesFolder, file), 'utf8');
    return { cert: pem, key: pem };
  } catch (cause) {
    throw new ConfigurationError(`The certificate ${wanted.value} cannot be read`, { cause });
  }
}
