import { GraphQLError, Kind, type ValueNode } from 'graphql';
import type { ScalarFunctions } from './scalar.ts';

/** `JSON.rawJSON` and the source text of a reviver (ECMAScript proposal-json-parse-with-source, in V8 since 11.4). */
const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => object };

/** JSON in a column, text from the driver. A number that a double would change is carried as its own digits. */
export const json: ScalarFunctions = {
  serialize(value) {
    if (typeof value !== 'string') return value;
    return hasLongNumbers.test(value) ? JSON.parse(value, keepDigits as never) : JSON.parse(value);
  },
  parseValue: (value) => JSON.stringify(checked(exact(value))),
  parseLiteral: (node, variables) => JSON.stringify(checked(fromLiteral(node, variables ?? {}))),
};

/** JSON.parse has rounded the numbers of variables already; where that shows, nobody shall be told that all is well. */
function exact(value: unknown): unknown {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new GraphQLError('JSON takes larger numbers in variables as strings only: they would be rounded.');
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(exact);
  return value;
}

const hasLongNumbers = /\d{16}|\d[eE.]/;

function keepDigits(_key: string, value: unknown, { source }: { readonly source?: string }): unknown {
  return typeof value === 'number' && source !== undefined && String(value) !== source
    ? rawJSON(source)
    : value;
}

/** U+0000 is in JSON but not in JSONB, and a lone surrogate is in neither. */
function checked(value: unknown): unknown {
  const text = JSON.stringify(value);
  if (text !== undefined && (text.includes('\\u0000') || !text.isWellFormed() || /\\ud[89a-f]/i.test(text)))
    throw new GraphQLError('JSON takes no U+0000 and no lone surrogates.');
  return value;
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
      return String(Number(node.value)) === node.value ? Number(node.value) : rawJSON(node.value);
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
