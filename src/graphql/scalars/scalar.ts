import type { GraphQLScalarType, ValueNode } from 'graphql';

/** What a custom scalar does. Inside the gateway its value is the database's own text. */
export interface ScalarFunctions {
  readonly serialize: (value: unknown) => unknown;
  readonly parseValue: (value: unknown) => unknown;
  readonly parseLiteral?: (node: ValueNode, variables?: Readonly<Record<string, unknown>> | null) => unknown;
}

/** Gives a scalar of a schema that was built from SDL its functions. */
export function implementScalar(scalar: GraphQLScalarType, functions: ScalarFunctions): void {
  const { serialize, parseValue } = functions;
  scalar.serialize = serialize;
  scalar.parseValue = parseValue;
  scalar.parseLiteral =
    functions.parseLiteral ?? ((node) => parseValue(node.kind === 'StringValue' ? node.value : undefined));
}
