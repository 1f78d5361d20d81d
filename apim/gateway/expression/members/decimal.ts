import { dotnetError } from '../errors.ts';
import { t } from '../type-ref.ts';
import type { MemberTable } from '../types/definition.ts';
import { Double, type Integer, type Value } from '../value.ts';
import { CsArray } from '../values/collection.ts';
import { Decimal } from '../values/decimal.ts';
import {
  arithmetic,
  compareNumbers,
  convertNumber,
  decimalOf,
  isNumeric,
  type Numeric,
} from '../values/number.ts';

const operation =
  (operator: '+' | '-' | '*' | '/' | '%') =>
  (_: null, [a, b]: [Decimal, Decimal]): Value =>
    arithmetic(operator, a, b, true);

const mask = (1n << 32n) - 1n;

/** The four ints of GetBits: the coefficient in 96 bits, then sign and scale. */
function bitsOf(d: Decimal): Value {
  const magnitude = d.coefficient < 0n ? -d.coefficient : d.coefficient;
  const words = [magnitude & mask, (magnitude >> 32n) & mask, magnitude >> 64n];
  const flags = (d.scale << 16) | (d.coefficient < 0n ? -0x80000000 : 0);
  return new CsArray(t.int, [...words.map((word) => Number(BigInt.asIntN(32, word))), flags]);
}

const wholeKinds = ['byte', 'sbyte', 'short', 'ushort', 'uint', 'long', 'ulong'] as const;
const labels = ['Byte', 'SByte', 'Int16', 'UInt16', 'UInt32', 'Int64', 'UInt64'];

/** System.Decimal's operators as methods, and what it is converted to. */
export const decimalArithmetic: MemberTable = {
  'decimal Add(decimal d1, decimal d2)': operation('+'),
  'decimal Subtract(decimal d1, decimal d2)': operation('-'),
  'decimal Multiply(decimal d1, decimal d2)': operation('*'),
  'decimal Divide(decimal d1, decimal d2)': operation('/'),
  'decimal Remainder(decimal d1, decimal d2)': operation('%'),
  'decimal Negate(decimal d)': (_: null, [d]: [Decimal]) => d.negate(),
  'int Compare(decimal d1, decimal d2)': (_: null, [a, b]: [Decimal, Decimal]) => compareNumbers(a, b),
  'bool Equals(decimal d1, decimal d2)': (_: null, [a, b]: [Decimal, Decimal]) => compareNumbers(a, b) === 0,
  'int[] GetBits(decimal d)': (_: null, [d]: [Decimal]) => bitsOf(d),
  ...Object.fromEntries(
    wholeKinds.map((kind, i) => [
      `${kind} To${labels[i]}(decimal d)`,
      (_: null, [d]: [Decimal]) => convertNumber(new Decimal(d.truncate()), kind, true),
    ]),
  ),
  'float ToSingle(decimal d)': (_: null, [d]: [Decimal]) => new Double(Math.fround(d.toNumber()), true),
};

const converted = (_: null, [value]: [Value]): Value =>
  isNumeric(value) ? decimalOf(value) : new Decimal(0n);

export const decimalConstructors: MemberTable = {
  '()': () => new Decimal(0n),
  '(int value)': converted,
  '(uint value)': converted,
  '(long value)': converted,
  '(ulong value)': converted,
  '(float value)': (_: null, [value]: [Numeric]) => convertNumber(value, 'decimal', true),
  '(double value)': (_: null, [value]: [Numeric]) => convertNumber(value, 'decimal', true),
  '(int lo, int mid, int hi, bool isNegative, byte scale)': (
    _: null,
    [lo, mid, hi, negative, scale]: [number, number, number, boolean, Integer],
  ) => {
    if (scale.value > 28n)
      throw dotnetError(
        'ArgumentOutOfRangeException',
        "Decimal's scale value must be between 0 and 28, inclusive. (Parameter 'scale')",
      );
    const word = (value: number) => BigInt.asUintN(32, BigInt(value));
    const magnitude = word(lo) | (word(mid) << 32n) | (word(hi) << 64n);
    return new Decimal(negative ? -magnitude : magnitude, Number(scale.value));
  },
};
