import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import type { Authenticate } from '../auth/authenticate.ts';
import { MeridianError } from '../errors.ts';
import type { Call } from './context.ts';
import { graphqlError } from './errors.ts';
import { readCallTrace } from './trace-context.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; null until authenticated. */
    call: Call | null;
  }
}

/** The one path of the API. */
export const graphqlPath = '/graphql';

/** Adds the GraphQL endpoint. Callers are authenticated by the headers alone, before a byte of the body is read. */
export function addGraphqlRoute(
  app: FastifyInstance,
  apollo: ApolloServer<Call>,
  authenticate: Authenticate,
): void {
  app.decorateRequest('call', null);
  app.route({
    method: ['GET', 'POST'],
    url: graphqlPath,
    onRequest: async (request, reply) => {
      const receivedAt = Date.now();
      const trace = readCallTrace(request.headers);
      reply.header('x-request-id', trace.requestId);
      request.call = { ...trace, principal: await authenticate(request.headers), receivedAt };
    },
    handler: fastifyApolloHandler(apollo, {
      context: async ({ call }) => {
        if (call) return call;
        const error = new MeridianError('UNAUTHENTICATED', 'A valid access token is required.');
        throw graphqlError(error, { status: 401 });
      },
    }),
  });
}
