import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PolicyLoadError } from '../engine/load-policies.ts';
import { ConfigurationError } from '../server/configuration.ts';
import { startPolicyGateway } from '../server/start-policy-gateway.ts';
import { type Command, CommandFailure } from './command.ts';
import { loadConfiguration } from './load-configuration.ts';

const DEFAULT_CONFIGURATION = fileURLToPath(new URL('../../policies/local.json', import.meta.url));

/** Runs the gateway until it is told to stop (SIGINT or SIGTERM). */
export const serve: Command = {
  name: 'serve',
  usage: 'serve [--configuration FILE] [--port N]',
  about: 'runs the policies in front of a backend',
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { configuration: { type: 'string' }, port: { type: 'string' } },
    });
    const loaded = loadConfiguration(values.configuration ?? DEFAULT_CONFIGURATION);
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
      throw new CommandFailure(`--port: ${values.port} is no port`);
    }
    const stopped = stopSignal();
    const gateway = await startPolicyGateway({ ...loaded, ...(port === undefined ? {} : { port }) }).catch(
      (error: unknown) => {
        throw startFailure(error, port ?? loaded.configuration.port);
      },
    );
    console.log(`Policy gateway at ${gateway.url}, trace at ${gateway.url}/trace`);
    await stopped;
    await gateway.close();
    return 0;
  },
};

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

function startFailure(error: unknown, port: number): unknown {
  if (error instanceof PolicyLoadError || error instanceof ConfigurationError) {
    return new CommandFailure(error.message, { cause: error });
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return new CommandFailure(`port ${port} is in use`, { cause: error });
  if (code === 'EACCES') return new CommandFailure(`port ${port} may not be used`, { cause: error });
  return error;
}
