import { readdirSync, readFileSync } from 'node:fs';
import { type Logger, pino } from 'pino';
import { domain } from '../resolvers/domain.ts';
import { loadConfig } from './config.ts';
import type { SdlFile } from './contract/read.ts';
import { type Gateway, startGateway } from './start-gateway.ts';

/** The contract of the domain. */
function readSdl(): readonly SdlFile[] {
  const folder = new URL('../schema/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => ({ name: `schema/${name}`, text: readFileSync(new URL(name, folder), 'utf8') }));
}

/** What went wrong, in a line a problem, for whoever started the process. */
function startFailure(error: unknown, port: number): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `GATEWAY_PORT: port ${port} is in use`;
  if (code === 'EACCES') return `GATEWAY_PORT: port ${port} may not be listened on`;
  const { cause } = error;
  const reason =
    cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : undefined;
  return reason === undefined ? error.message : `${error.message} (${reason})`;
}

/** Stops on SIGTERM and SIGINT; a second signal does not wait. */
function stopOnSignals(gateway: Gateway, log: Logger): void {
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'Stopping');
    try {
      await gateway.close();
      process.exit(0);
    } catch (error) {
      log.fatal({ err: error }, 'The gateway did not stop cleanly');
      process.exit(1);
    }
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
}

/**
 * One request's forgotten promise must not end everybody else's: it is logged, as loud as can be. An exception that
 * nobody caught may have left anything half done: the process ends, and whatever runs it starts another.
 */
function logWhatNobodyCaught(log: Logger): void {
  process.on('unhandledRejection', (reason) => log.fatal({ err: reason }, 'Unhandled rejection'));
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'Uncaught exception');
    log.flush(() => process.exit(1));
  });
}

let port = 0;
try {
  const config = loadConfig(process.env, domain.regions);
  port = config.server.port;
  const log = pino({ level: config.logLevel, base: { service: config.telemetry.serviceName } });
  logWhatNobodyCaught(log);
  const gateway = await startGateway(config, domain, readSdl(), log);
  stopOnSignals(gateway, log);
  log.info({ url: gateway.url }, 'The gateway listens');
} catch (error) {
  process.stderr.write(`${startFailure(error, port)}\n`);
  process.exit(1);
}
