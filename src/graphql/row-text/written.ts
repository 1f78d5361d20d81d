import type { GraphQLSchema } from 'graphql';
import { type CompiledOperations, createCompiledOperations } from '../compiled.ts';
import { textDocument } from './text-document.ts';
import { createTextSchema } from './text-schema.ts';

/**
 * Compiles operations so that rows of which only leafs are selected become text at once, without an object, a resolver
 * call and a look by `JSON.stringify` for each of their values. Undefined for operations that have no such rows.
 * @param types the declared types: their fields without resolver are properties of the row
 */
export function createWrittenOperations(
  schema: GraphQLSchema,
  types: readonly { readonly name: string }[],
  capacity: number,
): CompiledOperations {
  const names = new Set(types.map(({ name }) => name));
  return createCompiledOperations(createTextSchema(schema, names), capacity, (document) =>
    textDocument(schema, document, names),
  );
}
