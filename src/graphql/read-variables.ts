import {
  coerceInputValue,
  type DocumentNode,
  type GraphQLInputType,
  GraphQLScalarType,
  type GraphQLSchema,
  getOperationAST,
  isInputType,
  isNonNullType,
  Kind,
  type NamedTypeNode,
  typeFromAST,
  valueFromAST,
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

/** One variable of an operation. */
interface Variable {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly otherwise: unknown;
}

/** Reads the variables of an operation as graphql-js does; undefined where they do not fit it, for which it has the words. */
export function createVariableReader(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): (given: Variables) => Variables | undefined {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  const variables = definitions.map(({ variable, type: typeNode, defaultValue }): Variable => {
    const type = typeFromAST(schema, typeNode);
    if (!isInputType(type)) throw new TypeError(`$${variable.name.value} has no input type`);
    return { name: variable.name.value, type, otherwise: defaultValue && valueFromAST(defaultValue, type) };
  });

  return (given) => {
    const read: Record<string, unknown> = Object.create(null);
    let fits = true;
    for (const { name, type, otherwise } of variables) {
      const value = Object.hasOwn(given, name) ? given[name] : undefined;
      if (value === undefined) {
        if (otherwise !== undefined) read[name] = otherwise;
        else if (isNonNullType(type)) return undefined;
      } else
        read[name] = coerceInputValue(value, type, () => {
          fits = false;
        });
    }
    return fits ? read : undefined;
  };
}
