import { textOf, type Value } from '../../expression/index.ts';

/** A value as the cache keeps it; only cache-value says when to make it anew, in milliseconds since the epoch. */
export type CachedValue = { readonly of: Value; readonly refreshAt?: number };

/** Values and responses are in one cache. */
export const keyOf = (key: string): string => `value:${key}`;

/** About how many bytes a value takes. */
export function sizeOf(given: Value): number {
  if (given instanceof Uint8Array) return given.length;
  return typeof given === 'string' ? given.length * 2 : textOf(given).length * 4 + 64;
}
