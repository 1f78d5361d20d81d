import { dotnetError } from '../errors.ts';
import { Double } from '../value.ts';
import { Decimal } from './decimal.ts';
import type { Numeric } from './number.ts';
import { isWholeKind, kindOf, rangeOf, wholeOf } from './number.ts';

/** 0.DIGITS × 10^point; no leading zeros, "" for zero. */
interface Digits {
  readonly negative: boolean;
  readonly digits: string;
  readonly point: number;
}

const badFormat = () => dotnetError('FormatException', 'Format specifier was invalid.');

/** ToString(format) of a number in the invariant culture. @throws FormatException */
export function formatNumber(value: Numeric, format: string | null): string {
  if (value instanceof Double && !Number.isFinite(value.value)) {
    return Number.isNaN(value.value) ? 'NaN' : value.value > 0 ? 'Infinity' : '-Infinity';
  }
  if (format === null || format === '') return general(value);
  const standard = /^([A-Za-z])(\d{0,9})$/.exec(format);
  if (standard === null) return customFormat(value, format);
  const letter = standard[1] ?? '';
  const precision = standard[2] === '' ? null : Number(standard[2]);
  if (precision !== null && precision > 1000)
    throw dotnetError('FormatException', 'Precision is larger than this gateway supports.');
  const write = standardFormats[letter.toUpperCase()];
  if (write === undefined) throw badFormat();
  return write(value, precision, letter);
}

function general(value: Numeric): string {
  if (value instanceof Double) return shortest(value);
  return value instanceof Decimal ? value.toString() : wholeOf(value).toString();
}

/** The shortest text that reads back as the same double or float, in .NET's layout. */
function shortest(value: Double, letter = 'E'): string {
  if (Object.is(value.value, -0)) return '-0';
  const d = value.single ? singleDigits(value.value) : doubleDigits(value.value);
  return layoutGeneral(d, value.single ? 9 : 17, letter);
}

function doubleDigits(value: number): Digits {
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  return value === 0
    ? { negative: false, digits: '', point: 0 }
    : { negative: value < 0, digits, point: Number(exponent) + 1 };
}

function singleDigits(value: number): Digits {
  for (let precision = 1; precision <= 9; precision++) {
    const text = Math.abs(value).toPrecision(precision);
    if (Math.fround(Number(text)) === Math.abs(value))
      return doubleDigits(value < 0 ? -Number(text) : Number(text));
  }
  return doubleDigits(value);
}

/** Scientific when the exponent is under -4 or not under `threshold`. */
function layoutGeneral(d: Digits, threshold: number, letter: string): string {
  const sign = d.negative ? '-' : '';
  const digits = d.digits.replace(/0+$/, '');
  if (digits === '') return `${sign}0`;
  const exponent = d.point - 1;
  if (exponent < -4 || exponent >= threshold) {
    const power = Math.abs(exponent).toString().padStart(2, '0');
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
    return `${sign}${digits[0]}${fraction}${letter}${exponent < 0 ? '-' : '+'}${power}`;
  }
  if (d.point <= 0) return `${sign}0.${'0'.repeat(-d.point)}${digits}`;
  if (digits.length <= d.point) return sign + digits.padEnd(d.point, '0');
  return `${sign}${digits.slice(0, d.point)}.${digits.slice(d.point)}`;
}

/** Exact decimal expansion of the magnitude, rounded half away from zero to `decimals` places. */
function fixed(
  value: Numeric,
  decimals: number,
  shiftTen = 0,
): { negative: boolean; whole: string; fraction: string } {
  const exact =
    value instanceof Decimal
      ? value
      : value instanceof Double
        ? exactDouble(value)
        : new Decimal(wholeOf(value));
  let coefficient = exact.coefficient < 0n ? -exact.coefficient : exact.coefficient;
  let scale = exact.scale - shiftTen;
  if (scale < 0) {
    coefficient *= 10n ** BigInt(-scale);
    scale = 0;
  }
  if (scale > decimals) {
    const unit = 10n ** BigInt(scale - decimals);
    coefficient = rounded(coefficient, unit, value instanceof Double);
  } else coefficient *= 10n ** BigInt(decimals - scale);
  const digits = coefficient.toString().padStart(decimals + 1, '0');
  const negative = exact.coefficient < 0n || (value instanceof Double && Object.is(value.value, -0));
  return {
    negative: negative && (coefficient !== 0n || value instanceof Double),
    whole: digits.slice(0, digits.length - decimals),
    fraction: decimals === 0 ? '' : digits.slice(-decimals),
  };
}

