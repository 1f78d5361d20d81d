import type { ApolloServerPlugin } from '@apollo/server';
import type { Call } from '../context.ts';
import { preferredAnswerType } from '../media-type.ts';

/** Refusals of a request that was well formed as such. Others, such as 405 and 503, are said in both media types. */
const refusals: ReadonlySet<number | undefined> = new Set([400, 403]);

/**
 * Gives answers their media type and status as GraphQL over HTTP has them. With `application/json` a well-formed
 * request is answered 200 even where it is refused ("Processing a response", application/json), for old clients and
 * gateways take any other status for a broken connection. With `application/graphql-response+json` the status tells.
 */
export function answerStatus(): ApolloServerPlugin<Call> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ request, response, source }) {
          const type = preferredAnswerType(request.http?.headers.get('accept'));
          // Apollo Server answers 406 where there is no content type that the caller takes.
          if (!type) return;
          response.http.headers.set('content-type', `${type}; charset=utf-8`);
          if (type === 'application/json' && source && refusals.has(response.http.status))
            response.http.status = 200;
        },
      };
    },
  };
}
