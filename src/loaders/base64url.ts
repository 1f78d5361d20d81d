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

/**
 * Eight bytes as 11 characters of base64url, without a Buffer's cost.
 * @param tag the low and the high half of a 64-bit integer, whose lowest byte comes first
 */
export function base64urlOfTag(tag: Int32Array): string {
  const low = tag[0] as number;
  const high = tag[1] as number;
  return String.fromCharCode(
    digit(low >> 2),
    digit((low << 4) | ((low >> 12) & 15)),
    digit(((low >> 6) & 60) | ((low >> 22) & 3)),
    digit(low >> 16),
    digit(low >> 26),
    digit(((low >> 20) & 48) | ((high >> 4) & 15)),
    digit((high << 2) | ((high >> 14) & 3)),
    digit(high >> 8),
    digit(high >> 18),
    digit(((high >> 12) & 48) | ((high >> 28) & 15)),
    digit((high >> 22) & 60),
  );
}
