import type { Value } from '../value.ts';
import { Double, Integer } from '../value.ts';
import { Decimal } from './decimal.ts';

/** The value of a numeric literal, of the first type that holds it (C# 7 specification, 6.4.5.3); null when none does. */
export function numberLiteral(text: string): Value {
  const digits = text.replaceAll('_', '');
  if (/^0[xXbB]/.test(digits)) return integerLiteral(digits);
  const real = /^([\d.]+(?:[eE][+-]?\d+)?)([fFdDmM]?)$/.exec(digits);
  const suffix = real?.[2]?.toLowerCase() ?? '';
  if (real !== null && (suffix !== '' || /[.eE]/.test(digits))) {
    const number = real[1] ?? '';
    if (suffix === 'm') return Decimal.parse(number);
    return new Double(Number(number), suffix === 'f');
  }
  return integerLiteral(digits);
}

function integerLiteral(text: string): Value {
  const match = /^(0[xX][\dA-Fa-f]+|0[bB][01]+|\d+)([uUlL]{0,2})$/.exec(text);
  if (match === null || text.length > 200) return null;
  const suffix = (match[2] ?? '').toLowerCase();
  const value = BigInt(match[1] ?? '');
  const unsigned = suffix.includes('u');
  const long = suffix.includes('l');
  if (!unsigned && !long && value < 1n << 31n) return Number(value);
  if (!long && value < 1n << 32n) return new Integer('uint', value);
  if (!unsigned && value < 1n << 63n) return value;
  return value < 1n << 64n ? new Integer('ulong', value) : null;
}
