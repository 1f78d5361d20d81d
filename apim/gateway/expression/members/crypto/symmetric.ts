import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { dotnetError } from '../../errors.ts';
import { named } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import { DotnetObject, type TypeRef } from '../../value.ts';
import { argumentNull } from '../../values/collection.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { enumValue } from '../enums.ts';
import { bytes } from './hash.ts';

/** Aes and its like: what Encrypt and Decrypt need. */
class SymmetricAlgorithm extends DotnetObject {
  readonly dotnetType: TypeRef = named('SymmetricAlgorithm');
  key: Uint8Array = bytes(randomBytes(32));
  iv: Uint8Array = bytes(randomBytes(16));
  mode: EnumValue = enumValue('CipherMode', 'CBC');
  padding: EnumValue = enumValue('PaddingMode', 'PKCS7');
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
          cipher(
            encrypting,
            self,
            algorithm.key,
            algorithm.iv,
            algorithm.mode.value,
            algorithm.padding.value,
          ),
      ],
      [
        `byte[] ${name}(SymmetricAlgorithm alg, byte[] key, byte[] iv)`,
        (self: Uint8Array, [algorithm, key, iv]: [SymmetricAlgorithm, Uint8Array, Uint8Array]) =>
          cipher(encrypting, self, key, iv, algorithm.mode.value, algorithm.padding.value),
      ],
    ];
  }),
);

const KEY_SIZES = [128, 192, 256];
const BLOCK_SIZE = 128;

function wrongSize(what: string): Error {
  return dotnetError('CryptographicException', `Specified ${what} for this algorithm.`);
}

function notEmulated(name: string): Error {
  return dotnetError('NotSupportedException', `The local gateway does not emulate ${name}.`);
}

export const symmetric = defineType('SymmetricAlgorithm', {
  bases: ['IDisposable'],
  statics: {
    'SymmetricAlgorithm Create(string algName)': (_self: null, [name]: [string | null]) => {
      if (name === null) throw argumentNull('algName');
      knownAlgorithm(name);
      return new SymmetricAlgorithm();
    },
  },
  members: {
    'byte[] Key': (self: SymmetricAlgorithm) => self.key,
    'byte[] IV': (self: SymmetricAlgorithm) => self.iv,
    'int KeySize': (self: SymmetricAlgorithm) => self.key.length * 8,
    'int BlockSize': () => BLOCK_SIZE,
    'CipherMode Mode': (self: SymmetricAlgorithm) => self.mode,
    'PaddingMode Padding': (self: SymmetricAlgorithm) => self.padding,
    'void Dispose()': () => null,
  },
  setters: {
    'byte[] Key': (self: SymmetricAlgorithm, [key]: [Uint8Array | null]) => {
      if (key === null || !KEY_SIZES.includes(key.length * 8)) throw wrongSize('key is not a valid size');
      self.key = key;
      return null;
    },
    'byte[] IV': (self: SymmetricAlgorithm, [iv]: [Uint8Array | null]) => {
      if (iv === null) throw argumentNull('value');
      if (iv.length * 8 !== BLOCK_SIZE)
        throw wrongSize('initialization vector (IV) does not match the block size');
      self.iv = iv;
      return null;
    },
    // another size means a new key, as in .NET
    'int KeySize': (self: SymmetricAlgorithm, [bits]: [number]) => {
      if (!KEY_SIZES.includes(bits)) throw wrongSize('key is not a valid size');
      self.key = bytes(randomBytes(bits / 8));
      return null;
    },
    'CipherMode Mode': (self: SymmetricAlgorithm, [mode]: [EnumValue]) => {
      if (mode.label === 'OFB' || mode.label === 'CTS') throw wrongSize('cipher mode is not valid');
      if (mode.label === 'CFB') throw notEmulated('CipherMode.CFB');
      self.mode = mode;
      return null;
    },
    'PaddingMode Padding': (self: SymmetricAlgorithm, [padding]: [EnumValue]) => {
      if (padding.label !== 'None' && padding.label !== 'PKCS7')
        throw notEmulated(`PaddingMode.${padding.label}`);
      self.padding = padding;
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
