import { dotnetError } from '../errors.ts';
import { defineType, type MemberTable, type TypeDefinition } from '../types/definition.ts';
import type { Body } from '../types/signature.ts';
import { Double, type Value } from '../value.ts';
import { Decimal } from '../values/decimal.ts';
import type { EnumValue } from '../values/enumeration.ts';
import {
  compareNumbers,
  convertNumber,
  isWholeKind,
  makeWhole,
  type Numeric,
  type NumericKind,
  rangeOf,
} from '../values/number.ts';
import { formatNumber } from '../values/number-format.ts';
import { parseNumber, tryParseNumber } from '../values/number-parse.ts';
import { areEqual, compareValues, typeOf } from '../values/object.ts';
import { bool } from './bool.ts';
import { char } from './char.ts';
import { decimalArithmetic, decimalConstructors } from './decimal.ts';
import { math } from './math.ts';

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

/** The text of a whole number in styles that allow more than digits and a sign: separators, and a fraction of zeros. */
function plainText(text: string | null, styles: EnumValue): string | null {
  let plain = text;
  if ((styles.value & 64) !== 0) plain = plain?.replace(/(?<=\d),/g, '') ?? null;
  if ((styles.value & 32) !== 0) plain = plain?.replace(/\.0*(?=\s*$)/, '') ?? null;
  return plain;
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
      parseNumber(isWholeKind(kind) ? plainText(text, styles) : text, kind, isHex(styles)),
    [`${kind} Parse(string s, NumberStyles style, IFormatProvider provider)`]: (
      _: null,
      [text, styles]: [string | null, EnumValue],
    ) => parseNumber(isWholeKind(kind) ? plainText(text, styles) : text, kind, isHex(styles)),
    [`bool TryParse(string s, out ${kind} result)`]: (
      _: null,
      [text, out]: [string | null, { value: Value }],
    ) => attempt(text, out),
    [`bool TryParse(string s, NumberStyles style, IFormatProvider provider, out ${kind} result)`]: (
      _: null,
      [text, styles, , out]: [string | null, EnumValue, Value, { value: Value }],
    ) => attempt(isWholeKind(kind) ? plainText(text, styles) : text, out, isHex(styles)),
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
      ...decimalArithmetic,
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
    [`bool IsFinite(${kind} d)`]: (_: null, [d]: [Double]) => Number.isFinite(d.value),
    [`bool IsNegative(${kind} d)`]: (_: null, [d]: [Double]) => d.value < 0 || Object.is(d.value, -0),
    [`bool IsNegativeInfinity(${kind} d)`]: (_: null, [d]: [Double]) => d.value === Number.NEGATIVE_INFINITY,
  };
}

function numberType(kind: NumericKind, alias: string): TypeDefinition {
  return defineType(kind, {
    kind: 'struct',
    aliases: [alias],
    bases: ['IComparable', 'IFormattable'],
    ...(kind === 'decimal' && { constructors: decimalConstructors }),
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

const interfaces = ['IFormatProvider', 'IComparable', 'IFormattable', 'IDisposable'].map((name) =>
  defineType(name, { kind: 'interface' }),
);

export const numberTypes: readonly TypeDefinition[] = [
  ...kinds.map(([kind, alias]) => numberType(kind, alias)),
  bool,
  char,
  math,
  ...interfaces,
];
