import { GraphQLError } from 'graphql';
import { isRawNumber } from './raw-number.ts';
import type { ScalarFunctions } from './scalar.ts';

const wholeNumber = /^-?\d{1,19}$/;

/** A whole number of 64 bits, a string on the wire and everywhere else: beyond 2^53 a double skips numbers. */
export const bigInt: ScalarFunctions = {
  serialize(value) {
    const text = String(value);
    if (!hasRange(text)) throw new GraphQLError('BigInt cannot represent the value of the row.');
    return text;
  },
  parseValue(value) {
    const text = textOf(value);
    if (text === undefined || !hasRange(text))
      throw new GraphQLError('BigInt takes a whole number of 64 bits as a string: "9007199254740993".');
    return String(BigInt(text));
  },
};

const hasRange = (text: string): boolean =>
  wholeNumber.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);

/** A number is taken where it has not been rounded on its way. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (isRawNumber(value)) return value.rawJSON;
  return typeof value === 'string' ? value : undefined;
}
