import { GraphQLError } from 'graphql';
import type { ScalarFunctions } from './scalar.ts';

const decimalText = /^-?(\d+)(\.\d+)?$/;
const mostDigits = 1_000;

/** An exact decimal number, a string on the wire and everywhere else: a double would round it. */
export const decimal: ScalarFunctions = {
  serialize(value) {
    const text = String(value);
    // NaN and Infinity are values of numeric, but not of Decimal.
    if (!decimalText.test(text)) throw new GraphQLError('Decimal cannot represent the value of the row.');
    return text;
  },
  parseValue(value) {
    if (typeof value !== 'string' || value.length > mostDigits || !decimalText.test(value))
      throw new GraphQLError('Decimal takes a decimal number as a string: "12.50".');
    return value;
  },
};
