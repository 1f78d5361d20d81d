import { dotnetError } from '../errors.ts';
import { defineType } from '../types/definition.ts';
import { Char, Double, type Value } from '../value.ts';
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
  IsSurrogate: /[\ud800-\udfff]/,
  IsHighSurrogate: /[\ud800-\udbff]/,
  IsLowSurrogate: /[\udc00-\udfff]/,
  IsAsciiDigit: /[0-9]/,
  IsAsciiLetter: /[A-Za-z]/,
  IsAsciiLetterOrDigit: /[0-9A-Za-z]/,
  IsAsciiHexDigit: /[0-9A-Fa-f]/,
};

const isHigh = (code: number) => code >= 0xd800 && code <= 0xdbff;

const isLow = (code: number) => code >= 0xdc00 && code <= 0xdfff;

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
    'bool IsAscii(char c)': (_: null, [c]: [Char]) => c.code < 128,
    'bool IsSurrogatePair(char highSurrogate, char lowSurrogate)': (_: null, [a, b]: [Char, Char]) =>
      isHigh(a.code) && isLow(b.code),
    'bool TryParse(string s, out char result)': (_: null, [text, out]: [string | null, { value: Value }]) => {
      out.value = new Char(text?.length === 1 ? text.charCodeAt(0) : 0);
      return text?.length === 1;
    },
    'string ConvertFromUtf32(int utf32)': (_: null, [code]: [number]) => {
      if (code < 0 || code > 0x10ffff || isHigh(code) || isLow(code))
        throw dotnetError(
          'ArgumentOutOfRangeException',
          "A valid UTF32 value is between 0x000000 and 0x10ffff, inclusive, and should not include surrogate codepoint values (0x00d800 ~ 0x00dfff). (Parameter 'utf32')",
        );
      return String.fromCodePoint(code);
    },
    'int ConvertToUtf32(string s, int index)': (_: null, [text, index]: [string, number]) => {
      const code = text.codePointAt(index) ?? 0;
      if (isHigh(code) || isLow(code))
        throw dotnetError('ArgumentException', 'Found a surrogate char without its partner.');
      return code;
    },
    'int ConvertToUtf32(char highSurrogate, char lowSurrogate)': (_: null, [a, b]: [Char, Char]) =>
      String.fromCharCode(a.code, b.code).codePointAt(0) ?? 0,
    'char ToUpper(char c, CultureInfo culture)': (_: null, [c]: [Char]) => upper(c),
    'char ToLower(char c, CultureInfo culture)': (_: null, [c]: [Char]) => lower(c),
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
