import { dotnetError } from '../errors.ts';
import { defineType, type TypeDefinition } from '../types/definition.ts';
import type { Body, Call } from '../types/signature.ts';
import { Char, Double, type Integer, type Value } from '../value.ts';
import { fromBase64, toBase64 } from '../values/binary.ts';
import { argumentNull, type CsArray } from '../values/collection.ts';
import { Decimal } from '../values/decimal.ts';
import { EnumValue } from '../values/enumeration.ts';
import { JValue } from '../values/json-value.ts';
import {
  convertNumber,
  floatOf,
  isNumeric,
  isWholeKind,
  makeWhole,
  type Numeric,
  type NumericKind,
  overflowMessage,
  rangeOf,
  wholeOf,
} from '../values/number.ts';
import { parseNumber } from '../values/number-parse.ts';
import { fullName, textOf, typeOf } from '../values/object.ts';
import { DateTime } from '../values/time.ts';
import { parseDateTime } from '../values/time-parse.ts';
import type { TypeObject } from '../values/type-object.ts';
import { bitConverter, bytesNeeded } from './bit-converter.ts';
import { parseBool } from './bool.ts';
import { culture, environment, textInfo } from './culture.ts';
import { encoding } from './encoding.ts';
import { guid } from './guid.ts';
import { random } from './random.ts';
import { stringBuilder } from './string-builder.ts';

const names: Readonly<Record<string, NumericKind>> = {
  SByte: 'sbyte',
  Byte: 'byte',
  Int16: 'short',
  UInt16: 'ushort',
  Int32: 'int',
  UInt32: 'uint',
  Int64: 'long',
  UInt64: 'ulong',
  Single: 'float',
  Double: 'double',
  Decimal: 'decimal',
  Char: 'char',
};

const badCast = (value: Value, to: string) =>
  dotnetError(
    'InvalidCastException',
    `Unable to cast object of type '${fullName(typeOf(value))}' to type 'System.${to}'.`,
  );

/** Convert.ToX: rounds to even, null gives 0, text is parsed. */
function toNumber(value: Value, kind: NumericKind, label: string): Value {
  const plain = value instanceof JValue ? value.value : value;
  if (plain === null) return kind === 'char' ? new Char(0) : convertNumber(0, kind, false);
  if (typeof plain === 'boolean') return convertNumber(plain ? 1 : 0, kind, false);
  if (typeof plain === 'string') {
    if (kind !== 'char') return parseNumber(plain, kind);
    if (plain.length !== 1)
      throw dotnetError('FormatException', 'String must be exactly one character long.');
    return new Char(plain.charCodeAt(0));
  }
  if (plain instanceof EnumValue) return convertNumber(plain.value, kind, true);
  if (!isNumeric(plain)) throw badCast(plain, label);
  if (plain instanceof Char && (kind === 'double' || kind === 'float' || kind === 'decimal'))
    throw badCast(plain, label);
  return rounded(plain, kind);
}

function rounded(value: Numeric, kind: NumericKind): Value {
  if (!isWholeKind(kind)) return convertNumber(value, kind, true);
  let whole: bigint;
  if (value instanceof Double) {
    if (!Number.isFinite(value.value)) throw dotnetError('OverflowException', overflowMessage(kind));
    const floor = Math.floor(value.value);
    const rest = value.value - floor;
    whole = BigInt(rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor);
  } else whole = value instanceof Decimal ? value.round(0).truncate() : wholeOf(value);
  const [lowest, highest] = rangeOf(kind);
  if (whole < lowest || whole > highest) throw dotnetError('OverflowException', overflowMessage(kind));
  return makeWhole(kind, whole, true);
}

/** Convert.ToInt32("ff", 16) */
function fromBase(
  text: string | null,
  base: number,
  kind: 'byte' | 'short' | 'int' | 'long' | 'uint' | 'ulong' | 'sbyte' | 'ushort',
): Value {
  if (![2, 8, 10, 16].includes(base)) throw dotnetError('ArgumentException', 'Invalid Base.');
  if (text === null) return makeWhole(kind, 0n, false);
  if (text === '')
    throw dotnetError(
      'ArgumentOutOfRangeException',
      "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'startIndex')",
    );
  if (base === 10) return parseNumber(text, kind);
  const digits = base === 16 ? text.replace(/^0x/i, '') : text;
  const valid = { 2: /^[01]+$/, 8: /^[0-7]+$/, 16: /^[\dA-Fa-f]+$/ }[base as 2];
  if (!valid.test(digits)) throw dotnetError('FormatException', 'Could not find any recognizable digits.');
  const value = BigInt(`0${{ 2: 'b', 8: 'o', 16: 'x' }[base as 2]}${digits}`);
  const [lowest, highest] = rangeOf(kind);
  if (value > highest - lowest) throw dotnetError('OverflowException', overflowMessage(kind));
  return makeWhole(kind, value, false);
}

function inBase(value: bigint, bits: number, base: number): string {
  return (base === 10 ? value : BigInt.asUintN(bits, value)).toString(base);
}

const toNumbers: Record<string, Body> = {};

for (const [name, kind] of Object.entries(names)) {
  toNumbers[`${kind} To${name}(object value)`] = (_: null, [value]: [Value]) => toNumber(value, kind, name);
  toNumbers[`${kind} To${name}(object value, IFormatProvider provider)`] = (_: null, [value]: [Value]) =>
    toNumber(value, kind, name);
  if (isWholeKind(kind) && kind !== 'char')
    toNumbers[`${kind} To${name}(string value, int fromBase)`] = (
      _: null,
      [text, base]: [string | null, number],
    ) => fromBase(text, base, kind);
}

