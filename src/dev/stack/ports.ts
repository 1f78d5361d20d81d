import { createServer } from 'node:net';
import { until } from '../running-process.ts';

/**
 * One line for each of the ports that somebody listens on. `localhost` is both addresses, so both are tried.
 * @param ports by the name of their setting
 * @param patienceMs how long a port may take to become free
 */
export async function portConflicts(
  ports: Readonly<Record<string, number>>,
  patienceMs: number,
): Promise<readonly string[]> {
  const lines = await Promise.all(
    Object.entries(ports).map(async ([name, port]) =>
      (await until(() => isFree(port), patienceMs)) ? [] : [`${name}: port ${port} is in use`],
    ),
  );
  return lines.flat();
}

async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::1']) if ((await listenError(port, host)) === 'EADDRINUSE') return false;
  return true;
}

/** The code of the error, undefined where listening works. A machine without IPv6 has another error than ours. */
function listenError(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
      .listen({ port, host, ipv6Only: host === '::1' }, () => server.close(() => resolve(undefined)));
  });
}
