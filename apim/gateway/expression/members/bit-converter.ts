import { dotnetError } from '../errors.ts';
import { defineType } from '../types/definition.ts';
import { Char, Double, type Integer } from '../value.ts';
import { argumentNull } from '../values/collection.ts';
import { makeWhole } from '../values/number.ts';

export function bytesNeeded(value: Uint8Array | null, name: string): Uint8Array {
  if (value === null) throw argumentNull(name);
  return value;
}

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

export const bitConverter = defineType('BitConverter', {
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
    'bool ToBoolean(byte[] value, int startIndex)': (_: null, [bytes, start]: [Uint8Array, number]) =>
      view(bytes, start, 1).getUint8(0) !== 0,
    'char ToChar(byte[] value, int startIndex)': (_: null, [bytes, start]: [Uint8Array, number]) =>
      new Char(view(bytes, start, 2).getUint16(0, true)),
    'float ToSingle(byte[] value, int startIndex)': (_: null, [bytes, start]: [Uint8Array, number]) =>
      new Double(view(bytes, start, 4).getFloat32(0, true), true),
    'long DoubleToInt64Bits(double value)': (_: null, [value]: [Double]) =>
      new DataView(made(8, (to) => to.setFloat64(0, value.value)).buffer).getBigInt64(0),
    'double Int64BitsToDouble(long value)': (_: null, [value]: [bigint]) =>
      new Double(new DataView(made(8, (to) => to.setBigInt64(0, value)).buffer).getFloat64(0)),
    'byte[] GetBytes(char value)': (_: null, [value]: [Char]) =>
      made(2, (to) => to.setUint16(0, value.code, true)),
    'byte[] GetBytes(ushort value)': (_: null, [value]: [Integer]) =>
      made(2, (to) => to.setUint16(0, Number(value.value), true)),
    'byte[] GetBytes(float value)': (_: null, [value]: [Double]) =>
      made(4, (to) => to.setFloat32(0, value.value, true)),
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
