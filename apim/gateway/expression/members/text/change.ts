import { dotnetError } from '../../errors.ts';
import type { Run } from '../../run.ts';
import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Char } from '../../value.ts';
import { argumentNull, type CsArray } from '../../values/collection.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { textOf } from '../../values/object.ts';
import { chars, ignoresCase, needed, outOfRange, substring, toLower, toUpper } from './characters.ts';
import { join } from './join.ts';

/** sides: 1 start, 2 end, 3 both; set null is white space. */
export function trimmed(self: string, set: readonly string[] | null, sides: number): string {
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

/** Replace with a rule of comparison. */
function replaceBy(
  self: string,
  from: string | null,
  to: string | null,
  ignoreCase: boolean,
  run: Run,
): string {
  if (!ignoreCase || needed(from, 'oldValue') === '') return replace(self, from, to, run);
  const upper = toUpper(self);
  const wanted = toUpper(from ?? '');
  const parts: string[] = [];
  let at = 0;
  for (let hit = upper.indexOf(wanted); hit >= 0; hit = upper.indexOf(wanted, at)) {
    parts.push(self.slice(at, hit));
    at = hit + wanted.length;
  }
  return join(to, [...parts, self.slice(at)], run);
}

export const change: MemberTable = {
  'string Substring(int startIndex)': (self: string, [start]: [number]) => substring(self, start, null),
  'string Substring(int startIndex, int length)': (self: string, [start, length]: [number, number]) =>
    substring(self, start, length),
  'string ToUpper()': (self: string) => toUpper(self),
  'string ToLower()': (self: string) => toLower(self),
  'string ToUpper(CultureInfo culture)': (self: string) => toUpper(self),
  'string ToLower(CultureInfo culture)': (self: string) => toLower(self),
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
  ) => replaceBy(self, from, to, ignoresCase(rule), call.run),
  'string Replace(string oldValue, string newValue, bool ignoreCase, CultureInfo culture)': (
    self: string,
    [from, to, ignore]: [string | null, string | null, boolean],
    call: Call,
  ) => replaceBy(self, from, to, ignore, call.run),
  'string ReplaceLineEndings()': (self: string) => self.replace(/\r\n|[\r\n\f\x85\u2028\u2029]/g, '\n'),
  'string ReplaceLineEndings(string replacementText)': (self: string, [by]: [string | null], call: Call) => {
    const parts = self.split(/\r\n|[\r\n\f\x85\u2028\u2029]/);
    call.run.allocate(self.length + parts.length * needed(by, 'replacementText').length);
    return parts.join(by ?? '');
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
  'bool IsNormalized()': (self: string) => self.normalize() === self,
  'string Normalize()': (self: string) => self.normalize(),
};
