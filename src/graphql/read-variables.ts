import {
  type DocumentNode,
  GraphQLScalarType,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  type NamedTypeNode,
} from 'graphql';
import { mapSchema } from '../contract/map-schema.ts';
import type { Variables } from './cost.ts';

/** The type of variables that were read already. Two underscores are nobody's but GraphQL's. */
const readType = new GraphQLScalarType({ name: '__ReadVariable', parseValue: (value) => value });

const readTypeNode: NamedTypeNode = {
  kind: Kind.NAMED_TYPE,
  name: { kind: Kind.NAME, value: readType.name },
};

/** The schema in which documents of {@link withReadVariables} are valid. */
export const schemaOfReadVariables = (schema: GraphQLSchema): GraphQLSchema =>
  mapSchema(schema, { moreTypes: [readType] });

/**
 * The document with variables of which nothing is left to read. graphql-jit 0.8.9 writes code for all that a variable may
 * hold, type within type: of a filter, whose conditions hold each other, that is more than any memory has.
 */
export function withReadVariables(document: DocumentNode): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.variableDefinitions
        ? {
            ...definition,
            variableDefinitions: definition.variableDefinitions.map(({ kind, variable }) => ({
              kind,
              variable,
              type: readTypeNode,
            })),
          }
        : definition,
    ),
  };
}

/** Reads the variables of an operation as graphql-js does; undefined where they do not fit it. */
export function createVariableReader(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): (variables: Variables) => Variables | undefined {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  return definitions.length === 0
    ? () => ({})
    : (variables) => getVariableValues(schema, definitions, variables, { maxErrors: 1 }).coerced;
}
