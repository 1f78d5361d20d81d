import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import type { Call } from './context.ts';

/** The page asks the URL that it came from, as Apollo Server writes it. */
const ownUrl = 'window.location.href';

/**
 * Serves Apollo Sandbox at `/`, in development. It is not served at the endpoint itself, as Apollo Server would: there
 * API Management lets nobody in without a token, and a browser that opens a page has none.
 * @param endpoint the path that the page sends its operations to
 */
export function addSandboxPage(app: FastifyInstance, apollo: ApolloServer<Call>, endpoint: string): void {
  app.get('/', async (_request, reply) => {
    const { body, headers } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: 'GET',
        headers: new HeaderMap([['accept', 'text/html']]),
        search: '',
        body: undefined,
      },
      context: () => Promise.reject(new Error('A page has no caller')),
    });
    if (body.kind !== 'complete' || !body.string.includes(ownUrl))
      throw new TypeError('Apollo Server renders another page than this code knows');
    for (const [name, value] of headers) reply.header(name, value);
    return reply.send(body.string.replaceAll(ownUrl, `new URL('${endpoint}', ${ownUrl}).href`));
  });
}