/** Ties go away from zero, those of a double (an exact binary tie) to even, as .NET's Dragon4 has it. */
function rounded(value: bigint, unit: bigint, toEven: boolean): bigint {
  const whole = value / unit;
  const rest = (value % unit) * 2n;
  return rest > unit || (rest === unit && !(toEven && whole % 2n === 0n)) ? whole + 1n : whole;
}

/** A double as an exact (unbounded) decimal. */
function exactDouble(value: Double): Decimal {
  const n = value.value;
  if (Number.isInteger(n)) return new Decimal(BigInt(n));
  let scale = 0;
  let scaled = n;
  while (!Number.isInteger(scaled) && scale < 1074) {
    scaled *= 2;
    scale += 1;
  }
  // n = scaled / 2^scale = scaled × 5^scale / 10^scale
  return new Decimal(BigInt(scaled) * 5n ** BigInt(scale), scale);
}

/** Rounded half away from zero to `count` significant digits. */
function significant(value: Numeric, count: number): Digits {
  const exact =
    value instanceof Decimal
      ? value
      : value instanceof Double
        ? exactDouble(value)
        : new Decimal(wholeOf(value));
  const negative = exact.coefficient < 0n;
  let digits = (negative ? -exact.coefficient : exact.coefficient).toString();
  if (digits === '0')
    return { negative: value instanceof Double && Object.is(value.value, -0), digits: '', point: 0 };
  let point = digits.length - exact.scale;
  if (digits.length > count) {
    const unit = 10n ** BigInt(digits.length - count);
    const kept = rounded(BigInt(digits), unit, value instanceof Double).toString();
    if (kept.length > count) point += 1;
    digits = kept.slice(0, count);
  }
  return { negative, digits, point };
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',');
}

function withFraction(whole: string, fraction: string): string {
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

type Write = (value: Numeric, precision: number | null, letter: string) => string;

const standardFormats: Readonly<Record<string, Write>> = {
  C: (value, precision) => {
    const f = fixed(value, precision ?? 2);
    const text = `¤${withFraction(grouped(f.whole), f.fraction)}`;
    return f.negative ? `(${text})` : text;
  },
  D: (value, precision) => {
    if (!isWholeKind(kindOf(value))) throw badFormat();
    const whole = wholeOf(value);
    return (whole < 0n ? '-' : '') + (whole < 0n ? -whole : whole).toString().padStart(precision ?? 0, '0');
  },
  E: (value, precision, letter) => {
    const count = (precision ?? 6) + 1;
    const d = significant(value, count);
    const digits = d.digits.padEnd(count, '0');
    const exponent = d.digits === '' ? 0 : d.point - 1;
    const power = Math.abs(exponent).toString().padStart(3, '0');
    return `${d.negative ? '-' : ''}${withFraction(digits[0] ?? '0', digits.slice(1))}${letter}${exponent < 0 ? '-' : '+'}${power}`;
  },
  F: (value, precision) => {
    const f = fixed(value, precision ?? 2);
    return (f.negative ? '-' : '') + withFraction(f.whole, f.fraction);
  },
  G: (value, precision, letter) => {
    const exponentLetter = letter === 'g' ? 'e' : 'E';
    if (precision === null || precision === 0)
      return value instanceof Double ? shortest(value, exponentLetter) : general(value);
    return layoutGeneral(significant(value, precision), precision, exponentLetter);
  },
  N: (value, precision) => {
    const f = fixed(value, precision ?? 2);
    return (f.negative ? '-' : '') + withFraction(grouped(f.whole), f.fraction);
  },
  P: (value, precision) => {
    const f = fixed(value, precision ?? 2, 2);
    return `${f.negative ? '-' : ''}${withFraction(grouped(f.whole), f.fraction)} %`;
  },
  R: (value, _precision, letter) => {
    return value instanceof Double ? shortest(value, letter === 'r' ? 'e' : 'E') : general(value);
  },
  X: (value, precision, letter) => {
    const text = bits(value)
      .toString(16)
      .padStart(precision ?? 0, '0');
    return letter === 'X' ? text.toUpperCase() : text;
  },
  B: (value, precision) =>
    bits(value)
      .toString(2)
      .padStart(precision ?? 0, '0'),
};

/** Two's complement in the width of the type. */
function bits(value: Numeric): bigint {
  const kind = kindOf(value);
  if (!isWholeKind(kind)) throw badFormat();
  const whole = wholeOf(value);
  if (whole >= 0n) return whole;
  const [lowest, highest] = rangeOf(kind);
  return whole + (highest - lowest + 1n);
}

/** Custom numeric format strings: sections, 0 # . , % ‰ E0 and literals. */
function customFormat(value: Numeric, format: string): string {
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
