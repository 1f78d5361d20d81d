import { Double } from '../value.ts';
import { Decimal } from './decimal.ts';
import { type Numeric, wholeOf } from './number.ts';
import { significant } from './number-digits.ts';
import { fixed } from './number-fixed.ts';

/** Custom numeric format strings: sections, 0 # . , % ‰ E0 and literals. */
export function customFormat(value: Numeric, format: string): string {
  const sections = splitSections(format);
  const sign = signOf(value);
  let section = sections[0] ?? '';
  let magnitudeOnly = false;
  if (sign < 0 && (sections[1] ?? '') !== '') {
    section = sections[1] ?? '';
    magnitudeOnly = true;
  } else if (sign === 0 && (sections[2] ?? '') !== '') section = sections[2] ?? '';
  const text = writeSection(value, section, magnitudeOnly);
  // a value that rounds to zero is written with the third section
  if (sign !== 0 && (sections[2] ?? '') !== '' && text.zero)
    return writeSection(value, sections[2] ?? '', true).text;
  return text.text;
}

function signOf(value: Numeric): number {
  if (value instanceof Double) return Math.sign(value.value);
  const coefficient = value instanceof Decimal ? value.coefficient : wholeOf(value);
  return coefficient < 0n ? -1 : coefficient > 0n ? 1 : 0;
}

interface Piece {
  readonly kind: '0' | '#' | '.' | ',' | '%' | '‰' | 'E' | 'text';
  readonly text: string;
}

function pieces(section: string): Piece[] {
  const found: Piece[] = [];
  const token = /'([^']*)'?|"([^"]*)"?|\\(.)|([Ee][+-]?0+)|([0#.,%‰])|([\s\S])/gu;
  for (const match of section.matchAll(token)) {
    const [, single, double, escaped, exponent, special, other] = match;
    if (exponent !== undefined) found.push({ kind: 'E', text: exponent });
    else if (special !== undefined) found.push({ kind: special as Piece['kind'], text: special });
    else found.push({ kind: 'text', text: single ?? double ?? escaped ?? other ?? '' });
  }
  return found;
}

function splitSections(format: string): string[] {
  const sections = [''];
  for (const match of format.matchAll(/'[^']*'?|"[^"]*"?|\\.|[\s\S]/gu)) {
    if (match[0] === ';') sections.push('');
    else sections[sections.length - 1] += match[0];
  }
  return sections;
}

function writeSection(
  value: Numeric,
  section: string,
  magnitudeOnly: boolean,
): { text: string; zero: boolean } {
  const list = pieces(section);
  const firstPoint = list.findIndex((piece) => piece.kind === '.');
  const isDigit = (piece: Piece) => piece.kind === '0' || piece.kind === '#';
  const wholeSlots = list.filter((piece, i) => isDigit(piece) && (firstPoint < 0 || i < firstPoint));
  const fractionSlots = list.filter((piece, i) => isDigit(piece) && firstPoint >= 0 && i > firstPoint);
  const lastWhole = list.findLastIndex((piece, i) => isDigit(piece) && (firstPoint < 0 || i < firstPoint));
  const firstWhole = list.findIndex((piece, i) => isDigit(piece) && (firstPoint < 0 || i < firstPoint));
  let shiftTen = 0;
  let group = false;
  list.forEach((piece, i) => {
    if (piece.kind === '%') shiftTen += 2;
    if (piece.kind === '‰') shiftTen += 3;
    if (piece.kind !== ',' || (firstPoint >= 0 && i > firstPoint)) return;
    if (i > firstWhole && i < lastWhole) group = true;
    else if (i > lastWhole && lastWhole >= 0) shiftTen -= 3;
  });
  const exponentPiece = list.find((piece) => piece.kind === 'E');
  const precise = value instanceof Double ? roundedForCustom(value) : value;
  let whole: string;
  let fraction: string;
  let negative: boolean;
  let exponent = 0;
  if (exponentPiece !== undefined) {
    const d = significant(precise, wholeSlots.length + fractionSlots.length);
    exponent = d.digits === '' ? 0 : d.point - wholeSlots.length;
    const digits = d.digits.padEnd(wholeSlots.length + fractionSlots.length, '0');
    whole = digits.slice(0, wholeSlots.length);
    fraction = digits.slice(wholeSlots.length);
    negative = d.negative;
  } else ({ whole, fraction, negative } = fixed(precise, fractionSlots.length, shiftTen));
  whole = whole.replace(/^0+/, '');
  const zero = whole === '' && /^0*$/.test(fraction);
  // digits of the fraction: trailing # are dropped when zero
  let kept = fraction.length;
  while (kept > 0 && fractionSlots[kept - 1]?.kind === '#' && fraction[kept - 1] === '0') kept -= 1;
  const firstZero = wholeSlots.findIndex((piece) => piece.kind === '0');
  const least = firstZero < 0 ? 0 : wholeSlots.length - firstZero;
  whole = whole.padStart(least, '0');
  let out = '';
  let written = 0;
  let slot = 0;
  let fractionAt = 0;
  const separated = (text: string, remaining: number) =>
    group
      ? [...text]
          .map((digit, i) => (remaining - i - 1 > 0 && (remaining - i - 1) % 3 === 0 ? `${digit},` : digit))
          .join('')
      : text;
  list.forEach((piece, i) => {
    if (isDigit(piece) && (firstPoint < 0 || i < firstPoint)) {
      const slotsLeft = wholeSlots.length - slot;
      slot += 1;
      const want = whole.length - written - slotsLeft + 1;
      if (want > 0) {
        out += separated(whole.slice(written, written + want), whole.length - written);
        written += want;
      }
    } else if (isDigit(piece)) {
      if (fractionAt < kept) out += fraction[fractionAt] ?? '';
      fractionAt += 1;
    } else if (piece.kind === '.') {
      if (i === firstPoint && kept > 0) out += '.';
    } else if (piece.kind === 'E') out += exponentText(piece.text, exponent);
    else if (piece.kind !== ',') out += piece.text;
  });
  return {
    text: (negative && !magnitudeOnly && !(zero && exponentPiece === undefined) ? '-' : '') + out,
    zero,
  };
}

function exponentText(piece: string, exponent: number): string {
  const digits = piece.replace(/[^0]/g, '').length;
  const sign = exponent < 0 ? '-' : piece.includes('+') ? '+' : '';
  return piece[0] + sign + Math.abs(exponent).toString().padStart(digits, '0');
}

/** Custom formats see 15 significant digits of a double (7 of a float). */
function roundedForCustom(value: Double): Decimal {
  const d = significant(value, value.single ? 7 : 15);
  if (d.digits === '') return new Decimal(0n);
  const scale = d.digits.length - d.point;
  const coefficient = BigInt(d.digits) * (d.negative ? -1n : 1n);
  return scale >= 0 ? new Decimal(coefficient, scale) : new Decimal(coefficient * 10n ** BigInt(-scale));
}
