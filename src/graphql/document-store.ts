import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { RecentlyUsed } from '../recently-used.ts';

/** What Apollo Server keeps parsed documents in. */
type DocumentStore = NonNullable<ApolloServerOptions<BaseContext>['documentStore']>;

/**
 * Keeps the documents that were used last. Everything else that is known of a document hangs on the object that this
 * hands out. Apollo Server's own store weighs documents as JSON, which costs more than parsing them.
 */
export function createDocumentStore(capacity: number): DocumentStore {
  const documents = new RecentlyUsed<string, DocumentNode>(capacity);
  return {
    get: async (key) => documents.get(key),
    set: async (key, document) => documents.set(key, document),
    delete: async (key) => documents.delete(key),
  };
}
