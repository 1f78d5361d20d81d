import { fileURLToPath } from 'node:url';
import type { StackConfig } from '../settings.ts';
import type { ServerProgram } from './server-process.ts';

const pathOf = (module: string) => fileURLToPath(new URL(`../../../${module}`, import.meta.url));

/**
 * How the gateway is started, here and in production (`npm run gateway`). V8 would let each half of the young
 * generation grow to 64 MiB before it collects, and the old one to four times what is alive in it. With 32 MiB and one
 * and three quarters the process stays under 350 MiB, and loses on nested rows only (docs/performance.md).
 *
 * Pretenuring: after seconds of slow requests, whose objects outlive a collection or two, V8 would make such objects old
 * from the start, and fast requests would pay for that ever after: a quarter more CPU on the benchmark's Q2.
 */
export const gatewayFlags = [
  '--max-semi-space-size=32',
  '--heap-growing-percent=75',
  '--no-allocation-site-pretenuring',
];

/** The gateway, as it runs in production. */
export function gatewayProgram(environment: NodeJS.ProcessEnv, port: number, logFile: string): ServerProgram {
  return {
    name: 'The gateway',
    command: [...gatewayFlags, pathOf('src/main.ts')],
    environment,
    logFile,
    readyUrl: `http://127.0.0.1:${port}/ready`,
  };
}

/** The policy gateway, with the managed identity that API Management would have. */
export function policyGatewayProgram(
  environment: NodeJS.ProcessEnv,
  managedIdentity: NodeJS.ProcessEnv,
  ports: StackConfig['ports'],
  logFile: string,
): ServerProgram {
  return {
    name: 'The policy gateway',
    command: [pathOf('apim/gateway/cli.ts'), 'serve', '--configuration', pathOf('apim/policies/local.json')],
    environment: { ...environment, ...managedIdentity },
    logFile,
    readyUrl: `http://127.0.0.1:${ports.apim}/status-0123456789abcdef`,
  };
}
