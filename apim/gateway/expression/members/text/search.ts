import type { MemberTable } from '../../types/definition.ts';
import type { Char } from '../../value.ts';
import type { CsArray } from '../../values/collection.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { textOf } from '../../values/object.ts';
import { chars, folded, ignoresCase, needed, outOfRange, toUpper } from './characters.ts';

/** IndexOf by code units; ignoring case through upper-casing of the same length. */
function indexOf(self: string, value: string | null, start: number, ignoreCase: boolean): number {
  const wanted = needed(value);
  if (start < 0 || start > self.length)
    throw outOfRange(
      'startIndex',
      'Index was out of range. Must be non-negative and less than or equal to the size of the collection.',
    );
  return ignoreCase ? toUpper(self).indexOf(toUpper(wanted), start) : self.indexOf(wanted, start);
}

export const search: MemberTable = {
  'bool Contains(string value)': (self: string, [value]: [string | null]) => self.includes(needed(value)),
  'bool Contains(char value)': (self: string, [c]: [Char]) => self.includes(textOf(c)),
  'bool Contains(string value, StringComparison comparisonType)': (
    self: string,
    [value, rule]: [string | null, EnumValue],
  ) => folded(self, rule).includes(folded(needed(value), rule)),
  'bool StartsWith(string value)': (self: string, [value]: [string | null]) => self.startsWith(needed(value)),
  'bool StartsWith(char value)': (self: string, [c]: [Char]) => self.startsWith(textOf(c)),
  'bool StartsWith(string value, StringComparison comparisonType)': (
    self: string,
    [value, rule]: [string | null, EnumValue],
  ) => folded(self, rule).startsWith(folded(needed(value), rule)),
  'bool EndsWith(string value)': (self: string, [value]: [string | null]) => self.endsWith(needed(value)),
  'bool EndsWith(char value)': (self: string, [c]: [Char]) => self.endsWith(textOf(c)),
  'bool EndsWith(string value, StringComparison comparisonType)': (
    self: string,
    [value, rule]: [string | null, EnumValue],
  ) => folded(self, rule).endsWith(folded(needed(value), rule)),
  'int IndexOf(string value)': (self: string, [value]: [string | null]) => indexOf(self, value, 0, false),
  'int IndexOf(string value, int startIndex)': (self: string, [value, start]: [string | null, number]) =>
    indexOf(self, value, start, false),
  'int IndexOf(string value, StringComparison comparisonType)': (
    self: string,
    [value, rule]: [string | null, EnumValue],
  ) => indexOf(self, value, 0, ignoresCase(rule)),
  'int IndexOf(string value, int startIndex, StringComparison comparisonType)': (
    self: string,
    [value, start, rule]: [string | null, number, EnumValue],
  ) => indexOf(self, value, start, ignoresCase(rule)),
  'int IndexOf(char value)': (self: string, [c]: [Char]) => self.indexOf(textOf(c)),
  'int IndexOf(char value, int startIndex)': (self: string, [c, start]: [Char, number]) =>
    indexOf(self, textOf(c), start, false),
  'int LastIndexOf(string value)': (self: string, [value]: [string | null]) =>
    self.lastIndexOf(needed(value)),
  'int LastIndexOf(string value, StringComparison comparisonType)': (
    self: string,
    [value, rule]: [string | null, EnumValue],
  ) => folded(self, rule).lastIndexOf(folded(needed(value), rule)),
  'int LastIndexOf(char value)': (self: string, [c]: [Char]) => self.lastIndexOf(textOf(c)),
  'int IndexOfAny(char[] anyOf)': (self: string, [set]: [CsArray]) => {
    const wanted = chars(set);
    for (let i = 0; i < self.length; i++) if (wanted.includes(self[i] ?? '')) return i;
    return -1;
  },
  'int LastIndexOfAny(char[] anyOf)': (self: string, [set]: [CsArray]) => {
    const wanted = chars(set);
    for (let i = self.length - 1; i >= 0; i--) if (wanted.includes(self[i] ?? '')) return i;
    return -1;
  },
};
