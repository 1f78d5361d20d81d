import { dotnetError } from '../errors.ts';
import { defineType } from '../types/definition.ts';
import type { Call } from '../types/signature.ts';
import type { Integer, Value } from '../value.ts';
import { argumentNull } from '../values/collection.ts';
import { Guid } from '../values/guid.ts';
import { byteOf } from '../values/number.ts';

export const guid = defineType('Guid', {
  kind: 'struct',
  bases: ['IComparable', 'IFormattable'],
  zero: new Guid('0'.repeat(32)),
  constructors: {
    '()': () => new Guid('0'.repeat(32)),
    '(string g)': (_: null, [text]: [string | null]) => parseGuid(text, 'g'),
    '(int a, short b, short c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k)': (
      _: null,
      [a, ...rest]: [number, ...Integer[]],
    ) => composed(a, rest),
    '(int a, short b, short c, byte[] d)': (_: null, [a, b, c, d]: [number, Integer, Integer, Uint8Array]) =>
      composed(a, [b, c, ...Array.from(d, byteOf)]),
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
    'Guid ParseExact(string input, string format)': (_: null, [text, format]: [string | null, string]) =>
      exactGuid(text, format) ?? badGuid(),
    'bool TryParseExact(string input, string format, out Guid result)': (
      _: null,
      [text, format, out]: [string | null, string, { value: Value }],
    ) => {
      const found = text === null ? null : exactGuid(text, format);
      out.value = found ?? new Guid('0'.repeat(32));
      return found !== null;
    },
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

/** A GUID of its fields: 4, 2 and 2 bytes, then eight single ones. */
function composed(a: number, [b, c, ...bytes]: readonly Integer[]): Guid {
  const hex = (value: bigint, bytes: number) =>
    BigInt.asUintN(bytes * 8, value)
      .toString(16)
      .padStart(bytes * 2, '0');
  const tail = bytes.map((byte) => hex(byte.value, 1)).join('');
  return new Guid(hex(BigInt(a), 4) + hex(b?.value ?? 0n, 2) + hex(c?.value ?? 0n, 2) + tail);
}

/** A GUID in exactly this format, null when it has another. */
function exactGuid(text: string | null, format: string): Guid | null {
  if (text === null) throw argumentNull('input');
  const found = Guid.parse(text);
  return found !== null && found.text(format).toLowerCase() === text.trim().toLowerCase() ? found : null;
}

function badGuid(): never {
  throw dotnetError(
    'FormatException',
    'Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).',
  );
}

function parseGuid(text: string | null, parameter: string): Guid {
  if (text === null) throw argumentNull(parameter);
  const found = Guid.parse(text);
  return found ?? badGuid();
}
