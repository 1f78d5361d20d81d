import { dotnetError } from '../errors.ts';
import { named } from '../type-ref.ts';
import type { TypeDefinition } from '../types/definition.ts';
import { defineType } from '../types/definition.ts';
import type { Body, Call } from '../types/signature.ts';
import type { TypeRef, Value } from '../value.ts';
import { Char, DotnetObject, Double, type Integer } from '../value.ts';
import { Encoding, encodingOf, fromBase64, toBase64 } from '../values/binary.ts';
import { argumentNull, type CsArray } from '../values/collection.ts';
import { composeText } from '../values/compose.ts';
import { Decimal } from '../values/decimal.ts';
import { EnumValue } from '../values/enumeration.ts';
import { Guid } from '../values/guid.ts';
import { JValue } from '../values/json.ts';
import type { Numeric, NumericKind } from '../values/number.ts';
import {
  convertNumber,
  floatOf,
  isNumeric,
  isWholeKind,
  makeWhole,
  overflowMessage,
  rangeOf,
  wholeOf,
} from '../values/number.ts';
import { parseNumber } from '../values/number-parse.ts';
import { fullName, textOf, typeOf } from '../values/object.ts';
import { DateTime } from '../values/time.ts';
import { parseDateTime } from '../values/time-parse.ts';
import { parseBool } from './number.ts';

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

function bytesNeeded(value: Uint8Array | null, name: string): Uint8Array {
  if (value === null) throw argumentNull(name);
  return value;
}

const convert = defineType('Convert', {
  kind: 'static',
  statics: {
    ...toNumbers,
    'bool ToBoolean(object value)': (_: null, [value]: [Value]) => {
      const plain = value instanceof JValue ? value.value : value;
      if (plain === null) return false;
      if (typeof plain === 'boolean') return plain;
      if (typeof plain === 'string') return parseBool(plain);
      if (!isNumeric(plain) || plain instanceof Char) throw badCast(plain, 'Boolean');
      return floatOf(plain) !== 0;
    },
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
    'DateTime ToDateTime(object value)': (_: null, [value]: [Value], call: Call) => {
      if (value === null) return new DateTime(0n);
      if (value instanceof DateTime) return value;
      if (value instanceof JValue && value.value instanceof DateTime) return value.value;
      if (typeof value !== 'string') throw badCast(value, 'DateTime');
      return parseDateTime(value, call.run.seams.now);
    },
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
    'bool IsDBNull(object value)': () => false,
  },
});

const encodings: Readonly<Record<string, Encoding>> = {
  UTF8: new Encoding('utf-8'),
  ASCII: new Encoding('us-ascii'),
  Unicode: new Encoding('utf-16'),
  BigEndianUnicode: new Encoding('utf-16BE'),
  UTF32: new Encoding('utf-32'),
  Latin1: new Encoding('iso-8859-1'),
  Default: new Encoding('utf-8'),
};

const encoding = defineType('Encoding', {
  statics: {
    ...Object.fromEntries(
      Object.entries(encodings).map(([name, value]) => [`Encoding ${name}`, () => value]),
    ),
    'Encoding GetEncoding(string name)': (_: null, [name]: [string]) => {
      const found = encodingOf(name);
      if (found === null)
        throw dotnetError('ArgumentException', `'${name}' is not a supported encoding name.`);
      return found;
    },
  },
  members: {
    'byte[] GetBytes(string s)': (self: Encoding, [text]: [string | null], call: Call) => {
      if (text === null) throw argumentNull('s');
      call.run.allocate(text.length * 2);
      return self.encode(text);
    },
    'byte[] GetBytes(char[] chars)': (self: Encoding, [chars]: [CsArray]) =>
      self.encode(chars.items.map((c) => textOf(c)).join('')),
    'string GetString(byte[] bytes)': (self: Encoding, [bytes]: [Uint8Array | null], call: Call) => {
      if (bytes === null) throw argumentNull('bytes');
      return call.run.text(self.decode(bytes));
    },
    'string GetString(byte[] bytes, int index, int count)': (
      self: Encoding,
      [bytes, index, count]: [Uint8Array, number, number],
    ) => {
      if (index < 0 || count < 0 || index + count > bytes.length)
        throw dotnetError(
          'ArgumentOutOfRangeException',
          "Index and count must refer to a location within the buffer. (Parameter 'bytes')",
        );
      return self.decode(bytes.subarray(index, index + count));
    },
    'int GetByteCount(string s)': (self: Encoding, [text]: [string]) => self.encode(text).length,
    'string WebName': (self: Encoding) => self.label,
    'string ToString()': (self: Encoding) => self.label,
  },
});

