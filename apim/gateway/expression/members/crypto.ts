import type { KeyObject } from 'node:crypto';
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  publicEncrypt,
  randomBytes,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto';
import type { CertificateView } from '../context.ts';
import { dotnetError } from '../errors.ts';
import { named } from '../type-ref.ts';
import type { TypeDefinition } from '../types/definition.ts';
import { defineType } from '../types/definition.ts';
import type { Call } from '../types/signature.ts';
import type { TypeRef, Value } from '../value.ts';
import { DotnetObject } from '../value.ts';
import { argumentNull } from '../values/collection.ts';
import type { EnumValue } from '../values/enumeration.ts';
import { DateTime } from '../values/time.ts';

const digests: Readonly<Record<string, string>> = {
  MD5: 'md5',
  SHA1: 'sha1',
  SHA256: 'sha256',
  SHA384: 'sha384',
  SHA512: 'sha512',
};
const bytes = (data: Uint8Array) => new Uint8Array(data);

/** A hash or, with a key, an HMAC. */
class HashAlgorithm extends DotnetObject {
  readonly digest: string;
  key: Uint8Array | null;
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

const hash = defineType('HashAlgorithm', {
  bases: ['IDisposable'],
  members: {
    'byte[] ComputeHash(byte[] buffer)': (self: HashAlgorithm, [data]: [Uint8Array | null], call: Call) => {
      if (data === null) throw argumentNull('buffer');
      call.run.steppedBy(data.length >> 6);
      return self.compute(data);
    },
    'byte[] ComputeHash(byte[] buffer, int offset, int count)': (
      self: HashAlgorithm,
      [data, offset, count]: [Uint8Array, number, number],
    ) => self.compute(data.subarray(offset, offset + count)),
    'int HashSize': (self: HashAlgorithm) => self.compute(new Uint8Array(0)).length * 8,
    'void Dispose()': () => null,
    'void Clear()': () => null,
  },
});

const hashes = Object.entries(digests).flatMap(([name, digest]) => [
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

const hmac = defineType('HMAC', { bases: ['KeyedHashAlgorithm'] });
const keyed = defineType('KeyedHashAlgorithm', {
  setters: {
    'byte[] Key': (self: HashAlgorithm, [key]: [Uint8Array]) => {
      self.key = key.slice();
      return null;
    },
  },
  bases: ['HashAlgorithm'],
  members: { 'byte[] Key': (self: HashAlgorithm) => (self.key === null ? null : self.key.slice()) },
});

/** A named choice such as HashAlgorithmName.SHA256. */
class Choice extends DotnetObject {
  readonly dotnetType: TypeRef;
  readonly label: string;
  constructor(type: string, label: string) {
    super();
    this.dotnetType = named(type);
    this.label = label;
  }

  override text(): string {
    return this.label;
  }

  override equals(other: Value): boolean {
    return (
      other instanceof Choice && other.label === this.label && other.dotnetType.name === this.dotnetType.name
    );
  }
}

const choice = (type: string, labels: readonly string[]) =>
  defineType(type, {
    statics: Object.fromEntries(labels.map((label) => [`${type} ${label}`, () => new Choice(type, label)])),
    members: { 'string Name': (self: Choice) => self.label },
  });

/** An RSA key of a certificate or of parameters. */
class Rsa extends DotnetObject {
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

const rsa = defineType('RSA', {
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

/** X509Certificate2; the view of context.ts and the object that an expression makes are the same to it. */
class CertificateObject extends DotnetObject {
  readonly der: Uint8Array;
  readonly dotnetType: TypeRef = named('X509Certificate2');
  constructor(der: Uint8Array) {
    super();
    this.der = der;
  }
}

type Cert = CertificateObject | CertificateView;

function parsed(cert: Cert): X509Certificate {
  try {
    return new X509Certificate(cert.der);
  } catch {
    throw dotnetError('CryptographicException', 'Cannot find the requested object.');
  }
}

/** `CN=x, O=y` in the order .NET shows, which is the reverse of OpenSSL's lines. */
const distinguished = (lines: string) => lines.split('\n').reverse().join(', ');
const commonName = (lines: string) => /(?:^|\n)CN=([^\n]*)/.exec(lines)?.[1] ?? '';
const date = (text: string) => DateTime.fromUnix(Date.parse(text), 'Local');
const thumbprint = (cert: Cert) => parsed(cert).fingerprint.replaceAll(':', '');

function publicRsa(cert: Cert): Rsa | null {
  const key = parsed(cert).publicKey;
  return key.asymmetricKeyType === 'rsa' ? new Rsa(key, null) : null;
}

function privateRsa(cert: Cert): Rsa | null {
  const pem = 'privateKeyPem' in cert && typeof cert.privateKeyPem === 'string' ? cert.privateKeyPem : null;
  if (pem === null) return null;
  return new Rsa(parsed(cert).publicKey, createPrivateKey(pem));
}

const certificate = defineType('X509Certificate2', {
  aliases: ['X509Certificate'],
  bases: ['IDisposable'],
  constructors: {
    '(byte[] rawData)': (_: null, [data]: [Uint8Array]) => {
      const made = new CertificateObject(data);
      parsed(made);
      return made;
    },
    '(byte[] rawData, string password)': (_: null, [data]: [Uint8Array, string | null]) => {
      const made = new CertificateObject(data);
      parsed(made);
      return made;
    },
  },
  members: {
    'string Thumbprint': thumbprint,
    'string Subject': (self: Cert) => distinguished(parsed(self).subject),
    'string Issuer': (self: Cert) => distinguished(parsed(self).issuer),
    'string SerialNumber': (self: Cert) => parsed(self).serialNumber,
    'DateTime NotBefore': (self: Cert) => date(parsed(self).validFrom),
    'DateTime NotAfter': (self: Cert) => date(parsed(self).validTo),
    'bool HasPrivateKey': (self: Cert) => privateRsa(self) !== null,
    'byte[] RawData': (self: Cert) => bytes(parsed(self).raw),
    'int Version': () => 3,
    'string FriendlyName': () => '',
    'X500DistinguishedName SubjectName': (self: Cert) =>
      new Choice('X500DistinguishedName', distinguished(parsed(self).subject)),
    'X500DistinguishedName IssuerName': (self: Cert) =>
      new Choice('X500DistinguishedName', distinguished(parsed(self).issuer)),
    'string GetNameInfo(X509NameType nameType, bool forIssuer)': (
      self: Cert,
      [type, issuer]: [EnumValue, boolean],
    ) => {
      const found = parsed(self);
      if (type.label.startsWith('Dns'))
        return /DNS:([^,]+)/.exec(found.subjectAltName ?? '')?.[1] ?? commonName(found.subject);
      return commonName(issuer ? found.issuer : found.subject);
    },
    'byte[] GetCertHash()': (self: Cert) => bytes(Buffer.from(thumbprint(self), 'hex')),
    'string GetCertHashString()': thumbprint,
    'string GetSerialNumberString()': (self: Cert) => parsed(self).serialNumber,
    'byte[] GetRawCertData()': (self: Cert) => bytes(parsed(self).raw),
    'string GetExpirationDateString()': (self: Cert) => date(parsed(self).validTo).text(null),
    'string GetEffectiveDateString()': (self: Cert) => date(parsed(self).validFrom).text(null),
    'RSA GetRSAPublicKey()': publicRsa,
    'RSA GetRSAPrivateKey()': privateRsa,
    // a chain to a root of this machine: self-signed and expired certificates fail
    'bool Verify()': (self: Cert) => valid(self),
    'bool VerifyNoRevocation()': (self: Cert) => valid(self),
    'void Dispose()': () => null,
  },
});

function valid(cert: Cert): boolean {
  const found = parsed(cert);
  const now = Date.now();
  return !found.checkIssued(found) && Date.parse(found.validFrom) <= now && now <= Date.parse(found.validTo);
}

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

const symmetric = defineType('SymmetricAlgorithm', {
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

const aes = ['Aes', 'AesManaged', 'AesCryptoServiceProvider', 'RijndaelManaged'].map((name) =>
  defineType(name, {
    bases: ['SymmetricAlgorithm'],
    ...(name === 'Aes'
      ? { statics: { 'SymmetricAlgorithm Create()': () => new SymmetricAlgorithm() } }
      : { constructors: { '()': () => new SymmetricAlgorithm() } }),
  }),
);

/** RNGCryptoServiceProvider and RandomNumberGenerator. */
class Generator extends DotnetObject {
  readonly dotnetType: TypeRef = named('RandomNumberGenerator');
}

const generator = defineType('RandomNumberGenerator', {
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
