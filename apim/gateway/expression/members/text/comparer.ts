import { defineType, type MemberTable } from '../../types/definition.ts';
import type { Value } from '../../value.ts';
import { StringComparer } from '../../values/dictionary.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { compareText } from '../../values/object.ts';
import { compareTexts } from '../comparison.ts';
import {
  compareBy,
  ignoresCase,
  insensitive,
  isOrdinal,
  ordinalDifference,
  outOfRange,
  toUpper,
} from './characters.ts';

/** In the order of the invariant culture; null comes first. */
function culturally(a: string | null, b: string | null, ignoreCase: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return ignoreCase ? insensitive.compare(a, b) : compareText(a, b);
}

/** The part of a text that a comparison sees. @throws ArgumentOutOfRangeException */
function part(text: string | null, start: number, length: number): string | null {
  if (length < 0 || start < 0 || start > (text?.length ?? 0))
    throw outOfRange('length', 'Index and length must refer to a location within the string.');
  return text === null ? null : text.slice(start, start + length);
}

export const comparing: MemberTable = {
  'int Compare(string strA, string strB)': (_: null, [a, b]: [string | null, string | null]) =>
    culturally(a, b, false),
  'int Compare(string strA, string strB, bool ignoreCase)': (
    _: null,
    [a, b, ignore]: [string | null, string | null, boolean],
  ) => culturally(a, b, ignore),
  'int Compare(string strA, string strB, StringComparison comparisonType)': (
    _: null,
    [a, b, rule]: [string | null, string | null, EnumValue],
  ) => (rule.value === 4 ? ordinalDifference(a, b) : Math.sign(compareBy(a, b, rule))),
  'int Compare(string strA, string strB, bool ignoreCase, CultureInfo culture)': (
    _: null,
    [a, b, ignore]: [string | null, string | null, boolean],
  ) => culturally(a, b, ignore),
  'int Compare(string strA, int indexA, string strB, int indexB, int length)': (
    _: null,
    [a, i, b, j, length]: [string | null, number, string | null, number, number],
  ) => culturally(part(a, i, length), part(b, j, length), false),
  'int Compare(string strA, int indexA, string strB, int indexB, int length, bool ignoreCase)': (
    _: null,
    [a, i, b, j, length, ignore]: [string | null, number, string | null, number, number, boolean],
  ) => culturally(part(a, i, length), part(b, j, length), ignore),
  'int Compare(string strA, int indexA, string strB, int indexB, int length, StringComparison comparisonType)':
    (
      _: null,
      [a, i, b, j, length, rule]: [string | null, number, string | null, number, number, EnumValue],
    ) => compareBy(part(a, i, length), part(b, j, length), rule),
  'int CompareOrdinal(string strA, int indexA, string strB, int indexB, int length)': (
    _: null,
    [a, i, b, j, length]: [string | null, number, string | null, number, number],
  ) => ordinalDifference(part(a, i, length), part(b, j, length)),
  'int CompareOrdinal(string strA, string strB)': (_: null, [a, b]: [string | null, string | null]) =>
    ordinalDifference(a, b),
  'bool Equals(string a, string b)': (_: null, [a, b]: [string | null, string | null]) => a === b,
  'bool Equals(string a, string b, StringComparison comparisonType)': (
    _: null,
    [a, b, rule]: [string | null, string | null, EnumValue],
  ) => compareBy(a, b, rule) === 0,
};

const comparer = (rule: 'exact' | 'ignoreCase', ordinal: boolean) => {
  const made = new StringComparer(rule, ordinal);
  return () => made;
};

export const stringComparer = defineType('StringComparer', {
  bases: ['IEqualityComparer<string>', 'IComparer<string>'],
  statics: {
    'StringComparer Ordinal': comparer('exact', true),
    'StringComparer OrdinalIgnoreCase': comparer('ignoreCase', true),
    'StringComparer InvariantCulture': comparer('exact', false),
    'StringComparer InvariantCultureIgnoreCase': comparer('ignoreCase', false),
    'StringComparer CurrentCulture': comparer('exact', false),
    'StringComparer FromComparison(StringComparison comparisonType)': (_: null, [rule]: [EnumValue]) =>
      new StringComparer(ignoresCase(rule) ? 'ignoreCase' : 'exact', isOrdinal(rule)),
    'StringComparer Create(CultureInfo culture, bool ignoreCase)': (_: null, [, ignore]: [Value, boolean]) =>
      new StringComparer(ignore ? 'ignoreCase' : 'exact', false),
    'StringComparer CurrentCultureIgnoreCase': comparer('ignoreCase', false),
  },
  members: {
    'bool Equals(string x, string y)': (self: StringComparer, [a, b]: [string | null, string | null]) =>
      self.rule === 'ignoreCase' ? toUpper(a ?? '\0') === toUpper(b ?? '\0') : a === b,
    'int Compare(string x, string y)': (self: StringComparer, [a, b]: [string, string]) =>
      compareTexts(self, a, b),
  },
});
