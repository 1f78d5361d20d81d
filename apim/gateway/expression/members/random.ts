import { dotnetError } from '../errors.ts';
import { named } from '../type-ref.ts';
import { defineType } from '../types/definition.ts';
import type { Call } from '../types/signature.ts';
import { DotnetObject, Double, type TypeRef } from '../value.ts';

/** System.Random: numbers come from the seam; a seed gives a repeatable sequence of its own (not .NET's). */
class RandomSource extends DotnetObject {
  readonly dotnetType: TypeRef = named('Random');
  private state: number | null;
  constructor(seed: number | null) {
    super();
    this.state = seed;
  }

  next(call: Call): number {
    if (this.state === null) return call.run.seams.random();
    // mulberry32
    this.state = (this.state + 0x6d2b79f5) | 0;
    let z = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    z = (z + Math.imul(z ^ (z >>> 7), 61 | z)) ^ z;
    return ((z ^ (z >>> 14)) >>> 0) / 4_294_967_296;
  }
}

function between(self: RandomSource, low: number, high: number, call: Call): number {
  if (low > high)
    throw dotnetError(
      'ArgumentOutOfRangeException',
      "'minValue' cannot be greater than maxValue. (Parameter 'minValue')",
    );
  return low + Math.floor(self.next(call) * (high - low));
}

export const random = defineType('Random', {
  constructors: {
    '()': () => new RandomSource(null),
    '(int seed)': (_: null, [seed]: [number]) => new RandomSource(seed),
  },
  statics: { 'Random Shared': () => new RandomSource(null) },
  members: {
    'int Next()': (self: RandomSource, _args: [], call: Call) => between(self, 0, 2_147_483_647, call),
    'int Next(int maxValue)': (self: RandomSource, [high]: [number], call: Call) => {
      if (high < 0)
        throw dotnetError(
          'ArgumentOutOfRangeException',
          "'maxValue' must be greater than or equal to zero. (Parameter 'maxValue')",
        );
      return between(self, 0, high, call);
    },
    'int Next(int minValue, int maxValue)': (self: RandomSource, [low, high]: [number, number], call: Call) =>
      between(self, low, high, call),
    'double NextDouble()': (self: RandomSource, _args: [], call: Call) => new Double(self.next(call)),
    'void NextBytes(byte[] buffer)': (self: RandomSource, [bytes]: [Uint8Array], call: Call) => {
      for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(self.next(call) * 256);
      return null;
    },
  },
});
