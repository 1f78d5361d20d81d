import { defineType, type TypeDefinition } from '../../types/definition.ts';
import { certificate } from './certificate.ts';
import { type Choice, choice } from './choice.ts';
import { hash, hashes, hmac, keyed } from './hash.ts';
import { Generator, generator } from './random-number.ts';
import { rsa } from './rsa.ts';
import { aes, symmetric } from './symmetric.ts';

export const cryptoTypes: readonly TypeDefinition[] = [
  hash,
  ...hashes,
  hmac,
  keyed,
  choice('HashAlgorithmName', ['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512']),
  choice('RSASignaturePadding', ['Pkcs1', 'Pss']),
  choice('RSAEncryptionPadding', ['Pkcs1', 'OaepSHA1', 'OaepSHA256', 'OaepSHA384', 'OaepSHA512']),
  defineType('X500DistinguishedName', { members: { 'string Name': (self: Choice) => self.label } }),
  defineType('AsymmetricAlgorithm', { bases: ['IDisposable'] }),
  rsa,
  defineType('RSACng', { bases: ['RSA'] }),
  certificate,
  symmetric,
  ...aes,
  generator,
  defineType('RNGCryptoServiceProvider', {
    bases: ['RandomNumberGenerator'],
    constructors: { '()': () => new Generator() },
  }),
];
