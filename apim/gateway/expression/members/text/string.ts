import { dotnetError } from '../../errors.ts';
import { defineType, type MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import { Char } from '../../value.ts';
import type { CsArray } from '../../values/collection.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { compareText } from '../../values/object.ts';
import { change, trimmed } from './change.ts';
import { chars, compareBy, needed, outOfRange, repeat, substring } from './characters.ts';
import { comparing } from './comparer.ts';
import { joining } from './join.ts';
import { search } from './search.ts';
import { splitting } from './split.ts';

export const string = (extensions: MemberTable) =>
  defineType('string', {
    extensions,
    aliases: ['String'],
    bases: ['IEnumerable<char>', 'IComparable'],
    constructors: {
      '(char c, int count)': (_: null, [c, count]: [Char, number], call: Call) => repeat(c, count, call.run),
      '(char[] value)': (_: null, [value]: [CsArray | null]) => chars(value).join(''),
      '(char[] value, int startIndex, int length)': (
        _: null,
        [value, start, length]: [CsArray, number, number],
      ) => substring(chars(value).join(''), start, length),
    },
    statics: {
      'string Empty': () => '',
      'bool IsNullOrEmpty(string value)': (_: null, [value]: [string | null]) =>
        value === null || value === '',
      'bool IsNullOrWhiteSpace(string value)': (_: null, [value]: [string | null]) =>
        value === null || trimmed(value, null, 3) === '',
      'string Copy(string str)': (_: null, [text]: [string | null]) => needed(text, 'str'),
      'string Intern(string str)': (_: null, [text]: [string | null]) => needed(text, 'str'),
      ...joining,
      ...comparing,
    },
    members: {
      'int Length': (self: string) => self.length,
      'char this[int index]': (self: string, [index]: [number]) => {
        if (index < 0 || index >= self.length)
          throw dotnetError('IndexOutOfRangeException', 'Index was outside the bounds of the array.');
        return new Char(self.charCodeAt(index));
      },
      'string ToString()': (self: string) => self,
      'string ToString(IFormatProvider provider)': (self: string) => self,
      'bool Equals(string value)': (self: string, [value]: [string | null]) => self === value,
      'bool Equals(string value, StringComparison comparisonType)': (
        self: string,
        [value, rule]: [string | null, EnumValue],
      ) => value !== null && compareBy(self, value, rule) === 0,
      'int CompareTo(string strB)': (self: string, [other]: [string | null]) =>
        other === null ? 1 : compareText(self, other),
      'void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)': (
        self: string,
        [start, to, at, count]: [number, CsArray, number, number],
      ) => {
        if (start < 0 || at < 0 || count < 0 || start + count > self.length || at + count > to.items.length)
          throw outOfRange('count', 'Index and count must refer to a location within the string.');
        for (let i = 0; i < count; i++) to.items[at + i] = new Char(self.charCodeAt(start + i));
        return null;
      },
      'object Clone()': (self: string) => self,
      ...search,
      ...change,
      ...splitting,
    },
  });
