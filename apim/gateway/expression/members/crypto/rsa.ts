import { constants, type KeyObject, publicEncrypt, sign, verify } from 'node:crypto';
import { dotnetError } from '../../errors.ts';
import { named } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import { DotnetObject, type TypeRef } from '../../value.ts';
import type { Choice } from './choice.ts';
import { bytes, digests } from './hash.ts';

/** An RSA key of a certificate or of parameters. */
export class Rsa extends DotnetObject {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject | null;
  // what GetRSAPrivateKey gives on Windows, where APIM runs
  readonly dotnetType: TypeRef = named('RSACng');
  constructor(publicKey: KeyObject, privateKey: KeyObject | null) {
    super();
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }
}

const padding = (chosen: Choice) =>
  chosen.label.startsWith('Pss')
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : { padding: constants.RSA_PKCS1_PADDING };

const encryption = (chosen: Choice) =>
  chosen.label === 'Pkcs1'
    ? { padding: constants.RSA_PKCS1_PADDING }
    : {
        padding: constants.RSA_PKCS1_OAEP_PADDING,
        oaepHash: digests[chosen.label.replace('Oaep', '')] ?? 'sha1',
      };

export const rsa = defineType('RSA', {
  bases: ['AsymmetricAlgorithm'],
  members: {
    'int KeySize': (self: Rsa) => self.publicKey.asymmetricKeyDetails?.modulusLength ?? 0,
    'byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)': (
      self: Rsa,
      [data, algorithm, pad]: [Uint8Array, Choice, Choice],
    ) => {
      if (self.privateKey === null)
        throw dotnetError(
          'CryptographicException',
          'Object contains only the public half of a key pair. A private key must also be provided.',
        );
      return bytes(
        sign(digests[algorithm.label] ?? 'sha256', data, { key: self.privateKey, ...padding(pad) }),
      );
    },
    'bool VerifyData(byte[] data, byte[] signature, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)':
      (self: Rsa, [data, signature, algorithm, pad]: [Uint8Array, Uint8Array, Choice, Choice]) =>
        verify(
          digests[algorithm.label] ?? 'sha256',
          data,
          { key: self.publicKey, ...padding(pad) },
          signature,
        ),
    'byte[] Encrypt(byte[] data, RSAEncryptionPadding padding)': (
      self: Rsa,
      [data, pad]: [Uint8Array, Choice],
    ) => bytes(publicEncrypt({ key: self.publicKey, ...encryption(pad) }, data)),
  },
});
