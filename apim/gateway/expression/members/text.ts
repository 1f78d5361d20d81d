import { dotnetError } from '../errors.ts';
import type { Run } from '../run.ts';
import { t } from '../type-ref.ts';
import type { MemberTable, TypeDefinition } from '../types/definition.ts';
import { defineType } from '../types/definition.ts';
import type { Call } from '../types/signature.ts';
import type { Value } from '../value.ts';
import { Char } from '../value.ts';
import { argumentNull, CsArray, stringArray } from '../values/collection.ts';
import { composeText } from '../values/compose.ts';
import { StringComparer } from '../values/dictionary.ts';
import { enumerate } from '../values/enumerate.ts';
import type { EnumValue } from '../values/enumeration.ts';
import { compareOrdinal, compareText, textOf } from '../values/object.ts';

const outOfRange = (
  parameter: string,
  message = 'Specified argument was out of the range of valid values.',
) => dotnetError('ArgumentOutOfRangeException', `${message} (Parameter '${parameter}')`);

const ignoresCase = (rule: EnumValue) => rule.value % 2 === 1;
const isOrdinal = (rule: EnumValue) => rule.value >= 4;
/** Simple case mapping: one unit to one unit, as .NET's invariant casing. */
export const toUpper = (text: string) =>
  isAscii(text)
    ? text.toUpperCase()
    : [...text].map((c) => (c.toUpperCase().length === c.length ? c.toUpperCase() : c)).join('');
