import { Double } from '../value.ts';
import { Decimal } from './decimal.ts';
import { type Numeric, wholeOf } from './number.ts';

/** 0.DIGITS × 10^point; no leading zeros, "" for zero. */
export interface Digits {
  readonly negative: boolean;
  readonly digits: string;
  readonly point: number;
}

export function doubleDigits(value: number): Digits {
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  return value === 0
    ? { negative: false, digits: '', point: 0 }
    : { negative: value < 0, digits, point: Number(exponent) + 1 };
}

export function singleDigits(value: number): Digits {
  for (let precision = 1; precision <= 9; precision++) {
    const text = Math.abs(value).toPrecision(precision);
    if (Math.fround(Number(text)) === Math.abs(value))
      return doubleDigits(value < 0 ? -Number(text) : Number(text));
  }
  return doubleDigits(value);
}

/** Ties go away from zero, those of a double (an exact binary tie) to even, as .NET's Dragon4 has it. */
export function rounded(value: bigint, unit: bigint, toEven: boolean): bigint {
  const whole = value / unit;
  const rest = (value % unit) * 2n;
  return rest > unit || (rest === unit && !(toEven && whole % 2n === 0n)) ? whole + 1n : whole;
}

/** A double as an exact (unbounded) decimal. */
export function exactDouble(value: Double): Decimal {
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
export function significant(value: Numeric, count: number): Digits {
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
