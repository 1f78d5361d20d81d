/**
 * ASCII without `>`, `?`, `~` and DEL: the only bytes below 128 whose last six bits are 62 or 63, which base64 and
 * base64url write differently. No other six bits that base64 cuts out of such text can be those.
 */
const sameInBoth = /^[\0-=@-}]*$/;

/** Text as base64url of its UTF-8, without padding (RFC 4648, section 5). */
export function base64url(text: string): string {
  if (!sameInBoth.test(text)) return Buffer.from(text).toString('base64url');
  // A third of what a Buffer costs, and a connection writes a cursor for each of its edges.
  const padded = btoa(text);
  const padding = (3 - (text.length % 3)) % 3;
  return padding === 0 ? padded : padded.slice(0, -padding);
}

const digits = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');

/** The digit of the lowest six bits. */
const digit = (bits: number): number => digits[bits & 63] as number;

/** Writes the first bytes of `source` as base64url, and says where it ends. */
export function writeBase64url(
  source: Uint8Array,
  length: number,
  target: Uint8Array,
  start: number,
): number {
  let at = start;
  let i = 0;
  for (; i + 2 < length; i += 3) {
    const bits = ((source[i] as number) << 16) | ((source[i + 1] as number) << 8) | (source[i + 2] as number);
    target[at++] = digit(bits >> 18);
    target[at++] = digit(bits >> 12);
    target[at++] = digit(bits >> 6);
    target[at++] = digit(bits);
  }
  if (i === length) return at;
  const last = ((source[i] as number) << 16) | (i + 1 < length ? (source[i + 1] as number) << 8 : 0);
  target[at++] = digit(last >> 18);
  target[at++] = digit(last >> 12);
  if (i + 1 < length) target[at++] = digit(last >> 6);
  return at;
}

/** How many characters eight bytes are, without padding. */
export const tagLength = 11;

/**
 * Writes eight bytes as base64url, and says where it ends.
 * @param tag the low and the high half of a 64-bit integer, whose lowest byte comes first
 */
export function writeTag(tag: Int32Array, target: Uint8Array, start: number): number {
  const low = tag[0] as number;
  const high = tag[1] as number;
  target[start] = digit(low >> 2);
  target[start + 1] = digit((low << 4) | ((low >> 12) & 15));
  target[start + 2] = digit(((low >> 6) & 60) | ((low >> 22) & 3));
  target[start + 3] = digit(low >> 16);
  target[start + 4] = digit(low >> 26);
  target[start + 5] = digit(((low >> 20) & 48) | ((high >> 4) & 15));
  target[start + 6] = digit((high << 2) | ((high >> 14) & 3));
  target[start + 7] = digit(high >> 8);
  target[start + 8] = digit(high >> 18);
  target[start + 9] = digit(((high >> 12) & 48) | ((high >> 28) & 15));
  target[start + 10] = digit((high >> 22) & 60);
  return start + tagLength;
}

const tagDigits = new Uint8Array(tagLength);

/** The same as text, without a Buffer's cost. */
export function base64urlOfTag(tag: Int32Array): string {
  writeTag(tag, tagDigits, 0);
  const at = (i: number): number => tagDigits[i] as number;
  // Spread, the array would cost as much as the rest of an id.
  return String.fromCharCode(at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7), at(8), at(9), at(10));
}
