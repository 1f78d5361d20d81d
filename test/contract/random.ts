/** A source of numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export type Random = () => number;

/** Makes a source from a seed. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of them. */
export function oneOf<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)] as T;
}

/** Each of them with an even chance. */
export function someOf<T>(random: Random, items: Iterable<T>): Set<T> {
  return new Set([...items].filter(() => random() < 0.5));
}
