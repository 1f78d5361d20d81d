import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate } from '../auth/authenticate.ts';
import { MeridianError } from '../errors.ts';
import type { Call } from './context.ts';
import { graphqlError } from './errors.ts';
import { WrittenRows } from './row-plans/written-rows.ts';
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
      const principal = await authenticate(request.headers);
      request.call = { ...trace, principal, receivedAt, written: new WrittenRows() };
    },
    handler: (request, reply) => answer(apollo, request, reply),
  });
}

async function answer(
  apollo: ApolloServer<Call>,
  { method, url, headers: sent, body: asked, call }: FastifyRequest,
  reply: FastifyReply,
): Promise<string | Buffer> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(sent))
    if (value) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  const query = url.indexOf('?');
  const response = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, search: query === -1 ? '' : url.slice(query), body: asked },
    context: async () => {
      if (call) return call;
      const error = new MeridianError('UNAUTHENTICATED', 'A valid access token is required.');
      throw graphqlError(error, { status: 401 });
    },
  });
  const { status = 200, body } = response;
  if (body.kind !== 'complete') throw new TypeError('No operation is answered in parts');
  reply.code(status);
  for (const [name, value] of response.headers) reply.header(name, value);
  const whole = call?.written?.place(body.string);
  if (!whole) return body.string;
  // The kernel has it then. An answer that nobody waits for has no such moment, and is collected.
  reply.raw.once('finish', () => whole.close());
  return whole.written;
}
