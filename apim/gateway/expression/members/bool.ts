import { dotnetError } from '../errors.ts';
import { defineType } from '../types/definition.ts';
import type { Value } from '../value.ts';
import { argumentNull } from '../values/collection.ts';

export const bool = defineType('bool', {
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
