import { characterAt } from './entities.ts';
import { DecodedOffsets } from './source.ts';

/** A value as the document means it, and where its characters stand. */
export type Decoded = { readonly value: string; readonly offsets: DecodedOffsets };

/** A stretch of the text as it is: CDATA, and markup that is kept. */
export function verbatim(text: string, start: number, end: number): Decoded {
  const offsets = new DecodedOffsets();
  offsets.mark(0, start);
  return { value: text.slice(start, end), offsets };
}

/** A stretch of the text with its entities decoded. */
export function decode(text: string, start: number, end: number): Decoded {
  // Within the slice only: looking through the rest of the document for each value would be quadratic.
  const found = text.slice(start, end).indexOf('&');
  if (found === -1) return verbatim(text, start, end);
  const first = start + found;
  const offsets = new DecodedOffsets();
  offsets.mark(0, start);
  let value = '';
  let copied = start;
  for (let at = first; at !== -1 && at < end; ) {
    const character = characterAt(text, at);
    const next = at + character.length;
    if (character.length > 1) {
      value += text.slice(copied, at) + character.value;
      copied = next;
      offsets.mark(value.length, next);
    }
    at = text.indexOf('&', next);
  }
  return { value: value + text.slice(copied, end), offsets };
}

/** Several stretches as one value. */
export function joined(pieces: readonly Decoded[]): Decoded {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only;
  const offsets = new DecodedOffsets();
  let value = '';
  for (const piece of pieces) {
    offsets.append(piece.offsets, value.length);
    value += piece.value;
  }
  return { value, offsets };
}
