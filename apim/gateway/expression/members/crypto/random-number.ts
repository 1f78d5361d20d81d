import { randomBytes } from 'node:crypto';
import { named } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import { DotnetObject, type TypeRef } from '../../value.ts';

/** RNGCryptoServiceProvider and RandomNumberGenerator. */
export class Generator extends DotnetObject {
  readonly dotnetType: TypeRef = named('RandomNumberGenerator');
}

export const generator = defineType('RandomNumberGenerator', {
  bases: ['IDisposable'],
  statics: { 'RandomNumberGenerator Create()': () => new Generator() },
  members: {
    'void GetBytes(byte[] data)': (_: Generator, [data]: [Uint8Array]) => {
      data.set(randomBytes(data.length));
      return null;
    },
    'void Dispose()': () => null,
  },
});
