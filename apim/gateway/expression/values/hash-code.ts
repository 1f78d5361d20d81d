import type { Value } from '../value.ts';
import { isNumeric, wholeOf } from './number.ts';
import { hashKey, textOf } from './object.ts';

/** GetHashCode: for int its value, else stable within the process (as .NET, no promise across versions). */
export function hashCode(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint') return Number(BigInt.asIntN(32, value ^ (value >> 32n)));
  if (value !== null && isNumeric(value) && typeof value !== 'object') return Number(wholeOf(value));
  const key = hashKey(value);
  return textHash(typeof key === 'string' ? key : textOf(value));
}

/** FNV-1a over UTF-16 units. */
function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}
