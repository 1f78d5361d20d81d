import { createHash, createHmac, randomBytes } from 'node:crypto';
import { named } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import { DotnetObject, type TypeRef } from '../../value.ts';
import { argumentNull } from '../../values/collection.ts';

export const digests: Readonly<Record<string, string>> = {
  MD5: 'md5',
  SHA1: 'sha1',
  SHA256: 'sha256',
  SHA384: 'sha384',
  SHA512: 'sha512',
};

export const bytes = (data: Uint8Array) => new Uint8Array(data);

/** A hash or, with a key, an HMAC. */
class HashAlgorithm extends DotnetObject {
  readonly digest: string;
  key: Uint8Array | null;
  /** What ComputeHash gave last. */
  last: Uint8Array | null = null;
  readonly dotnetType: TypeRef;
  constructor(name: string, digest: string, key: Uint8Array | null) {
    super();
    this.digest = digest;
    this.key = key;
    this.dotnetType = named(name);
  }

  compute(data: Uint8Array): Uint8Array {
    return bytes(
      this.key === null
        ? createHash(this.digest).update(data).digest()
        : createHmac(this.digest, this.key).update(data).digest(),
    );
  }
}

export const hash = defineType('HashAlgorithm', {
  bases: ['IDisposable'],
  members: {
    'byte[] ComputeHash(byte[] buffer)': (self: HashAlgorithm, [data]: [Uint8Array | null], call: Call) => {
      if (data === null) throw argumentNull('buffer');
      call.run.steppedBy(data.length >> 6);
      self.last = self.compute(data);
      return self.last;
    },
    'byte[] ComputeHash(byte[] buffer, int offset, int count)': (
      self: HashAlgorithm,
      [data, offset, count]: [Uint8Array, number, number],
    ) => {
      self.last = self.compute(data.subarray(offset, offset + count));
      return self.last;
    },
    'byte[] Hash': (self: HashAlgorithm) => self.last,
    'void Initialize()': (self: HashAlgorithm) => {
      self.last = null;
      return null;
    },
    'int HashSize': (self: HashAlgorithm) => self.compute(new Uint8Array(0)).length * 8,
    'void Dispose()': () => null,
    'void Clear()': () => null,
  },
});

export const hashes = Object.entries(digests).flatMap(([name, digest]) => [
  defineType(name, {
    bases: ['HashAlgorithm'],
    statics: {
      [`${name} Create()`]: () => new HashAlgorithm(name, digest, null),
      'byte[] HashData(byte[] source)': (_: null, [data]: [Uint8Array]) =>
        bytes(createHash(digest).update(data).digest()),
    },
  }),
  ...['Managed', 'CryptoServiceProvider'].map((suffix) =>
    defineType(`${name}${suffix}`, {
      bases: [name],
      constructors: { '()': () => new HashAlgorithm(name, digest, null) },
    }),
  ),
  defineType(`HMAC${name}`, {
    bases: ['HMAC'],
    constructors: {
      '()': () => new HashAlgorithm(`HMAC${name}`, digest, bytes(randomBytes(64))),
      '(byte[] key)': (_: null, [key]: [Uint8Array | null]) => {
        if (key === null) throw argumentNull('key');
        return new HashAlgorithm(`HMAC${name}`, digest, key);
      },
    },
    statics: {
      'byte[] HashData(byte[] key, byte[] source)': (_: null, [key, data]: [Uint8Array, Uint8Array]) =>
        bytes(createHmac(digest, key).update(data).digest()),
    },
  }),
]);

export const hmac = defineType('HMAC', { bases: ['KeyedHashAlgorithm'] });

export const keyed = defineType('KeyedHashAlgorithm', {
  setters: {
    'byte[] Key': (self: HashAlgorithm, [key]: [Uint8Array]) => {
      self.key = key.slice();
      return null;
    },
  },
  bases: ['HashAlgorithm'],
  members: { 'byte[] Key': (self: HashAlgorithm) => (self.key === null ? null : self.key.slice()) },
});