const guid = defineType('Guid', {
  kind: 'struct',
  bases: ['IComparable', 'IFormattable'],
  zero: new Guid('0'.repeat(32)),
  constructors: {
    '()': () => new Guid('0'.repeat(32)),
    '(string g)': (_: null, [text]: [string | null]) => parseGuid(text, 'g'),
    '(byte[] b)': (_: null, [bytes]: [Uint8Array]) => {
      if (bytes.length !== 16)
        throw dotnetError(
          'ArgumentException',
          "Byte array for Guid must be exactly 16 bytes long. (Parameter 'b')",
        );
      return Guid.fromBytes(bytes);
    },
  },
  statics: {
    'Guid Empty': () => new Guid('0'.repeat(32)),
    'Guid NewGuid()': (_: null, _args: [], call: Call) =>
      new Guid(call.run.seams.guid().replaceAll('-', '').toLowerCase()),
    'Guid Parse(string input)': (_: null, [text]: [string | null]) => parseGuid(text, 'input'),
    'bool TryParse(string input, out Guid result)': (
      _: null,
      [text, out]: [string | null, { value: Value }],
    ) => {
      const found = text === null ? null : Guid.parse(text);
      out.value = found ?? new Guid('0'.repeat(32));
      return found !== null;
    },
  },
  members: {
    'string ToString(string format)': (self: Guid, [format]: [string | null]) => self.text(format),
    'byte[] ToByteArray()': (self: Guid) => self.bytes(),
    'int CompareTo(Guid value)': (self: Guid, [other]: [Guid]) => self.compareTo(other) ?? 0,
    'bool Equals(Guid g)': (self: Guid, [other]: [Guid]) => self.equals(other),
  },
});

function parseGuid(text: string | null, parameter: string): Guid {
  if (text === null) throw argumentNull(parameter);
  const found = Guid.parse(text);
  if (found === null)
    throw dotnetError(
      'FormatException',
      'Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).',
    );
  return found;
}

/** System.Random: numbers come from the seam; a seed gives a repeatable sequence of its own (not .NET's). */
class RandomSource extends DotnetObject {
  readonly dotnetType: TypeRef = named('Random');
  private state: number | null;
  constructor(seed: number | null) {
    super();
    this.state = seed;
  }

  next(call: Call): number {
    if (this.state === null) return call.run.seams.random();
    // mulberry32
    this.state = (this.state + 0x6d2b79f5) | 0;
    let z = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
    return ((z ^ (z >>> 14)) >>> 0) / 4_294_967_296;
  }
}

function between(self: RandomSource, low: number, high: number, call: Call): number {
  if (low > high)
    throw dotnetError(
      'ArgumentOutOfRangeException',
      "'minValue' cannot be greater than maxValue. (Parameter 'minValue')",
    );
  return low + Math.floor(self.next(call) * (high - low));
}

const random = defineType('Random', {
  constructors: {
    '()': () => new RandomSource(null),
    '(int seed)': (_: null, [seed]: [number]) => new RandomSource(seed),
  },
  statics: { 'Random Shared': () => new RandomSource(null) },
  members: {
    'int Next()': (self: RandomSource, _args: [], call: Call) => between(self, 0, 2_147_483_647, call),
    'int Next(int maxValue)': (self: RandomSource, [high]: [number], call: Call) => {
      if (high < 0)
        throw dotnetError(
          'ArgumentOutOfRangeException',
          "'maxValue' must be greater than or equal to zero. (Parameter 'maxValue')",
        );
      return between(self, 0, high, call);
    },
    'int Next(int minValue, int maxValue)': (self: RandomSource, [low, high]: [number, number], call: Call) =>
      between(self, low, high, call),
    'double NextDouble()': (self: RandomSource, _args: [], call: Call) => new Double(self.next(call)),
    'void NextBytes(byte[] buffer)': (self: RandomSource, [bytes]: [Uint8Array], call: Call) => {
      for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(self.next(call) * 256);
      return null;
    },
  },
});

/** System.Text.StringBuilder. */
class StringBuilder extends DotnetObject {
  readonly dotnetType: TypeRef = named('StringBuilder');
  content: string;
  constructor(content: string) {
    super();
    this.content = content;
  }

  override text(): string {
    return this.content;
  }

  put(text: string, call: Call): this {
    call.run.allocate(this.content.length + text.length, text.length);
    this.content += text;
    return this;
  }
}

