import { X509Certificate } from 'node:crypto';
import type { HeaderList } from '../statements/http/header-list.ts';

/**
 * The caller's certificate in DER, out of the header in which a proxy hands it on: Base64 (X-ARR-ClientCert) or PEM with
 * its special characters escaped (nginx). What is none counts as no certificate.
 */
export function certificateOf(headers: HeaderList, header: string | undefined): Uint8Array | undefined {
  const given = header === undefined ? undefined : headers.text(header);
  if (given === undefined) return undefined;
  try {
    const text = given.includes('%') ? decodeURIComponent(given) : given;
    const isPem = text.includes('-----BEGIN');
    return new Uint8Array(new X509Certificate(isPem ? text : Buffer.from(text, 'base64')).raw);
  } catch {
    return undefined;
  }
}
