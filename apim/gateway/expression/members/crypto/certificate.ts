import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { CertificateView } from '../../context.ts';
import { dotnetError } from '../../errors.ts';
import { named } from '../../type-ref.ts';
import { defineType } from '../../types/definition.ts';
import { DotnetObject, type TypeRef } from '../../value.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { DateTime } from '../../values/time.ts';
import { Choice } from './choice.ts';
import { bytes } from './hash.ts';
import { Rsa } from './rsa.ts';

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

export const certificate = defineType('X509Certificate2', {
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
