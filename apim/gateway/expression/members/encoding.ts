import { dotnetError } from '../errors.ts';
import { defineType } from '../types/definition.ts';
import type { Call } from '../types/signature.ts';
import { Encoding, encodingOf } from '../values/binary.ts';
import { argumentNull, type CsArray } from '../values/collection.ts';
import { textOf } from '../values/object.ts';

const encodings: Readonly<Record<string, Encoding>> = {
  UTF8: new Encoding('utf-8'),
  ASCII: new Encoding('us-ascii'),
  Unicode: new Encoding('utf-16'),
  BigEndianUnicode: new Encoding('utf-16BE'),
  UTF32: new Encoding('utf-32'),
  Latin1: new Encoding('iso-8859-1'),
  Default: new Encoding('utf-8'),
};

export const encoding = defineType('Encoding', {
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
