import { dotnetError } from '../errors.ts';
import type { MemberTable, TypeDefinition } from '../types/definition.ts';
import { defineType } from '../types/definition.ts';
import type { Body } from '../types/signature.ts';
import type { Value } from '../value.ts';
import { Char, Double, Integer } from '../value.ts';
import { argumentNull } from '../values/collection.ts';
import { Decimal } from '../values/decimal.ts';
import type { EnumValue } from '../values/enumeration.ts';
import type { Numeric, NumericKind } from '../values/number.ts';
import {
  compareNumbers,
  convertNumber,
  decimalOf,
  isWholeKind,
  makeWhole,
  rangeOf,
} from '../values/number.ts';
import { formatNumber } from '../values/number-format.ts';
import { parseNumber, tryParseNumber } from '../values/number-parse.ts';
import { areEqual, compareValues, typeOf } from '../values/object.ts';

const kinds: readonly (readonly [NumericKind, string])[] = [
  ['sbyte', 'SByte'],
  ['byte', 'Byte'],
  ['short', 'Int16'],
  ['ushort', 'UInt16'],
  ['int', 'Int32'],
  ['uint', 'UInt32'],
  ['long', 'Int64'],
  ['ulong', 'UInt64'],
  ['float', 'Single'],
  ['double', 'Double'],
  ['decimal', 'Decimal'],
];

function compareTo(self: Value, other: Value): number {
  if (other === null) return 1;
  if (typeOf(self).name !== typeOf(other).name)
    throw dotnetError('ArgumentException', `Object must be of type ${typeOf(self).name}.`);
  return compareValues(self, other) ?? 0;
}

const isHex = (styles: EnumValue) => (styles.value & 512) !== 0;

function statics(kind: NumericKind): MemberTable {
  const zero = convertNumber(0, kind, false);
  const attempt = (text: string | null, out: { value: Value }, hex = false) => {
    const outcome = text === null ? { error: 'format' as const } : tryParseNumber(text, kind, hex);
    out.value = 'value' in outcome ? outcome.value : zero;
    return 'value' in outcome;
  };
  const shared: Record<string, Body> = {
    [`${kind} Parse(string s)`]: (_: null, [text]: [string | null]) => parseNumber(text, kind),
    [`${kind} Parse(string s, IFormatProvider provider)`]: (_: null, [text]: [string | null]) =>
      parseNumber(text, kind),
    [`${kind} Parse(string s, NumberStyles style)`]: (_: null, [text, styles]: [string | null, EnumValue]) =>
      parseNumber(text, kind, isHex(styles)),
    [`${kind} Parse(string s, NumberStyles style, IFormatProvider provider)`]: (
      _: null,
      [text, styles]: [string | null, EnumValue],
    ) => parseNumber(text, kind, isHex(styles)),
    [`bool TryParse(string s, out ${kind} result)`]: (
      _: null,
      [text, out]: [string | null, { value: Value }],
    ) => attempt(text, out),
    [`bool TryParse(string s, NumberStyles style, IFormatProvider provider, out ${kind} result)`]: (
      _: null,
      [text, styles, , out]: [string | null, EnumValue, Value, { value: Value }],
    ) => attempt(text, out, isHex(styles)),
  };
  if (isWholeKind(kind)) {
    const [lowest, highest] = rangeOf(kind);
    shared[`${kind} MinValue`] = () => makeWhole(kind, lowest, false);
    shared[`${kind} MaxValue`] = () => makeWhole(kind, highest, false);
    return shared;
  }
  if (kind === 'decimal') {
    return {
      ...shared,
      'decimal MinValue': () => new Decimal(1n - (1n << 96n)),
      'decimal MaxValue': () => new Decimal((1n << 96n) - 1n),
      'decimal Zero': () => new Decimal(0n),
      'decimal One': () => new Decimal(1n),
      'decimal MinusOne': () => new Decimal(-1n),
      'decimal Round(decimal d)': (_: null, [d]: [Decimal]) => d.round(0),
      'decimal Round(decimal d, int decimals)': (_: null, [d, n]: [Decimal, number]) => d.round(n),
      'decimal Round(decimal d, int decimals, MidpointRounding mode)': (
        _: null,
        [d, n, mode]: [Decimal, number, EnumValue],
      ) => d.round(n, mode.value === 1),
      'decimal Truncate(decimal d)': (_: null, [d]: [Decimal]) => new Decimal(d.truncate()),
      'decimal Floor(decimal d)': (_: null, [d]: [Decimal]) => d.floor(),
      'decimal Ceiling(decimal d)': (_: null, [d]: [Decimal]) => d.negate().floor().negate(),
      'int ToInt32(decimal d)': (_: null, [d]: [Decimal]) => convertNumber(d, 'int', true),
      'double ToDouble(decimal d)': (_: null, [d]: [Decimal]) => new Double(d.toNumber()),
    };
  }
  const single = kind === 'float';
  const largest = single ? 3.4028234663852886e38 : Number.MAX_VALUE;
  return {
    ...shared,
    [`${kind} MinValue`]: () => new Double(-largest, single),
    [`${kind} MaxValue`]: () => new Double(largest, single),
    [`${kind} NaN`]: () => new Double(Number.NaN, single),
    [`${kind} PositiveInfinity`]: () => new Double(Number.POSITIVE_INFINITY, single),
    [`${kind} NegativeInfinity`]: () => new Double(Number.NEGATIVE_INFINITY, single),
    [`${kind} Epsilon`]: () => new Double(single ? 1.401298464324817e-45 : Number.MIN_VALUE, single),
    [`bool IsNaN(${kind} d)`]: (_: null, [d]: [Double]) => Number.isNaN(d.value),
    [`bool IsInfinity(${kind} d)`]: (_: null, [d]: [Double]) =>
      Math.abs(d.value) === Number.POSITIVE_INFINITY,
    [`bool IsPositiveInfinity(${kind} d)`]: (_: null, [d]: [Double]) => d.value === Number.POSITIVE_INFINITY,
    [`bool IsNegativeInfinity(${kind} d)`]: (_: null, [d]: [Double]) => d.value === Number.NEGATIVE_INFINITY,
  };
}

