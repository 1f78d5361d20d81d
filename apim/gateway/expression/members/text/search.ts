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

const range = (self: string, start: number, count: number): void => {
  if (start < 0 || start > self.length || count < 0 || start + count > self.length)
    throw outOfRange(
      'count',
      'Count must be positive and count must refer to a location within the string/array/collection.',
    );
};

/** IndexOf within `count` units from `start` on. */
function indexWithin(self: string, value: string, start: number, count: number, ignoreCase: boolean): number {
  range(self, start, count);
  return indexOf(self.slice(0, start + count), value, start, ignoreCase);
}

/** LastIndexOf within `count` units that end at `start`. */
function lastWithin(self: string, value: string, start: number, count: number, ignoreCase: boolean): number {
  if (self === '') return value === '' ? 0 : -1;
  const end = Math.min(start, self.length - 1) + 1;
  range(self, end - count, count);
  const text = self.slice(end - count, end);
  const at = ignoreCase ? toUpper(text).lastIndexOf(toUpper(value)) : text.lastIndexOf(value);
  return at < 0 ? -1 : at + end - count;
}

function anyOf(self: string, set: CsArray, start: number, count: number): number {
  range(self, start, count);
  const wanted = new Set(chars(set));
  for (let i = start; i < start + count; i++) if (wanted.has(self[i] ?? '')) return i;
  return -1;
}

function lastAnyOf(self: string, set: CsArray, start: number, count: number): number {
  if (self === '') return -1;
  range(self, start - count + 1, count);
  const wanted = new Set(chars(set));
  for (let i = start; i > start - count; i--) if (wanted.has(self[i] ?? '')) return i;
  return -1;
}

/** Searches of a part of the text. */
const ranges: MemberTable = {
  'int IndexOf(string value, int startIndex, int count)': (
    self: string,
    [value, start, count]: [string | null, number, number],
  ) => indexWithin(self, needed(value), start, count, false),
  'int IndexOf(string value, int startIndex, int count, StringComparison comparisonType)': (
    self: string,
    [value, start, count, rule]: [string | null, number, number, EnumValue],
  ) => indexWithin(self, needed(value), start, count, ignoresCase(rule)),
  'int IndexOf(char value, int startIndex, int count)': (
    self: string,
    [c, start, count]: [Char, number, number],
  ) => indexWithin(self, textOf(c), start, count, false),
  'int IndexOf(char value, StringComparison comparisonType)': (self: string, [c, rule]: [Char, EnumValue]) =>
    indexOf(self, textOf(c), 0, ignoresCase(rule)),
  'int LastIndexOf(string value, int startIndex)': (self: string, [value, start]: [string | null, number]) =>
    lastWithin(self, needed(value), start, start + 1, false),
  'int LastIndexOf(string value, int startIndex, int count)': (
    self: string,
    [value, start, count]: [string | null, number, number],
  ) => lastWithin(self, needed(value), start, count, false),
  'int LastIndexOf(string value, int startIndex, StringComparison comparisonType)': (
    self: string,
    [value, start, rule]: [string | null, number, EnumValue],
  ) => lastWithin(self, needed(value), start, start + 1, ignoresCase(rule)),
  'int LastIndexOf(string value, int startIndex, int count, StringComparison comparisonType)': (
    self: string,
    [value, start, count, rule]: [string | null, number, number, EnumValue],
  ) => lastWithin(self, needed(value), start, count, ignoresCase(rule)),
  'int LastIndexOf(char value, int startIndex)': (self: string, [c, start]: [Char, number]) =>
    lastWithin(self, textOf(c), start, start + 1, false),
  'int LastIndexOf(char value, int startIndex, int count)': (
    self: string,
    [c, start, count]: [Char, number, number],
  ) => lastWithin(self, textOf(c), start, count, false),
  'int IndexOfAny(char[] anyOf, int startIndex)': (self: string, [set, start]: [CsArray, number]) =>
    anyOf(self, set, start, self.length - start),
  'int IndexOfAny(char[] anyOf, int startIndex, int count)': (
    self: string,
    [set, start, count]: [CsArray, number, number],
  ) => anyOf(self, set, start, count),
  'int LastIndexOfAny(char[] anyOf, int startIndex)': (self: string, [set, start]: [CsArray, number]) =>
    lastAnyOf(self, set, start, start + 1),
  'int LastIndexOfAny(char[] anyOf, int startIndex, int count)': (
    self: string,
    [set, start, count]: [CsArray, number, number],
  ) => lastAnyOf(self, set, start, count),
};

export const search: MemberTable = {
  ...ranges,
  'bool Contains(char value, StringComparison comparisonType)': (
    self: string,
    [c, rule]: [Char, EnumValue],
  ) => folded(self, rule).includes(folded(textOf(c), rule)),
  'bool StartsWith(string value, bool ignoreCase, CultureInfo culture)': (
    self: string,
    [value, ignore]: [string | null, boolean],
  ) => (ignore ? toUpper(self).startsWith(toUpper(needed(value))) : self.startsWith(needed(value))),
  'bool EndsWith(string value, bool ignoreCase, CultureInfo culture)': (
    self: string,
    [value, ignore]: [string | null, boolean],
  ) => (ignore ? toUpper(self).endsWith(toUpper(needed(value))) : self.endsWith(needed(value))),
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
