import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Call } from '../context.ts';
import { errorCodeOf } from '../errors.ts';

/** Where failures of ours are written: what the caller was not told. */
export interface FailureLog {
  error(fields: object, message: string): void;
}

/** Logs every error that the caller sees as INTERNAL_SERVER_ERROR, with its causes and the ids that the caller has. */
export function reportFailures(log: FailureLog): ApolloServerPlugin<Call> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue, operationName }) {
          for (const error of errors)
            if (errorCodeOf(error) === 'INTERNAL_SERVER_ERROR')
              log.error(
                {
                  err: innermost(error),
                  operation: operationName ?? undefined,
                  path: error.path,
                  requestId: contextValue.requestId,
                  traceId: contextValue.traceId,
                },
                'A field failed',
              );
        },
      };
    },
    async unexpectedErrorProcessingRequest({ error, requestContext }) {
      const { requestId, traceId } = requestContext.contextValue;
      log.error({ err: error, requestId, traceId }, 'A request failed');
    },
  };
}

function innermost(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? innermost(error.originalError) : error;
}
