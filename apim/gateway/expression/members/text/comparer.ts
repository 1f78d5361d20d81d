import { defineType, type MemberTable } from '../../types/definition.ts';
import { StringComparer } from '../../values/dictionary.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { compareOrdinal, compareText } from '../../values/object.ts';
import { compareBy, insensitive, ordinalDifference, toUpper } from './characters.ts';

export const comparing: MemberTable = {
  'int Compare(string strA, string strB)': (_: null, [a, b]: [string | null, string | null]) =>
    a === null || b === null ? (a === b ? 0 : a === null ? -1 : 1) : compareText(a, b),
  'int Compare(string strA, string strB, bool ignoreCase)': (
    _: null,
    [a, b, ignore]: [string | null, string | null, boolean],
  ) =>
    a === null || b === null
      ? a === b
        ? 0
        : a === null
          ? -1
          : 1
      : ignore
        ? insensitive.compare(a, b)
        : compareText(a, b),
  'int Compare(string strA, string strB, StringComparison comparisonType)': (
    _: null,
    [a, b, rule]: [string | null, string | null, EnumValue],
  ) => Math.sign(compareBy(a, b, rule)),
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
    'StringComparer CurrentCultureIgnoreCase': comparer('ignoreCase', false),
  },
  members: {
    'bool Equals(string x, string y)': (self: StringComparer, [a, b]: [string | null, string | null]) =>
      self.rule === 'ignoreCase' ? toUpper(a ?? '\0') === toUpper(b ?? '\0') : a === b,
    'int Compare(string x, string y)': (self: StringComparer, [a, b]: [string, string]) =>
      self.ordinal
        ? self.rule === 'ignoreCase'
          ? compareOrdinal(toUpper(a), toUpper(b))
          : ordinalDifference(a, b)
        : self.rule === 'ignoreCase'
          ? insensitive.compare(a, b)
          : compareText(a, b),
  },
});