function within(self: StringBuilder, start: number, length: number): void {
  if (start < 0 || length < 0 || start + length > self.content.length)
    throw dotnetError(
      'ArgumentOutOfRangeException',
      'Index was out of range. Must be non-negative and less than or equal to the size of the collection.',
    );
}

const stringBuilder = defineType('StringBuilder', {
  constructors: {
    '()': () => new StringBuilder(''),
    '(int capacity)': () => new StringBuilder(''),
    '(string value)': (_: null, [text]: [string | null]) => new StringBuilder(text ?? ''),
    '(string value, int capacity)': (_: null, [text]: [string | null]) => new StringBuilder(text ?? ''),
  },
  members: {
    'int Length': (self: StringBuilder) => self.content.length,
    'int Capacity': (self: StringBuilder) => Math.max(16, self.content.length),
    'char this[int index]': (self: StringBuilder, [index]: [number]) => {
      if (index < 0 || index >= self.content.length)
        throw dotnetError('IndexOutOfRangeException', 'Index was outside the bounds of the array.');
      return new Char(self.content.charCodeAt(index));
    },
    'StringBuilder Append(char value, int repeatCount)': (
      self: StringBuilder,
      [c, count]: [Char, number],
      call: Call,
    ) => {
      call.run.allocate(count);
      return self.put(textOf(c).repeat(count), call);
    },
    'StringBuilder Append(char[] value)': (self: StringBuilder, [chars]: [CsArray | null], call: Call) =>
      self.put((chars?.items ?? []).map((c) => textOf(c)).join(''), call),
    'StringBuilder Append(object value)': (self: StringBuilder, [value]: [Value], call: Call) =>
      self.put(textOf(value), call),
    'StringBuilder AppendLine()': (self: StringBuilder, _args: [], call: Call) => self.put('\n', call),
    'StringBuilder AppendLine(string value)': (self: StringBuilder, [text]: [string | null], call: Call) =>
      self.put(`${text ?? ''}\n`, call),
    'StringBuilder AppendFormat(string format, params object[] args)': (
      self: StringBuilder,
      [format, args]: [string, CsArray],
      call: Call,
    ) => self.put(composeText(format, args.items, call.run), call),
    'StringBuilder AppendJoin(string separator, params object[] values)': (
      self: StringBuilder,
      [separator, values]: [string | null, CsArray],
      call: Call,
    ) => self.put(values.items.map((value) => textOf(value)).join(separator ?? ''), call),
    'StringBuilder Insert(int index, object value)': (
      self: StringBuilder,
      [index, value]: [number, Value],
      call: Call,
    ) => {
      within(self, index, 0);
      const rest = self.content.slice(index);
      self.content = self.content.slice(0, index);
      return self.put(textOf(value), call).put(rest, call);
    },
    'StringBuilder Remove(int startIndex, int length)': (
      self: StringBuilder,
      [start, length]: [number, number],
    ) => {
      within(self, start, length);
      self.content = self.content.slice(0, start) + self.content.slice(start + length);
      return self;
    },
    'StringBuilder Replace(string oldValue, string newValue)': (
      self: StringBuilder,
      [from, to]: [string | null, string | null],
      call: Call,
    ) => {
      if (from === null) throw argumentNull('oldValue');
      if (from === '')
        throw dotnetError('ArgumentException', "The value cannot be an empty string. (Parameter 'oldValue')");
      const parts = self.content.split(from);
      call.run.allocate(self.content.length + parts.length * (to?.length ?? 0));
      self.content = parts.join(to ?? '');
      return self;
    },
    'StringBuilder Replace(char oldChar, char newChar)': (self: StringBuilder, [from, to]: [Char, Char]) => {
      self.content = self.content.split(textOf(from)).join(textOf(to));
      return self;
    },
    'StringBuilder Clear()': (self: StringBuilder) => {
      self.content = '';
      return self;
    },
    'string ToString(int startIndex, int length)': (
      self: StringBuilder,
      [start, length]: [number, number],
    ) => {
      within(self, start, length);
      return self.content.slice(start, start + length);
    },
  },
  setters: {
    'int Length': (self: StringBuilder, [length]: [number], call: Call) => {
      call.run.allocate(length);
      self.content = self.content.slice(0, length).padEnd(length, '\0');
      return null;
    },
  },
});

