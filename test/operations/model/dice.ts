/** Choices, all from one stream of random numbers, so that a seed says everything. */
export interface Dice {
  /** A whole number from 0 to below n. */
  readonly below: (n: number) => number;
  readonly chance: (p: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
  /** From one to `most` of them, in any order. */
  readonly some: <T>(from: readonly T[], most: number) => T[];
}

/** @param random from 0 to below 1 */
export function createDice(random: () => number): Dice {
  const below = (n: number) => Math.floor(random() * n);
  return {
    below,
    chance: (p) => random() < p,
    pick: (from) => from[below(from.length)] as never,
    some: (from, most) => [...from].sort(() => random() - 0.5).slice(0, 1 + below(most)),
  };
}

/** `startTime` as the SDL's enums write it: `START_TIME`. */
export const constantCase = (name: string): string => name.replace(/[A-Z]/g, '_$&').toUpperCase();
