import { GraphQLError, Kind, type ValueNode } from 'graphql';
import { JsonText } from '../../loaders/json-text.ts';
import { exactNumber, isRawNumber, mayHaveRawNumbers, parseExactly } from './raw-number.ts';
import type { ScalarFunctions } from './scalar.ts';

/** JSON in a column, text from the driver. A number that a double would change is carried as its own digits. */
export const json: ScalarFunctions = {
  serialize(value) {
    if (typeof value !== 'string') return value;
    return mayHaveRawNumbers(value) ? parseExactly(value) : JSON.parse(value);
  },
  parseValue: (value) => written(unrounded(value)),
  parseLiteral: (node, variables) => written(fromLiteral(node, variables ?? {})),
};

/**
 * The variables of a GET request have been rounded by `JSON.parse` already; where that shows, nobody shall be told that
 * all is well.
 */
function unrounded(value: unknown): unknown {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new GraphQLError(
      'JSON takes larger numbers in the variables of a GET request as strings only: they would be rounded.',
    );
  if (typeof value === 'object' && value !== null && !isRawNumber(value))
    Object.values(value).forEach(unrounded);
  return value;
}

/** As `JSON.stringify` escapes them: U+0000 is in JSON but not in JSONB, and a lone surrogate is in neither. */
const refused = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

function written(value: unknown): JsonText {
  const text = JSON.stringify(value) ?? 'null';
  if (refused.test(text)) throw new GraphQLError('JSON takes no U+0000 and no lone surrogates.');
  return new JsonText(text, parseExactly);
}

function fromLiteral(node: ValueNode, variables: Readonly<Record<string, unknown>>): unknown {
  switch (node.kind) {
    case Kind.NULL:
      return null;
    case Kind.STRING:
    case Kind.BOOLEAN:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return exactNumber(node.value);
    case Kind.LIST:
      return node.values.map((value) => fromLiteral(value, variables));
    case Kind.OBJECT:
      return Object.fromEntries(
        node.fields.map((field) => [field.name.value, fromLiteral(field.value, variables)]),
      );
    case Kind.VARIABLE:
      return variables[node.name.value];
    case Kind.ENUM:
      throw new GraphQLError('JSON takes no enum values.');
  }
}