const view = (bytes: Uint8Array, start: number, size: number) => {
  if (start < 0 || start >= bytes.length)
    throw dotnetError(
      'ArgumentOutOfRangeException',
      "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'startIndex')",
    );
  if (start + size > bytes.length)
    throw dotnetError(
      'ArgumentException',
      "Destination array is not long enough to copy all the items in the collection. Check array index and length. (Parameter 'value')",
    );
  return new DataView(bytes.buffer, bytes.byteOffset + start, size);
};
const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('-');
const made = (size: number, write: (target: DataView) => void) => {
  const target = new Uint8Array(size);
  write(new DataView(target.buffer));
  return target;
};

const bitConverter = defineType('BitConverter', {
  kind: 'static',
  statics: {
    'bool IsLittleEndian': () => true,
    'string ToString(byte[] value)': (_: null, [bytes]: [Uint8Array]) => hex(bytes),
    'string ToString(byte[] value, int startIndex)': (_: null, [bytes, start]: [Uint8Array, number]) =>
      hex(bytes.subarray(start)),
    'string ToString(byte[] value, int startIndex, int length)': (
      _: null,
      [bytes, start, length]: [Uint8Array, number, number],
    ) => hex(bytes.subarray(start, start + length)),
    'short ToInt16(byte[] value, int startIndex)': (_: null, [bytes, start]: [Uint8Array, number]) =>
      makeWhole('short', BigInt(view(bytes, start, 2).getInt16(0, true)), false),
    'ushort ToUInt16(byte[] value, int startIndex)': (_: null, [bytes, start]: [Uint8Array, number]) =>
      makeWhole('ushort', BigInt(view(bytes, start, 2).getUint16(0, true)), false),
    'int ToInt32(byte[] value, int startIndex)': (_: null, [bytes, start]: [Uint8Array, number]) =>
      view(bytes, start, 4).getInt32(0, true),
    'uint ToUInt32(byte[] value, int startIndex)': (_: null, [bytes, start]: [Uint8Array, number]) =>
      makeWhole('uint', BigInt(view(bytes, start, 4).getUint32(0, true)), false),
    'long ToInt64(byte[] value, int startIndex)': (_: null, [bytes, start]: [Uint8Array, number]) =>
      view(bytes, start, 8).getBigInt64(0, true),
    'ulong ToUInt64(byte[] value, int startIndex)': (_: null, [bytes, start]: [Uint8Array, number]) =>
      makeWhole('ulong', view(bytes, start, 8).getBigUint64(0, true), false),
    'double ToDouble(byte[] value, int startIndex)': (_: null, [bytes, start]: [Uint8Array, number]) =>
      new Double(view(bytes, start, 8).getFloat64(0, true)),
    'byte[] GetBytes(bool value)': (_: null, [value]: [boolean]) => Uint8Array.of(value ? 1 : 0),
    'byte[] GetBytes(short value)': (_: null, [value]: [Integer]) =>
      made(2, (to) => to.setInt16(0, Number(value.value), true)),
    'byte[] GetBytes(int value)': (_: null, [value]: [number]) =>
      made(4, (to) => to.setInt32(0, value, true)),
    'byte[] GetBytes(uint value)': (_: null, [value]: [Integer]) =>
      made(4, (to) => to.setUint32(0, Number(value.value), true)),
    'byte[] GetBytes(long value)': (_: null, [value]: [bigint]) =>
      made(8, (to) => to.setBigInt64(0, value, true)),
    'byte[] GetBytes(ulong value)': (_: null, [value]: [Integer]) =>
      made(8, (to) => to.setBigUint64(0, value.value, true)),
    'byte[] GetBytes(double value)': (_: null, [value]: [Double]) =>
      made(8, (to) => to.setFloat64(0, value.value, true)),
  },
});

/** CultureInfo: everything is formatted in the invariant culture. */
class CultureInfo extends DotnetObject {
  readonly dotnetType: TypeRef = named('CultureInfo');
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
  }

  override text(): string {
    return this.name;
  }
}

const culture = defineType('CultureInfo', {
  bases: ['IFormatProvider'],
  constructors: { '(string name)': (_: null, [name]: [string]) => new CultureInfo(name) },
  statics: {
    'CultureInfo InvariantCulture': () => new CultureInfo(''),
    'CultureInfo CurrentCulture': () => new CultureInfo(''),
  },
  members: { 'string Name': (self: CultureInfo) => self.name },
});

const environment = defineType('Environment', { kind: 'static', statics: { 'string NewLine': () => '\n' } });

export const convertTypes: readonly TypeDefinition[] = [
  convert,
  encoding,
  guid,
  random,
  stringBuilder,
  bitConverter,
  culture,
  environment,
];
