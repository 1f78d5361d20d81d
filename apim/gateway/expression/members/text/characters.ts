import { dotnetError } from '../../errors.ts';
import type { Run } from '../../run.ts';
import type { Char, Value } from '../../value.ts';
import { argumentNull, type CsArray } from '../../values/collection.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { compareOrdinal, compareText, textOf } from '../../values/object.ts';

export const outOfRange = (
  parameter: string,
  message = 'Specified argument was out of the range of valid values.',
) => dotnetError('ArgumentOutOfRangeException', `${message} (Parameter '${parameter}')`);

export const ignoresCase = (rule: EnumValue) => rule.value % 2 === 1;

export const isOrdinal = (rule: EnumValue) => rule.value >= 4;

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

export const insensitive = new Intl.Collator('en', { sensitivity: 'accent' });

export function compareBy(a: string | null, b: string | null, rule: EnumValue): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (isOrdinal(rule))
    return ignoresCase(rule) ? compareOrdinal(toUpper(a), toUpper(b)) : compareOrdinal(a, b);
  return ignoresCase(rule) ? insensitive.compare(a, b) : compareText(a, b);
}

export const folded = (text: string, rule: EnumValue) => (ignoresCase(rule) ? toUpper(text) : text);

export function needed(value: string | null, name = 'value'): string {
  if (value === null) throw argumentNull(name);
  return value;
}

export function substring(self: string, start: number, length: number | null): string {
  if (start < 0) throw outOfRange('startIndex', 'StartIndex cannot be less than zero.');
  if (start > self.length)
    throw outOfRange('startIndex', 'startIndex cannot be larger than length of string.');
  if (length === null) return self.slice(start);
  if (length < 0) throw outOfRange('length', 'Length cannot be less than zero.');
  if (start + length > self.length)
    throw outOfRange('length', 'Index and length must refer to a location within the string.');
  return self.slice(start, start + length);
}

export const chars = (array: CsArray | null): string[] =>
  array === null ? [] : array.items.map((c) => textOf(c));

export const strings = (array: CsArray | null): string[] =>
  array === null ? [] : array.items.filter((s) => s !== null && s !== '').map((s) => textOf(s));

export const all = Number.POSITIVE_INFINITY;

export function repeat(c: Char, count: number, run: Run): string {
  if (count < 0) throw outOfRange('count', "'count' must be non-negative.");
  run.allocate(count);
  return String.fromCharCode(c.code).repeat(count);
}

/** System.String; `extensions` are APIM's extension methods of it. */
/** `Format(text, null)` passes a null array. */
export function present(args: CsArray | null): readonly Value[] {
  if (args === null) throw argumentNull('args');
  return args.items;
}

export function ordinalDifference(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = a.charCodeAt(i) - b.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
