/**
 * ASCII without `>`, `?`, `~` and DEL: the only bytes below 128 whose last six bits are 62 or 63, which base64 and
 * base64url write differently. No other six bits that base64 cuts out of such text can be those.
 */
const sameInBoth = /^[\0-=@-}]*$/;

/** Text as base64url of its UTF-8, without padding (RFC 4648, section 5). */
export function base64url(text: string): string {
  if (!sameInBoth.test(text)) return Buffer.from(text).toString('base64url');
  // A third of what a Buffer costs, and a list writes an id for each of its rows.
  const padded = btoa(text);
  const padding = (3 - (text.length % 3)) % 3;
  return padding === 0 ? padded : padded.slice(0, -padding);
}
