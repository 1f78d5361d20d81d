import type { ApolloServerPlugin } from '@apollo/server';
import type { Call } from '../context.ts';
import { readQueryString } from '../exact-variables.ts';

/** Makes the variables of a GET keep their digits, as those in a body do: Apollo Server reads them with `JSON.parse`. */
export const exactQueryStrings = (): ApolloServerPlugin<Call> => ({
  async requestDidStart({ request }) {
    const variables = request.http?.method === 'GET' && readQueryString(request.http.search);
    if (variables) request.variables = variables;
  },
});
