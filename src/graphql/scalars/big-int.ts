import { GraphQLError } from 'graphql';
import type { ScalarFunctions } from './scalar.ts';

const wholeNumber = /^-?\d{1,19}$/;

/** A whole number of 64 bits, a string on the wire and everywhere else: beyond 2^53 a double skips numbers. */
export const bigInt: ScalarFunctions = {
  serialize(value) {
    const text = String(value);
    if (!wholeNumber.test(text)) throw new GraphQLError('BigInt cannot represent the value of the row.');
    return text;
  },
  parseValue(value) {
    const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
    if (
      typeof text !== 'string' ||
      !wholeNumber.test(text) ||
      BigInt.asIntN(64, BigInt(text)) !== BigInt(text)
    )
      throw new GraphQLError('BigInt takes a whole number of 64 bits as a string: "9007199254740993".');
    return String(BigInt(text));
  },
};
