import type { X509Certificate } from 'node:crypto';

/** The attributes of `identity` that say something of the certificate itself, each with what it is compared with. */
export const CLAIMS = {
  thumbprint: (given: string, { fingerprint }: X509Certificate) => isHex(given, fingerprint),
  'serial-number': (given: string, { serialNumber }: X509Certificate) =>
    isHex(given.replace(/^0+/, ''), serialNumber.replace(/^0+/, '')),
  'common-name': (given: string, { subject }: X509Certificate) =>
    partsOf(subject).some((part) => part === `CN=${given.trim().toLowerCase()}`),
  subject: (given: string, { subject }: X509Certificate) => isName(given, subject),
  'dns-name': (given: string, { subjectAltName }: X509Certificate) =>
    (subjectAltName ?? '')
      .split(', ')
      .some((name) => name.toLowerCase() === `dns:${given.trim().toLowerCase()}`),
  'issuer-subject': (given: string, { issuer }: X509Certificate) => isName(given, issuer),
} as const;

/** Whether two hexadecimal texts are the same, whatever stands between their digits. */
export const isHex = (a: string, b: string): boolean =>
  a.replace(/[^\da-f]/gi, '').toLowerCase() === b.replace(/[^\da-f]/gi, '').toLowerCase();

/** The short names of attributes of which Windows and OpenSSL have different ones. */
const SHORT_NAMES: Readonly<Record<string, string>> = { S: 'ST', E: 'EMAILADDRESS' };

/**
 * Whether a name as documents write it is that of a certificate as Node gives it, a part a line. Windows and OpenSSL write
 * the parts in opposite orders, so their order does not count; casing does not either (RFC 5280, section 7.1).
 */
function isName(written: string, ofCertificate: string): boolean {
  const wanted = writtenParts(written).sort();
  const found = partsOf(ofCertificate).sort();
  return wanted.length === found.length && wanted.every((part, index) => part === found[index]);
}

const partsOf = (name: string): string[] => name.split('\n').map(normalPart);

/** Parts between commas; "you must use double quotes to enclose values [...] when they contain certain special characters". */
function writtenParts(name: string): string[] {
  return [...name.matchAll(/\s*([^=,]+)=\s*(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, key, quoted, plain]) =>
    normalPart(`${key}=${quoted ?? plain}`),
  );
}

function normalPart(part: string): string {
  const at = part.indexOf('=');
  const key = part.slice(0, at).trim().toUpperCase();
  const value = part
    .slice(at + 1)
    .trim()
    .replaceAll('\\', '')
    .toLowerCase();
  return `${SHORT_NAMES[key] ?? key}=${value}`;
}
