import { dotnetError } from '../errors.ts';
import { defineType } from '../types/definition.ts';
import type { Body } from '../types/signature.ts';
import { Char, Double, Integer, type Value } from '../value.ts';
import { Decimal } from '../values/decimal.ts';
import type { EnumValue } from '../values/enumeration.ts';
import {
  compareNumbers,
  decimalOf,
  isWholeKind,
  makeWhole,
  type Numeric,
  rangeOf,
} from '../values/number.ts';
import { formatNumber } from '../values/number-format.ts';

type Unary = (value: number) => number;

const real =
  (f: Unary) =>
  (_: null, [d]: [Double]) =>
    new Double(f(d.value));

const reals: Readonly<Record<string, Unary>> = {
  Sqrt: Math.sqrt,
  Cbrt: Math.cbrt,
  Exp: Math.exp,
  Log: Math.log,
  Log10: Math.log10,
  Log2: Math.log2,
  Sin: Math.sin,
  Cos: Math.cos,
  Tan: Math.tan,
  Asin: Math.asin,
  Acos: Math.acos,
  Atan: Math.atan,
  Sinh: Math.sinh,
  Cosh: Math.cosh,
  Tanh: Math.tanh,
  Floor: Math.floor,
  Ceiling: Math.ceil,
  Truncate: Math.trunc,
};

/** Math.Round of a double: to even or away from zero, decimals through scaling as .NET does it. */
function roundDouble(value: number, digits: number, away: boolean): number {
  if (digits < 0 || digits > 15)
    throw dotnetError(
      'ArgumentOutOfRangeException',
      "Rounding digits must be between 0 and 15, inclusive. (Parameter 'digits')",
    );
  if (Math.abs(value) >= 1e16 || !Number.isFinite(value)) return value;
  const scale = 10 ** digits;
  const scaled = value * scale;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const up = rest > 0.5 || (rest === 0.5 && (away ? value > 0 : floor % 2 !== 0));
  const result = (up ? floor + 1 : floor) / scale;
  return result === 0 && (value < 0 || Object.is(value, -0)) ? -0 : result;
}

const wholes = ['sbyte', 'short', 'int', 'long', 'float', 'double', 'decimal'] as const;

const unsigned = ['byte', 'ushort', 'uint', 'ulong'] as const;

const minMax: Record<string, Body> = {};

function isNotANumber(value: Numeric): boolean {
  return value instanceof Double && Number.isNaN(value.value);
}

for (const kind of [...wholes, ...unsigned]) {
  minMax[`${kind} Max(${kind} val1, ${kind} val2)`] = (_: null, [a, b]: [Numeric, Numeric]) =>
    compareNumbers(a, b) >= 0 || isNotANumber(a) ? a : b;
  minMax[`${kind} Min(${kind} val1, ${kind} val2)`] = (_: null, [a, b]: [Numeric, Numeric]) =>
    compareNumbers(a, b) <= 0 || isNotANumber(a) ? a : b;
  minMax[`${kind} Clamp(${kind} value, ${kind} min, ${kind} max)`] = (
    _: null,
    [v, a, b]: [Numeric, Numeric, Numeric],
  ) => {
    if (compareNumbers(a, b) > 0)
      throw dotnetError(
        'ArgumentException',
        `'${formatNumber(a, null)}' cannot be greater than ${formatNumber(b, null)}.`,
      );
    return compareNumbers(v, a) < 0 ? a : compareNumbers(v, b) > 0 ? b : v;
  };
}

