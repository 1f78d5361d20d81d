import { Snippet, type TextBuffer } from './text-buffer.ts';

/**
 * Writes a column's text, which stands in `bytes` from `start` to `end`, as a JSON value; false where it is not of the
 * plain form. {@link mostOfValue} says what room it needs.
 */
export type ValueWriter = (bytes: Buffer, start: number, end: number, text: TextBuffer) => boolean;

/** The most bytes that a value of so many bytes takes: each escaped, and quotes. */
export const mostOfValue = (length: number): number => 6 * length + 8;

const quote = 0x22;
const backslash = 0x5c;
const space = 0x20;
const minus = 0x2d;
const dot = 0x2e;
const zero = 0x30;

const isDigit = (byte: number): boolean => byte >= zero && byte <= 0x39;

/** Control characters as `JSON.stringify` escapes them. */
const escapes = Array.from({ length: 32 }, (_, code) =>
  Buffer.from(JSON.stringify(String.fromCharCode(code)).slice(1, -1)),
);

/** Any text. */
export const writeText: ValueWriter = (bytes, start, end, text) => {
  const out = text.bytes;
  let at = text.at;
  out[at++] = quote;
  for (let i = start; i < end; i += 1) {
    const byte = bytes[i] as number;
    if (byte < 32) {
      const escaped = escapes[byte] as Buffer;
      for (let j = 0; j < escaped.length; j += 1) out[at++] = escaped[j] as number;
      continue;
    }
    if (byte === quote || byte === backslash) out[at++] = backslash;
    out[at++] = byte;
  }
  out[at++] = quote;
  text.at = at;
  return true;
};

/** Text that needs no escape. */
export const writePlain: ValueWriter = (bytes, start, end, text) => {
  text.bytes[text.at++] = quote;
  copy(bytes, start, end, text);
  text.bytes[text.at++] = quote;
  return true;
};

function copy(bytes: Buffer, start: number, end: number, text: TextBuffer): true {
  const out = text.bytes;
  let at = text.at;
  // They are few: a native call takes longer.
  for (let i = start; i < end; i += 1) out[at++] = bytes[i] as number;
  text.at = at;
  return true;
}

/** `2026-01-31 12:00:00.5`, which becomes RFC 3339; not years beyond four digits, BC and infinity. */
export const writeInstant: ValueWriter = (bytes, start, end, text) => {
  const length = end - start;
  if (length < 19 || length > 26 || length === 20) return false;
  const out = text.bytes;
  let at = text.at;
  out[at++] = quote;
  for (let i = 0; i < length; i += 1) {
    const byte = bytes[start + i] as number;
    const separator = separators[i];
    if (separator === undefined ? !isDigit(byte) : byte !== separator) return false;
    out[at++] = i === 10 ? 0x54 : byte;
  }
  out[at++] = 0x5a;
  out[at++] = quote;
  text.at = at;
  return true;
};

/** By position; undefined where a digit stands. */
const separators = Array.from('0000-00-00 00:00:00.000000', (character) =>
  character === '0' ? undefined : character.charCodeAt(0),
);

/** A decimal number as a string; not NaN and the infinities. */
export const writeDecimal: ValueWriter = (bytes, start, end, text) =>
  isNumber(bytes, start, end, true) && writePlain(bytes, start, end, text);

/** Whole numbers of up to 18 characters as a string: they are all within 64 bits. */
export const writeInt8: ValueWriter = (bytes, start, end, text) =>
  end - start <= 18 && isNumber(bytes, start, end, false) && writePlain(bytes, start, end, text);

/** Whole numbers of up to nine characters: they are all within the range of GraphQL's Int. */
export const writeInt: ValueWriter = (bytes, start, end, text) =>
  end - start <= 9 && isNumber(bytes, start, end, false) && copy(bytes, start, end, text);

/** Whether it is digits, with a minus before them and, where that may be, a dot within. */
function isNumber(bytes: Buffer, start: number, end: number, mayHaveDot: boolean): boolean {
  let dots = mayHaveDot ? 0 : 1;
  const first = bytes[start] === minus ? start + 1 : start;
  if (!isDigit(bytes[first] as number) || !isDigit(bytes[end - 1] as number)) return false;
  for (let i = first; i < end; i += 1) {
    const byte = bytes[i] as number;
    if (isDigit(byte)) continue;
    if (byte !== dot || dots > 0) return false;
    dots += 1;
  }
  return first < end;
}

const yes = new Snippet('true');
const no = new Snippet('false');

/** A float as the database writes it without an exponent; not NaN, the infinities and a zero with a sign. */
export const writeFloat: ValueWriter = (bytes, start, end, text) =>
  isNumber(bytes, start, end, true) &&
  !(end - start === 2 && bytes[start] === minus && bytes[start + 1] === zero) &&
  copy(bytes, start, end, text);

/** JSONB, which is JSON already but for the spaces between its parts; not the null that is all of it. */
export const writeJsonb: ValueWriter = (bytes, start, end, text) => {
  if (end - start === 4 && bytes[start] === 0x6e) return false;
  const out = text.bytes;
  let at = text.at;
  let isText = false;
  for (let i = start; i < end; i += 1) {
    const byte = bytes[i] as number;
    if (byte === quote) isText = !isText;
    else if (byte === space && !isText) continue;
    out[at++] = byte;
    if (byte === backslash) {
      i += 1;
      out[at++] = bytes[i] as number;
    }
  }
  text.at = at;
  return true;
};

/** `t` and `f`. */
export const writeBoolean: ValueWriter = (bytes, start, _end, text) => {
  text.put(bytes[start] === 0x74 ? yes : no);
  return true;
};

/** One of a few values, each with its JSON. */
export function oneOf(values: ReadonlyMap<string, string>): ValueWriter {
  const byLength: { readonly value: Buffer; readonly json: Snippet }[][] = [];
  for (const [name, json] of values) {
    const value = Buffer.from(name);
    byLength[value.length] = [...(byLength[value.length] ?? []), { value, json: new Snippet(json) }];
  }
  return (bytes, start, end, text) => {
    const known = byLength[end - start];
    if (!known) return false;
    for (let i = 0; i < known.length; i += 1) {
      const { value, json } = known[i] as (typeof known)[number];
      if (!stands(value, bytes, start)) continue;
      text.put(json);
      return true;
    }
    return false;
  };
}

function stands(value: Buffer, bytes: Buffer, start: number): boolean {
  for (let i = 0; i < value.length; i += 1) if (value[i] !== bytes[start + i]) return false;
  return true;
}
