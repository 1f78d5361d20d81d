import { Double } from '../value.ts';
import { Decimal } from './decimal.ts';
import { type Numeric, wholeOf } from './number.ts';
import { exactDouble, rounded } from './number-digits.ts';

/** Exact decimal expansion of the magnitude, rounded half away from zero to `decimals` places. */
export function fixed(
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

export function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',');
}

export function withFraction(whole: string, fraction: string): string {
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
