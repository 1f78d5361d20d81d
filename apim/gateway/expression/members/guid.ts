import { dotnetError } from '../errors.ts';
import { defineType } from '../types/definition.ts';
import type { Call } from '../types/signature.ts';
import type { Value } from '../value.ts';
import { argumentNull } from '../values/collection.ts';
import { Guid } from '../values/guid.ts';

export const guid = defineType('Guid', {
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
