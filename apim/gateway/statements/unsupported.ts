const AI = 'a language-model policy: the local gateway runs none';
const RESOLVER = 'it belongs into a GraphQL resolver, and the local gateway runs pass-through APIs';

/**
 * Statements that exist and that the local gateway does not run, each with the reason that `check` gives. A document
 * that uses one is refused by name, never run without it.
 */
export const KNOWN_BUT_NOT_SUPPORTED: ReadonlyMap<string, string> = new Map([
  ['azure-openai-emit-token-metric', AI],
  ['azure-openai-semantic-cache-lookup', AI],
  ['azure-openai-semantic-cache-store', AI],
  ['azure-openai-token-limit', AI],
  ['llm-content-safety', AI],
  ['llm-emit-token-metric', AI],
  ['llm-semantic-cache-lookup', AI],
  ['llm-semantic-cache-store', AI],
  ['llm-token-limit', AI],
  ['cosmosdb-data-source', RESOLVER],
  ['http-data-source', RESOLVER],
  ['publish-event', RESOLVER],
  ['sql-data-source', RESOLVER],
  ['set-graphql-resolver', 'it was removed from API Management in September 2023'],
  ['invoke-request', 'the reference has no page for it yet'],
]);
