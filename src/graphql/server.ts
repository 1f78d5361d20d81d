import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Authenticate } from '../auth/authenticate.ts';
import { MeridianError } from '../errors.ts';
import { type ApolloSettings, createApolloServer } from './apollo.ts';
import { addExactBodies } from './exact-variables.ts';
import type { Executor } from './executor.ts';
import { addGraphqlRoute, graphqlPath } from './graphql-route.ts';
import { answerWithError, refuse } from './http-errors.ts';
import { addProbes } from './probes.ts';
import { addSandboxPage } from './sandbox-page.ts';

export interface ServerSettings extends ApolloSettings {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  readonly bodyLimitBytes: number;
  readonly operationTimeoutMs: number;
}

export interface ServerParts {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  readonly authenticate: Authenticate;
  /** Whether the database answers before the deadline. */
  readonly isReady: (deadline: number) => Promise<boolean>;
  readonly log: Logger;
}

/** A listening server. */
export interface RunningServer {
  readonly url: string;
  /** Stops listening, lets running operations end for at most `graceMs`, then drops what is left. */
  close(graceMs: number): Promise<void>;
}

/** Starts the gateway's HTTP server. Rejects where it cannot listen. */
export async function startServer(settings: ServerSettings, parts: ServerParts): Promise<RunningServer> {
  const apollo = createApolloServer(parts.schema, parts.executor, settings, parts.log);
  await apollo.start();
  const app = fastify({
    bodyLimit: settings.bodyLimitBytes,
    // A body that trickles in must not hold a connection for longer than its operation could run.
    requestTimeout: settings.operationTimeoutMs,
    // Longer than the idle timeout of Azure's load balancers and of API Management, so that they close first.
    keepAliveTimeout: 120_000,
    forceCloseConnections: 'idle',
  });
  app.setErrorHandler((error, request, reply) => refuse(error, request, reply, parts.log));
  app.setNotFoundHandler((request, reply) =>
    answerWithError(new MeridianError('NOT_FOUND', 'There is nothing at this path.'), request, reply),
  );
  let closing = false;
  addProbes(app, () => closing, parts.isReady);
  if (settings.development) addSandboxPage(app, apollo, graphqlPath);
  addExactBodies(app);
  addGraphqlRoute(app, apollo, parts.authenticate);
  try {
    await app.listen({ host: settings.host, port: settings.port });
  } catch (error) {
    await Promise.allSettled([app.close(), apollo.stop()]);
    throw error;
  }
  const { address, family, port } = app.server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    close: async (graceMs) => {
      closing = true;
      const timer = setTimeout(() => app.server.closeAllConnections(), graceMs);
      try {
        await app.close();
        await apollo.stop();
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
