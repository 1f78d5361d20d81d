import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { dotnetError } from '../../errors.ts';
import { named } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import { DotnetObject, type TypeRef } from '../../value.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { bytes } from './hash.ts';

/** Aes and its like: what Encrypt and Decrypt need. */
class SymmetricAlgorithm extends DotnetObject {
  readonly dotnetType: TypeRef = named('SymmetricAlgorithm');
  key: Uint8Array = bytes(randomBytes(32));
  iv: Uint8Array = bytes(randomBytes(16));
  mode = 1;
  padding = 2;
}

/** Runs AES in the mode and padding of the algorithm. @throws CryptographicException */
function cipher(
  encrypting: boolean,
  data: Uint8Array,
  key: Uint8Array,
  iv: Uint8Array,
  mode: number,
  pads: number,
): Uint8Array {
  const name = `aes-${key.length * 8}-${mode === 2 ? 'ecb' : 'cbc'}`;
  try {
    const vector = mode === 2 ? null : iv.subarray(0, 16);
    const run = encrypting ? createCipheriv(name, key, vector) : createDecipheriv(name, key, vector);
    run.setAutoPadding(pads === 2);
    return bytes(Buffer.concat([run.update(data), run.final()]));
  } catch {
    throw dotnetError(
      'CryptographicException',
      encrypting
        ? 'Specified key is not a valid size for this algorithm.'
        : 'Padding is invalid and cannot be removed.',
    );
  }
}

function knownAlgorithm(name: string): void {
  if (
    !/^(aes|rijndael|aesmanaged|rijndaelmanaged|aescryptoserviceprovider|system\.security\.cryptography\.(aes|rijndael).*)$/i.test(
      name,
    )
  ) {
    throw dotnetError('CryptographicException', `'${name}' is not a known symmetric algorithm.`);
  }
}

/** Encrypt and Decrypt, extension methods of byte[]. */
export const byteArrayMembers = Object.fromEntries(
  [true, false].flatMap((encrypting) => {
    const name = encrypting ? 'Encrypt' : 'Decrypt';
    return [
      [
        `byte[] ${name}(string alg, byte[] key, byte[] iv)`,
        (self: Uint8Array, [algorithm, key, iv]: [string, Uint8Array, Uint8Array]) => {
          knownAlgorithm(algorithm);
          return cipher(encrypting, self, key, iv, 1, 2);
        },
      ],
      [
        `byte[] ${name}(SymmetricAlgorithm alg)`,
        (self: Uint8Array, [algorithm]: [SymmetricAlgorithm]) =>
          cipher(encrypting, self, algorithm.key, algorithm.iv, algorithm.mode, algorithm.padding),
      ],
      [
        `byte[] ${name}(SymmetricAlgorithm alg, byte[] key, byte[] iv)`,
        (self: Uint8Array, [algorithm, key, iv]: [SymmetricAlgorithm, Uint8Array, Uint8Array]) =>
          cipher(encrypting, self, key, iv, algorithm.mode, algorithm.padding),
      ],
    ];
  }),
);

export const symmetric = defineType('SymmetricAlgorithm', {
  bases: ['IDisposable'],
  members: {
    'byte[] Key': (self: SymmetricAlgorithm) => self.key,
    'byte[] IV': (self: SymmetricAlgorithm) => self.iv,
    'int KeySize': (self: SymmetricAlgorithm) => self.key.length * 8,
    'int BlockSize': () => 128,
    'void Dispose()': () => null,
  },
  setters: {
    'byte[] Key': (self: SymmetricAlgorithm, [key]: [Uint8Array]) => {
      self.key = key;
      return null;
    },
    'byte[] IV': (self: SymmetricAlgorithm, [iv]: [Uint8Array]) => {
      self.iv = iv;
      return null;
    },
    'CipherMode Mode': (self: SymmetricAlgorithm, [mode]: [EnumValue]) => {
      self.mode = mode.value;
      return null;
    },
    'PaddingMode Padding': (self: SymmetricAlgorithm, [mode]: [EnumValue]) => {
      self.padding = mode.value;
      return null;
    },
  },
});

export const aes = ['Aes', 'AesManaged', 'AesCryptoServiceProvider', 'RijndaelManaged'].map((name) =>
  defineType(name, {
    bases: ['SymmetricAlgorithm'],
    ...(name === 'Aes'
      ? { statics: { 'SymmetricAlgorithm Create()': () => new SymmetricAlgorithm() } }
      : { constructors: { '()': () => new SymmetricAlgorithm() } }),
  }),
);
