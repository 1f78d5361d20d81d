import { t } from '../../type-ref.ts';
import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import { Char } from '../../value.ts';
import { CsArray, stringArray } from '../../values/collection.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { textOf } from '../../values/object.ts';
import { trimmed } from './change.ts';
import { all, chars, outOfRange, strings, substring } from './characters.ts';

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

export const splitting: MemberTable = {
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
};

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
