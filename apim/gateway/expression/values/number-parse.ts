import { dotnetError } from '../errors.ts';
import type { Value } from '../value.ts';
import { Double } from '../value.ts';
import { argumentNull } from './collection.ts';
import { Decimal } from './decimal.ts';
import type { NumericKind } from './number.ts';
import { isWholeKind, makeWhole, overflowMessage, rangeOf } from './number.ts';

type ParseOutcome = { readonly value: Value } | { readonly error: 'format' | 'overflow' };

/** Number text in the invariant culture: spaces around, a sign, for decimals thousands separators and a point. */
export function tryParseNumber(text: string, kind: NumericKind, hexadecimal = false): ParseOutcome {
  const trimmed = withoutSpace(text);
  if (isWholeKind(kind)) {
    if (hexadecimal) {
      if (!/^[\dA-Fa-f]+$/.test(trimmed)) return { error: 'format' };
      if (trimmed.replace(/^0+/, '').length > longest) return { error: 'overflow' };
      const bits = BigInt(`0x${trimmed}`);
      const [lowest, highest] = rangeOf(kind);
      if (bits > highest - lowest) return { error: 'overflow' };
      return { value: makeWhole(kind, bits, false) };
    }
    const match = /^([+-]?\d+)$/.exec(trimmed);
    if (match === null) return { error: 'format' };
    if (trimmed.replace(/^[+-]?0+/, '').length > longest) return { error: 'overflow' };
    const value = BigInt(trimmed.replace('+', ''));
    const [lowest, highest] = rangeOf(kind);
    return value < lowest || value > highest
      ? { error: 'overflow' }
      : { value: makeWhole(kind, value, false) };
  }
  if (kind === 'decimal') {
    const plain = withoutSeparators(trimmed, false);
    if (plain === null) return { error: 'format' };
    try {
      const value = Decimal.parse(plain);
      return value === null ? { error: 'format' } : { value };
    } catch {
      return { error: 'overflow' };
    }
  }
  const special = /^([+-]?)(?:(nan)|infinity|∞)$/i.exec(trimmed);
  if (special !== null) {
    const magnitude = special[2] !== undefined ? Number.NaN : Number.POSITIVE_INFINITY;
    return { value: new Double(special[1] === '-' ? -magnitude : magnitude, kind === 'float') };
  }
  const plain = withoutSeparators(trimmed, true);
  return plain === null ? { error: 'format' } : { value: new Double(Number(plain), kind === 'float') };
}

/** Longer texts than this are no numbers of any type once leading zeros are gone. */
const longest = 400;

/** Without white space and trailing NULs, in linear time. */
function withoutSpace(text: string): string {
  const isSpace = (code: number) => code === 32 || (code >= 9 && code <= 13);
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start += 1;
  while (end > start && (isSpace(text.charCodeAt(end - 1)) || text.charCodeAt(end - 1) === 0)) end -= 1;
  return text.slice(start, end);
}

function withoutSeparators(text: string, exponent: boolean): string | null {
  const match = /^([+-]?)(\d[\d,]*)?(\.\d*)?([eE][+-]?\d+)?([+-]?)$/.exec(text);
  if (match === null || (match[2] === undefined && (match[3] ?? '.') === '.')) return null;
  if (match[4] !== undefined && !exponent) return null;
  if (match[5] !== '' && match[1] !== '') return null;
  return `${match[1]}${match[5]}${(match[2] ?? '').replaceAll(',', '') || '0'}${match[3] === '.' ? '' : (match[3] ?? '')}${match[4] ?? ''}`;
}

/** int.Parse and its like. @throws ArgumentNullException, FormatException, OverflowException */
export function parseNumber(text: string | null, kind: NumericKind, hexadecimal = false): Value {
  if (text === null) throw argumentNull('s');
  const outcome = tryParseNumber(text, kind, hexadecimal);
  if ('value' in outcome) return outcome.value;
  if (outcome.error === 'overflow') {
    throw dotnetError(
      'OverflowException',
      isWholeKind(kind) ? overflowMessage(kind) : 'Value was either too large or too small for a Decimal.',
    );
  }
  throw dotnetError('FormatException', `The input string '${text}' was not in a correct format.`);
}