function numberType(kind: NumericKind, alias: string): TypeDefinition {
  return defineType(kind, {
    kind: 'struct',
    aliases: [alias],
    bases: ['IComparable', 'IFormattable'],
    statics: statics(kind),
    members: {
      'string ToString()': (self: Numeric) => formatNumber(self, null),
      'string ToString(string format)': (self: Numeric, [format]: [string | null]) =>
        formatNumber(self, format),
      'string ToString(IFormatProvider provider)': (self: Numeric) => formatNumber(self, null),
      'string ToString(string format, IFormatProvider provider)': (
        self: Numeric,
        [format]: [string | null],
      ) => formatNumber(self, format),
      [`int CompareTo(${kind} value)`]: (self: Numeric, [other]: [Numeric]) =>
        compareValues(self, other) ?? compareNumbers(self, other),
      'int CompareTo(object value)': (self: Numeric, [other]: [Value]) => compareTo(self, other),
      [`bool Equals(${kind} obj)`]: (self: Numeric, [other]: [Numeric]) => areEqual(self, other),
    },
  });
}

const bool = defineType('bool', {
  kind: 'struct',
  aliases: ['Boolean'],
  bases: ['IComparable'],
  statics: {
    'bool Parse(string value)': (_: null, [text]: [string | null]) => parseBool(text),
    'bool TryParse(string value, out bool result)': (
      _: null,
      [text, out]: [string | null, { value: Value }],
    ) => {
      const found = readBool(text ?? '');
      out.value = found ?? false;
      return found !== null;
    },
    'string TrueString': () => 'True',
    'string FalseString': () => 'False',
  },
  members: {
    'string ToString(IFormatProvider provider)': (self: boolean) => (self ? 'True' : 'False'),
    'int CompareTo(bool value)': (self: boolean, [other]: [boolean]) => Number(self) - Number(other),
    'bool Equals(bool obj)': (self: boolean, [other]: [boolean]) => self === other,
  },
});