for (const kind of wholes) {
  minMax[`${kind} Abs(${kind} value)`] = (_: null, [v]: [Numeric]) => {
    if (v instanceof Double) return new Double(Math.abs(v.value), v.single);
    if (v instanceof Decimal) return v.coefficient < 0n ? v.negate() : v;
    const whole = BigInt(v instanceof Integer ? v.value : v instanceof Char ? v.code : v);
    if (!isWholeKind(kind)) return v;
    if (whole === rangeOf(kind)[0])
      throw dotnetError(
        'OverflowException',
        'Negating the minimum value of a twos complement number is invalid.',
      );
    return makeWhole(kind, whole < 0n ? -whole : whole, true);
  };
  minMax[`int Sign(${kind} value)`] = (_: null, [v]: [Numeric]) => {
    if (isNotANumber(v))
      throw dotnetError(
        'ArithmeticException',
        'Function does not accept floating point Not-a-Number values.',
      );
    return compareNumbers(v, kind === 'decimal' ? new Decimal(0n) : 0);
  };
}

/** The remainder by the nearest multiple; a tie takes the even one (IEEE 754). */
function remainder(x: number, y: number): number {
  const quotient = x / y;
  const nearest = Math.round(quotient);
  const even = Math.abs(quotient % 1) === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
  return x - y * even;
}

export const math = defineType('Math', {
  kind: 'static',
  statics: {
    'double IEEERemainder(double x, double y)': (_: null, [x, y]: [Double, Double]) =>
      new Double(remainder(x.value, y.value)),
    ...minMax,
    ...Object.fromEntries(Object.entries(reals).map(([name, f]) => [`double ${name}(double d)`, real(f)])),
    'decimal Floor(decimal d)': (_: null, [d]: [Decimal]) => d.floor(),
    'decimal Ceiling(decimal d)': (_: null, [d]: [Decimal]) => d.negate().floor().negate(),
    'decimal Truncate(decimal d)': (_: null, [d]: [Decimal]) => new Decimal(d.truncate()),
    'double Pow(double x, double y)': (_: null, [x, y]: [Double, Double]) =>
      new Double(
        Math.abs(x.value) === 1 && !Number.isFinite(y.value) ? 1 : x.value === 1 ? 1 : x.value ** y.value,
      ),
    'double Log(double a, double newBase)': (_: null, [a, b]: [Double, Double]) =>
      new Double(Math.log(a.value) / Math.log(b.value)),
    'double Atan2(double y, double x)': (_: null, [y, x]: [Double, Double]) =>
      new Double(Math.atan2(y.value, x.value)),
    'double Round(double a)': (_: null, [d]: [Double]) => new Double(roundDouble(d.value, 0, false)),
    'double Round(double a, int digits)': (_: null, [d, n]: [Double, number]) =>
      new Double(roundDouble(d.value, n, false)),
    'double Round(double a, MidpointRounding mode)': (_: null, [d, mode]: [Double, EnumValue]) =>
      new Double(roundDouble(d.value, 0, mode.value === 1)),
    'double Round(double a, int digits, MidpointRounding mode)': (
      _: null,
      [d, n, mode]: [Double, number, EnumValue],
    ) => new Double(roundDouble(d.value, n, mode.value === 1)),
    'decimal Round(decimal d)': (_: null, [d]: [Decimal]) => decimalOf(d).round(0),
    'decimal Round(decimal d, int decimals)': (_: null, [d, n]: [Decimal, number]) => d.round(n),
    'decimal Round(decimal d, MidpointRounding mode)': (_: null, [d, mode]: [Decimal, EnumValue]) =>
      d.round(0, mode.value === 1),
    'decimal Round(decimal d, int decimals, MidpointRounding mode)': (
      _: null,
      [d, n, mode]: [Decimal, number, EnumValue],
    ) => d.round(n, mode.value === 1),
    'int DivRem(int a, int b, out int result)': (
      _: null,
      [a, b, out]: [number, number, { value: Value }],
    ) => {
      if (b === 0) throw dotnetError('DivideByZeroException', 'Attempted to divide by zero.');
      out.value = a % b;
      return Math.trunc(a / b);
    },
    'long BigMul(int a, int b)': (_: null, [a, b]: [number, number]) => BigInt(a) * BigInt(b),
    'double PI': () => new Double(Math.PI),
    'double E': () => new Double(Math.E),
  },
});
