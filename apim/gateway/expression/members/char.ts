import { dotnetError } from '../errors.ts';
import { defineType } from '../types/definition.ts';
import { Char, Double } from '../value.ts';
import { argumentNull } from '../values/collection.ts';

const test =
  (pattern: RegExp) =>
  (_: null, [c]: [Char]) =>
    pattern.test(String.fromCharCode(c.code));

const testAt =
  (pattern: RegExp) =>
  (_: null, [s, i]: [string, number]) =>
    pattern.test(s.charAt(i));

const tests = {
  IsDigit: /\p{Nd}/u,
  IsLetter: /\p{L}/u,
  IsLetterOrDigit: /[\p{L}\p{Nd}]/u,
  IsUpper: /\p{Lu}/u,
  IsLower: /\p{Ll}/u,
  IsWhiteSpace: /[\s\x85]/u,
  IsPunctuation: /\p{P}/u,
  IsSymbol: /\p{S}/u,
  IsControl: /\p{Cc}/u,
  IsNumber: /\p{N}/u,
  IsSeparator: /\p{Z}/u,
};

const upper = (c: Char) => changed(c, String.fromCharCode(c.code).toUpperCase());

const lower = (c: Char) => changed(c, String.fromCharCode(c.code).toLowerCase());

const changed = (c: Char, text: string) => (text.length === 1 ? new Char(text.charCodeAt(0)) : c);

export const char = defineType('char', {
  kind: 'struct',
  aliases: ['Char'],
  bases: ['IComparable'],
  zero: new Char(0),
  statics: {
    ...Object.fromEntries(
      Object.entries(tests).flatMap(([name, pattern]) => [
        [`bool ${name}(char c)`, test(pattern)],
        [`bool ${name}(string s, int index)`, testAt(pattern)],
      ]),
    ),
    'char ToUpper(char c)': (_: null, [c]: [Char]) => upper(c),
    'char ToLower(char c)': (_: null, [c]: [Char]) => lower(c),
    'char ToUpperInvariant(char c)': (_: null, [c]: [Char]) => upper(c),
    'char ToLowerInvariant(char c)': (_: null, [c]: [Char]) => lower(c),
    'double GetNumericValue(char c)': (_: null, [c]: [Char]) =>
      new Double(c.code >= 48 && c.code <= 57 ? c.code - 48 : -1),
    'string ToString(char c)': (_: null, [c]: [Char]) => String.fromCharCode(c.code),
    'char Parse(string s)': (_: null, [text]: [string | null]) => {
      if (text === null) throw argumentNull('s');
      if (text.length !== 1)
        throw dotnetError('FormatException', 'String must be exactly one character long.');
      return new Char(text.charCodeAt(0));
    },
    'char MaxValue': () => new Char(65535),
    'char MinValue': () => new Char(0),
  },
  members: {
    'int CompareTo(char value)': (self: Char, [other]: [Char]) => self.code - other.code,
    'bool Equals(char obj)': (self: Char, [other]: [Char]) => self.code === other.code,
  },
});