function toBoolean(value: Value): boolean {
  const plain = value instanceof JValue ? value.value : value;
  if (plain === null) return false;
  if (typeof plain === 'boolean') return plain;
  if (typeof plain === 'string') return parseBool(plain);
  if (!isNumeric(plain) || plain instanceof Char) throw badCast(plain, 'Boolean');
  return floatOf(plain) !== 0;
}

function toDateTime(value: Value, call: Call): DateTime {
  if (value === null) return new DateTime(0n);
  if (value instanceof DateTime) return value;
  if (value instanceof JValue && value.value instanceof DateTime) return value.value;
  if (typeof value !== 'string') throw badCast(value, 'DateTime');
  return parseDateTime(value, call.run.seams.now);
}

/** The types of the members of TypeCode whose names differ. */
const ofTypeCode: Readonly<Record<string, string>> = {
  ...names,
  Boolean: 'bool',
  String: 'string',
  Object: 'object',
};

/** Convert.ChangeType. @throws InvalidCastException, FormatException, OverflowException */
function changed(value: Value, to: string, call: Call): Value {
  if (to === 'object') return value;
  if (to === 'string') return value === null ? null : textOf(value);
  if (to === 'bool') return toBoolean(value);
  if (to === 'DateTime') return toDateTime(value, call);
  const known = Object.entries(names).find(([, kind]) => kind === to);
  if (known !== undefined) return toNumber(value, known[1], known[0]);
  if (value !== null && typeOf(value).name === to) return value;
  throw badCast(value, to);
}

const convert = defineType('Convert', {
  kind: 'static',
  statics: {
    ...toNumbers,
    'bool ToBoolean(object value)': (_: null, [value]: [Value]) => toBoolean(value),
    'bool ToBoolean(object value, IFormatProvider provider)': (_: null, [value]: [Value]) => toBoolean(value),
    'string ToString(string value)': (_: null, [value]: [Value]) => value,
    'string ToString(object value)': (_: null, [value]: [Value]) => textOf(value),
    'string ToString(object value, IFormatProvider provider)': (_: null, [value]: [Value]) => textOf(value),
    'string ToString(byte value, int toBase)': (_: null, [value, base]: [Integer, number]) =>
      inBase(value.value, 8, base),
    'string ToString(short value, int toBase)': (_: null, [value, base]: [Integer, number]) =>
      inBase(value.value, 16, base),
    'string ToString(int value, int toBase)': (_: null, [value, base]: [number, number]) =>
      inBase(BigInt(value), 32, base),
    'string ToString(long value, int toBase)': (_: null, [value, base]: [bigint, number]) =>
      inBase(value, 64, base),
    'DateTime ToDateTime(object value)': (_: null, [value]: [Value], call: Call) => toDateTime(value, call),
    'DateTime ToDateTime(object value, IFormatProvider provider)': (_: null, [value]: [Value], call: Call) =>
      toDateTime(value, call),
    'byte[] FromBase64String(string s)': (_: null, [text]: [string | null], call: Call) => {
      call.run.allocate(text?.length ?? 0);
      return fromBase64(text);
    },
    'string ToBase64String(byte[] inArray)': (_: null, [bytes]: [Uint8Array | null], call: Call) =>
      call.run.text(toBase64(bytesNeeded(bytes, 'inArray'))),
    'string ToBase64String(byte[] inArray, Base64FormattingOptions options)': (
      _: null,
      [bytes, options]: [Uint8Array | null, EnumValue],
    ) => {
      const text = toBase64(bytesNeeded(bytes, 'inArray'));
      return options.value === 1 ? text.replace(/.{76}(?=.)/g, '$&\r\n') : text;
    },
    'string ToBase64String(byte[] inArray, int offset, int length)': (
      _: null,
      [bytes, offset, length]: [Uint8Array | null, number, number],
    ) => toBase64(bytesNeeded(bytes, 'inArray').slice(offset, offset + length)),
    'string ToHexString(byte[] inArray)': (_: null, [bytes]: [Uint8Array | null]) =>
      Buffer.from(bytesNeeded(bytes, 'inArray')).toString('hex').toUpperCase(),
    'byte[] FromHexString(string s)': (_: null, [text]: [string | null]) => {
      if (text === null) throw argumentNull('s');
      if (text.length % 2 !== 0 || !/^[\dA-Fa-f]*$/.test(text))
        throw dotnetError(
          'FormatException',
          'The input is not a valid hex string as it contains a non-hex character.',
        );
      return new Uint8Array(Buffer.from(text, 'hex'));
    },
    'byte[] FromBase64CharArray(char[] inArray, int offset, int length)': (
      _: null,
      [chars, offset, length]: [CsArray, number, number],
    ) =>
      fromBase64(
        chars.items
          .slice(offset, offset + length)
          .map((c) => textOf(c))
          .join(''),
      ),
    'string ToHexStringLower(byte[] inArray)': (_: null, [bytes]: [Uint8Array | null]) =>
      Buffer.from(bytesNeeded(bytes, 'inArray')).toString('hex'),
    'object ChangeType(object value, Type conversionType)': (
      _: null,
      [value, to]: [Value, TypeObject],
      call: Call,
    ) => changed(value, to.described.name, call),
    'object ChangeType(object value, Type conversionType, IFormatProvider provider)': (
      _: null,
      [value, to]: [Value, TypeObject],
      call: Call,
    ) => changed(value, to.described.name, call),
    'object ChangeType(object value, TypeCode typeCode)': (
      _: null,
      [value, code]: [Value, EnumValue],
      call: Call,
    ) => changed(value, ofTypeCode[code.label] ?? code.label, call),
    'bool IsDBNull(object value)': () => false,
  },
});

export const convertTypes: readonly TypeDefinition[] = [
  convert,
  encoding,
  guid,
  random,
  stringBuilder,
  bitConverter,
  culture,
  textInfo,
  environment,
];
