import { ApolloServer, type ApolloServerOptions } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Call } from './context.ts';
import { createDocumentStore } from './document-store.ts';
import { createFormatError } from './errors.ts';
import { settleVariables } from './exact-variables.ts';
import type { Executor } from './executor.ts';
import { answerStatus } from './plugins/answer-status.ts';
import { exactQueryStrings } from './plugins/exact-query-strings.ts';
import { reportFailures } from './plugins/report-failures.ts';
import { sandbox } from './plugins/sandbox.ts';

export interface ApolloSettings {
  /** Whether the landing page is there and error messages may hint at the schema's names. */
  readonly development: boolean;
  readonly introspection: boolean;
  readonly tokenLimit: number;
  readonly documentCacheSize: number;
}

/**
 * Makes Apollo Server do what it does well, the HTTP side of GraphQL and parsing, and nothing else: our executor comes
 * in by its gateway seam, which Apollo Server keeps for this (apollographql/apollo-server#7978).
 */
export function createApolloServer(
  schema: GraphQLSchema,
  executor: Executor,
  settings: ApolloSettings,
  log: Logger,
): ApolloServer<Call> {
  const options: ApolloServerOptions<Call> = {
    gateway: {
      onSchemaLoadOrUpdate: (callback) => {
        callback({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => {};
      },
      load: async () => ({
        executor: ({ document, queryHash, request, response, context }) =>
          executor({
            document,
            documentHash: queryHash,
            operationName: request.operationName,
            variables: settleVariables(schema, document, request.operationName, request.variables ?? {}),
            call: context as Call,
            onCost: (cost) => {
              if (Number.isFinite(cost)) response?.http?.headers.set('x-graphql-cost', String(cost));
            },
          }),
      }),
      stop: async () => {},
    },
    documentStore: createDocumentStore(settings.documentCacheSize),
    // The executor validates, because limits must come before: validation is what a hostile document makes slow.
    dangerouslyDisableValidation: true,
    parseOptions: { maxTokens: settings.tokenLimit },
    csrfPrevention: true,
    // A hash without an allow list saves bytes and adds a cache that any caller fills.
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    formatError: createFormatError({ suggestions: settings.introspection }),
    includeStacktraceInErrorResponses: false,
    stringifyResult: (result) => JSON.stringify(result),
    // The process decides when to stop, and what it reads of the environment.
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    logger: {
      debug: (message) => log.debug(message),
      info: (message) => log.info(message),
      warn: (message) => log.warn(message),
      error: (message) => log.error(message),
    },
    plugins: [
      // It wraps every field and halves the throughput of lists (apollographql/apollo-server#7980).
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      sandbox(settings.development),
      exactQueryStrings(),
      answerStatus(),
      reportFailures(log),
    ],
  };
  return new ApolloServer<Call>(options);
}