function readBool(text: string): boolean | null {
  const word = text.length > 1000 ? '' : text.replace(/^[\s\0]+|[\s\0]+$/g, '').toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : null;
}

/** @throws ArgumentNullException, FormatException */
export function parseBool(text: string | null): boolean {
  if (text === null) throw argumentNull('value');
  const found = readBool(text);
  if (found === null)
    throw dotnetError('FormatException', `String '${text}' was not recognized as a valid Boolean.`);
  return found;
}

const test =
  (pattern: RegExp) =>
  (_: null, [c]: [Char]) =>
    pattern.test(String.fromCharCode(c.code));
const testAt =
  (pattern: RegExp) =>
  (_: null, [s, i]: [string, number]) =>
    pattern.test(s.charAt(i));
const tests = {
  IsDigit: /\p{Nd}/u,
  IsLetter: /\p{L}/u,
  IsLetterOrDigit: /[\p{L}\p{Nd}]/u,
  IsUpper: /\p{Lu}/u,
  IsLower: /\p{Ll}/u,
  IsWhiteSpace: /[\s\x85]/u,
  IsPunctuation: /\p{P}/u,
  IsSymbol: /\p{S}/u,
  IsControl: /\p{Cc}/u,
  IsNumber: /\p{N}/u,
  IsSeparator: /\p{Z}/u,
};

const upper = (c: Char) => changed(c, String.fromCharCode(c.code).toUpperCase());
const lower = (c: Char) => changed(c, String.fromCharCode(c.code).toLowerCase());
const changed = (c: Char, text: string) => (text.length === 1 ? new Char(text.charCodeAt(0)) : c);

const char = defineType('char', {
  kind: 'struct',
  aliases: ['Char'],
  bases: ['IComparable'],
  zero: new Char(0),
  statics: {
    ...Object.fromEntries(
      Object.entries(tests).flatMap(([name, pattern]) => [
        [`bool ${name}(char c)`, test(pattern)],
        [`bool ${name}(string s, int index)`, testAt(pattern)],
      ]),
    ),
    'char ToUpper(char c)': (_: null, [c]: [Char]) => upper(c),
    'char ToLower(char c)': (_: null, [c]: [Char]) => lower(c),
    'char ToUpperInvariant(char c)': (_: null, [c]: [Char]) => upper(c),
    'char ToLowerInvariant(char c)': (_: null, [c]: [Char]) => lower(c),
    'double GetNumericValue(char c)': (_: null, [c]: [Char]) =>
      new Double(c.code >= 48 && c.code <= 57 ? c.code - 48 : -1),
    'string ToString(char c)': (_: null, [c]: [Char]) => String.fromCharCode(c.code),
    'char Parse(string s)': (_: null, [text]: [string | null]) => {
      if (text === null) throw argumentNull('s');
      if (text.length !== 1)
        throw dotnetError('FormatException', 'String must be exactly one character long.');
      return new Char(text.charCodeAt(0));
    },
    'char MaxValue': () => new Char(65535),
    'char MinValue': () => new Char(0),
  },
  members: {
    'int CompareTo(char value)': (self: Char, [other]: [Char]) => self.code - other.code,
    'bool Equals(char obj)': (self: Char, [other]: [Char]) => self.code === other.code,
  },
});

const interfaces = ['IFormatProvider', 'IComparable', 'IFormattable', 'IDisposable'].map((name) =>
  defineType(name, { kind: 'interface' }),
);

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

function isNotANumber(value: Numeric): boolean {
  return value instanceof Double && Number.isNaN(value.value);
}

const math = defineType('Math', {
  kind: 'static',
  statics: {
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

export const numberTypes: readonly TypeDefinition[] = [
  ...kinds.map(([kind, alias]) => numberType(kind, alias)),
  bool,
  char,
  math,
  ...interfaces,
];
