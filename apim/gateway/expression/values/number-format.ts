import { dotnetError } from '../errors.ts';
import { Double } from '../value.ts';
import { Decimal } from './decimal.ts';
import { isWholeKind, kindOf, type Numeric, rangeOf, wholeOf } from './number.ts';
import { customFormat } from './number-custom-format.ts';
import { type Digits, doubleDigits, significant, singleDigits } from './number-digits.ts';
import { fixed, grouped, withFraction } from './number-fixed.ts';

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