export const toLower = (text: string) =>
  isAscii(text)
    ? text.toLowerCase()
    : [...text].map((c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join('');
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
const isAscii = (text: string) => /^[\x00-\x7f]*$/.test(text);

const insensitive = new Intl.Collator('en', { sensitivity: 'accent' });

export function compareBy(a: string | null, b: string | null, rule: EnumValue): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (isOrdinal(rule))
    return ignoresCase(rule) ? compareOrdinal(toUpper(a), toUpper(b)) : compareOrdinal(a, b);
  return ignoresCase(rule) ? insensitive.compare(a, b) : compareText(a, b);
}

const folded = (text: string, rule: EnumValue) => (ignoresCase(rule) ? toUpper(text) : text);

function needed(value: string | null, name = 'value'): string {
  if (value === null) throw argumentNull(name);
  return value;
}

function substring(self: string, start: number, length: number | null): string {
  if (start < 0) throw outOfRange('startIndex', 'StartIndex cannot be less than zero.');
  if (start > self.length)
    throw outOfRange('startIndex', 'startIndex cannot be larger than length of string.');
  if (length === null) return self.slice(start);
  if (length < 0) throw outOfRange('length', 'Length cannot be less than zero.');
  if (start + length > self.length)
    throw outOfRange('length', 'Index and length must refer to a location within the string.');
  return self.slice(start, start + length);
}

/** Split at characters or strings; no separator means white space. */
function split(self: string, separators: readonly string[], count: number, options: number): CsArray {
  if (count < 0) throw outOfRange('count', 'count must be non-negative.');
  const removeEmpty = (options & 1) !== 0;
  const trim = (options & 2) !== 0;
  const real = separators.filter((separator) => separator !== '');
  const parts: string[] = [];
  let from = 0;
  const push = (part: string) => {
    const text = trim ? trimmed(part, null, 3) : part;
    if (!(removeEmpty && text === '')) parts.push(text);
  };
  if (count === 0) return stringArray([]);
  const [only] = real;
  if (only !== undefined && real.length === 1 && count === all && options === 0)
    return stringArray(self.split(only));
  for (let i = 0; i < self.length && parts.length < count - 1; ) {
    const hit =
      separators.length === 0
        ? /[\s\x85]/.test(self[i] ?? '')
          ? (self[i] ?? null)
          : null
        : (real.find((separator) => self.startsWith(separator, i)) ?? null);
    if (hit === null) i += 1;
    else {
      push(self.slice(from, i));
      i += hit.length;
      from = i;
    }
  }
  let rest = self.slice(from);
  // the last part keeps its separators, but leading empty parts go
  if (removeEmpty && parts.length === count - 1 && count !== Number.POSITIVE_INFINITY) {
    for (
      let hit = real.find((separator) => rest.startsWith(separator));
      hit !== undefined;
      hit = real.find((separator) => rest.startsWith(separator))
    )
      rest = rest.slice(hit.length);
  }
  push(rest);
  return stringArray(parts);
}

const chars = (array: CsArray | null): string[] => (array === null ? [] : array.items.map((c) => textOf(c)));
const strings = (array: CsArray | null): string[] =>
  array === null ? [] : array.items.filter((s) => s !== null && s !== '').map((s) => textOf(s));
const all = Number.POSITIVE_INFINITY;

/** sides: 1 start, 2 end, 3 both; set null is white space. */
function trimmed(self: string, set: readonly string[] | null, sides: number): string {
  const drops = (c: string) =>
    set === null || set.length === 0 ? /[\s\x85]/.test(c) && c !== '\ufeff' : set.includes(c);
  let start = 0;
  let end = self.length;
  if ((sides & 1) !== 0) while (start < end && drops(self[start] ?? '')) start += 1;
  if ((sides & 2) !== 0) while (end > start && drops(self[end - 1] ?? '')) end -= 1;
  return self.slice(start, end);
}

function pad(self: string, width: number, c: Char | null, left: boolean, run: Run): string {
  if (width < 0) throw outOfRange('totalWidth');
  run.allocate(width);
  const fill = c === null ? ' ' : String.fromCharCode(c.code);
  return left ? self.padStart(width, fill) : self.padEnd(width, fill);
}

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

function replace(self: string, from: string | null, to: string | null, run: Run): string {
  if (from === null) throw argumentNull('oldValue');
  if (from === '')
    throw dotnetError('ArgumentException', "String cannot be of zero length. (Parameter 'oldValue')");
  const parts = self.split(from);
  const by = to ?? '';
  run.allocate(self.length + (parts.length - 1) * (by.length - from.length));
  return parts.join(by);
}

function insert(self: string, at: number, value: string | null, run: Run): string {
  const text = needed(value);
  if (at < 0 || at > self.length) throw outOfRange('startIndex');
  run.allocate(self.length + text.length);
  return self.slice(0, at) + text + self.slice(at);
}

function remove(self: string, start: number, count: number): string {
  if (start < 0) throw outOfRange('startIndex', 'StartIndex cannot be less than zero.');
  if (count < 0) throw outOfRange('count');
  if (start + count > self.length)
    throw outOfRange('count', 'Index and count must refer to a location within the string.');
  return self.slice(0, start) + self.slice(start + count);
}

function join(separator: string | null, items: Iterable<Value>, run: Run): string {
  const parts: string[] = [];
  let size = 0;
  for (const item of items) {
    run.step();
    const text = textOf(item);
    size += text.length + (separator?.length ?? 0);
    run.allocate(size, 0);
    parts.push(text);
  }
  return run.text(parts.join(separator ?? ''));
}

function repeat(c: Char, count: number, run: Run): string {
  if (count < 0) throw outOfRange('count', "'count' must be non-negative.");
  run.allocate(count);
  return String.fromCharCode(c.code).repeat(count);
}

const format = (_: null, [text, args]: [string | null, CsArray], call: Call) =>
  composeText(needed(text, 'format'), present(args), call.run);

/** System.String; `extensions` are APIM's extension methods of it. */
/** `Format(text, null)` passes a null array. */
function present(args: CsArray | null): readonly Value[] {
  if (args === null) throw argumentNull('args');
  return args.items;
}

const string = (extensions: MemberTable) =>
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
      'string Concat(string str0, string str1)': (
        _: null,
        [a, b]: [string | null, string | null],
        call: Call,
      ) => call.run.text((a ?? '') + (b ?? '')),
      'string Concat(params string[] values)': (_: null, [values]: [CsArray], call: Call) =>
        join('', values.items, call.run),
      'string Concat(params object[] args)': (_: null, [values]: [CsArray], call: Call) =>
        join('', values.items, call.run),
      'string Concat<T>(IEnumerable<T> values)': (_: null, [values]: [Value], call: Call) =>
        join('', enumerate(values, call.run), call.run),
      'string Join(string separator, params string[] value)': (
        _: null,
        [separator, values]: [string | null, CsArray | null],
        call: Call,
      ) => {
        if (values === null) throw argumentNull('value');
        return join(separator, values.items, call.run);
      },
      'string Join(string separator, params object[] values)': (
        _: null,
        [separator, values]: [string | null, CsArray],
        call: Call,
      ) => join(separator, values.items, call.run),
      'string Join<T>(string separator, IEnumerable<T> values)': (
        _: null,
        [separator, values]: [string | null, Value],
        call: Call,
      ) => join(separator, enumerate(values, call.run), call.run),
      'string Join(char separator, params string[] value)': (
        _: null,
        [separator, values]: [Char, CsArray],
        call: Call,
      ) => join(textOf(separator), values.items, call.run),
      'string Join(char separator, params object[] values)': (
        _: null,
        [separator, values]: [Char, CsArray],
        call: Call,
      ) => join(textOf(separator), values.items, call.run),
      'string Join<T>(char separator, IEnumerable<T> values)': (
        _: null,
        [separator, values]: [Char, Value],
        call: Call,
      ) => join(textOf(separator), enumerate(values, call.run), call.run),
      'string Format(string format, params object[] args)': format,
      'string Format(IFormatProvider provider, string format, params object[] args)': (
        _: null,
        [, text, args]: [Value, string | null, CsArray],
        call: Call,
      ) => format(null, [text, args], call),
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
      'string Copy(string str)': (_: null, [text]: [string | null]) => needed(text, 'str'),
      'string Intern(string str)': (_: null, [text]: [string | null]) => needed(text, 'str'),
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
      'string Substring(int startIndex)': (self: string, [start]: [number]) => substring(self, start, null),
      'string Substring(int startIndex, int length)': (self: string, [start, length]: [number, number]) =>
        substring(self, start, length),
      'string ToUpper()': (self: string) => toUpper(self),
      'string ToLower()': (self: string) => toLower(self),
      'string ToUpperInvariant()': (self: string) => toUpper(self),
      'string ToLowerInvariant()': (self: string) => toLower(self),
      'string Trim()': (self: string) => trimmed(self, null, 3),
      'string Trim(char trimChar)': (self: string, [c]: [Char]) => trimmed(self, [textOf(c)], 3),
      'string Trim(params char[] trimChars)': (self: string, [set]: [CsArray | null]) =>
        trimmed(self, chars(set), 3),
      'string TrimStart()': (self: string) => trimmed(self, null, 1),
      'string TrimStart(char trimChar)': (self: string, [c]: [Char]) => trimmed(self, [textOf(c)], 1),
      'string TrimStart(params char[] trimChars)': (self: string, [set]: [CsArray | null]) =>
        trimmed(self, chars(set), 1),
      'string TrimEnd()': (self: string) => trimmed(self, null, 2),
      'string TrimEnd(char trimChar)': (self: string, [c]: [Char]) => trimmed(self, [textOf(c)], 2),
      'string TrimEnd(params char[] trimChars)': (self: string, [set]: [CsArray | null]) =>
        trimmed(self, chars(set), 2),
      'string[] Split(params char[] separator)': (self: string, [set]: [CsArray | null]) =>
        split(self, chars(set), all, 0),
      'string[] Split(char separator, StringSplitOptions options = 0)': (
        self: string,
        [c, options]: [Char, EnumValue | number],
      ) => split(self, [textOf(c)], all, optionBits(options)),
      'string[] Split(char separator, int count, StringSplitOptions options = 0)': (
        self: string,
        [c, count, options]: [Char, number, EnumValue | number],
      ) => split(self, [textOf(c)], count, optionBits(options)),
      'string[] Split(string separator, StringSplitOptions options = 0)': (
        self: string,
        [s, options]: [string | null, EnumValue | number],
      ) => splitAtText(self, s, all, options),
      'string[] Split(string separator, int count, StringSplitOptions options = 0)': (
        self: string,
        [s, count, options]: [string | null, number, EnumValue | number],
      ) => splitAtText(self, s, count, options),
      'string[] Split(char[] separator, int count)': (self: string, [set, count]: [CsArray | null, number]) =>
        split(self, chars(set), count, 0),
      'string[] Split(char[] separator, StringSplitOptions options)': (
        self: string,
        [set, options]: [CsArray | null, EnumValue],
      ) => split(self, chars(set), all, options.value),
      'string[] Split(char[] separator, int count, StringSplitOptions options)': (
        self: string,
        [set, count, options]: [CsArray | null, number, EnumValue],
      ) => split(self, chars(set), count, options.value),
      'string[] Split(string[] separator, StringSplitOptions options)': (
        self: string,
        [set, options]: [CsArray | null, EnumValue],
      ) => split(self, strings(set), all, options.value),
      'string[] Split(string[] separator, int count, StringSplitOptions options)': (
        self: string,
        [set, count, options]: [CsArray | null, number, EnumValue],
      ) => split(self, strings(set), count, options.value),
      'bool Contains(string value)': (self: string, [value]: [string | null]) => self.includes(needed(value)),
      'bool Contains(char value)': (self: string, [c]: [Char]) => self.includes(textOf(c)),
      'bool Contains(string value, StringComparison comparisonType)': (
        self: string,
        [value, rule]: [string | null, EnumValue],
      ) => folded(self, rule).includes(folded(needed(value), rule)),
      'bool StartsWith(string value)': (self: string, [value]: [string | null]) =>
        self.startsWith(needed(value)),
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
      'string Replace(string oldValue, string newValue)': (
        self: string,
        [from, to]: [string | null, string | null],
        call: Call,
      ) => replace(self, from, to, call.run),
      'string Replace(char oldChar, char newChar)': (self: string, [from, to]: [Char, Char], call: Call) =>
        call.run.text(self.replaceAll(textOf(from), () => textOf(to))),
      'string Replace(string oldValue, string newValue, StringComparison comparisonType)': (
        self: string,
        [from, to, rule]: [string | null, string | null, EnumValue],
        call: Call,
      ) => {
        if (!ignoresCase(rule)) return replace(self, from, to, call.run);
        if (needed(from, 'oldValue') === '') return replace(self, from, to, call.run);
        const upper = toUpper(self);
        const wanted = toUpper(from ?? '');
        const parts: string[] = [];
        let at = 0;
        for (let hit = upper.indexOf(wanted); hit >= 0; hit = upper.indexOf(wanted, at)) {
          parts.push(self.slice(at, hit));
          at = hit + wanted.length;
        }
        return join(to, [...parts, self.slice(at)], call.run);
      },
      'string Insert(int startIndex, string value)': (
        self: string,
        [at, value]: [number, string | null],
        call: Call,
      ) => insert(self, at, value, call.run),
      'string Remove(int startIndex)': (self: string, [start]: [number]) =>
        remove(self, start, Math.max(0, self.length - start)),
      'string Remove(int startIndex, int count)': (self: string, [start, count]: [number, number]) =>
        remove(self, start, count),
      'string PadLeft(int totalWidth)': (self: string, [width]: [number], call: Call) =>
        pad(self, width, null, true, call.run),
      'string PadLeft(int totalWidth, char paddingChar)': (
        self: string,
        [width, c]: [number, Char],
        call: Call,
      ) => pad(self, width, c, true, call.run),
      'string PadRight(int totalWidth)': (self: string, [width]: [number], call: Call) =>
        pad(self, width, null, false, call.run),
      'string PadRight(int totalWidth, char paddingChar)': (
        self: string,
        [width, c]: [number, Char],
        call: Call,
      ) => pad(self, width, c, false, call.run),
      'char[] ToCharArray()': (self: string, _args: [], call: Call) => {
        call.run.steppedBy(self.length);
        return new CsArray(
          t.char,
          Array.from({ length: self.length }, (_, i) => new Char(self.charCodeAt(i))),
        );
      },
      'char[] ToCharArray(int startIndex, int length)': (self: string, [start, length]: [number, number]) => {
        const part = substring(self, start, length);
        return new CsArray(
          t.char,
          Array.from({ length }, (_, i) => new Char(part.charCodeAt(i))),
        );
      },
      'bool Equals(string value)': (self: string, [value]: [string | null]) => self === value,
      'bool Equals(string value, StringComparison comparisonType)': (
        self: string,
        [value, rule]: [string | null, EnumValue],
      ) => value !== null && compareBy(self, value, rule) === 0,
      'int CompareTo(string strB)': (self: string, [other]: [string | null]) =>
        other === null ? 1 : compareText(self, other),
      'object Clone()': (self: string) => self,
      'bool IsNormalized()': (self: string) => self.normalize() === self,
      'string Normalize()': (self: string) => self.normalize(),
    },
  });

function optionBits(options: EnumValue | number): number {
  return typeof options === 'number' ? options : options.value;
}

function splitAtText(
  self: string,
  separator: string | null,
  count: number,
  options: EnumValue | number,
): CsArray {
  return separator === null || separator === ''
    ? split(self, ['\0none\0'.repeat(2)], count, optionBits(options))
    : split(self, [separator], count, optionBits(options));
}

function ordinalDifference(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = a.charCodeAt(i) - b.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const comparer = (rule: 'exact' | 'ignoreCase', ordinal: boolean) => {
  const made = new StringComparer(rule, ordinal);
  return () => made;
};

const stringComparer = defineType('StringComparer', {
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

export const textTypes = (extensions: MemberTable): readonly TypeDefinition[] => [
  string(extensions),
  stringComparer,
  defineType('IEqualityComparer<T>', { kind: 'interface' }),
  defineType('IComparer<T>', { kind: 'interface' }),
];
