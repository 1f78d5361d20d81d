const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** A character of the text that is parsed: what it means, and how many characters stand for it. */
export type Character = { readonly value: string; readonly length: number };

const ENTITY = /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));/y;

/**
 * The character at an offset, entities decoded. A `&` that starts no entity is itself: documents in `rawxml` hold `&&`
 * and `&amp;&amp;` side by side.
 */
export function characterAt(text: string, offset: number): Character {
  if (text.charCodeAt(offset) !== 0x26) return { value: text.charAt(offset), length: 1 };
  ENTITY.lastIndex = offset;
  const match = ENTITY.exec(text);
  if (match === null) return AMPERSAND;
  const value = match[3] === undefined ? numbered(match[1], match[2]) : NAMED.get(match[3]);
  return value === undefined ? AMPERSAND : { value, length: match[0].length };
}

const AMPERSAND: Character = { value: '&', length: 1 };

function numbered(hex: string | undefined, decimal: string | undefined): string | undefined {
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
