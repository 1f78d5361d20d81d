import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';

/** More links than any chain in use has; a circle of cross-signed authorities ends here. */
const MAX_LINKS = 10;

/** The authority among `authorities` that signed a certificate. */
export function issuerOf(
  certificate: X509Certificate,
  authorities: readonly X509Certificate[],
): X509Certificate | undefined {
  return authorities.find((each) => certificate.checkIssued(each) && certificate.verify(each.publicKey));
}

/**
 * Whether a chain leads from a certificate to one that signed itself and is trusted: the configuration's authorities and
 * those that Node comes with. Links between must be among the configuration's.
 */
export function isTrusted(certificate: X509Certificate, authorities: readonly X509Certificate[]): boolean {
  let link = certificate;
  for (let links = 0; links < MAX_LINKS; links += 1) {
    if (authorities.some((each) => each.fingerprint256 === link.fingerprint256) && isRoot(link)) return true;
    const issuer =
      issuerOf(
        link,
        authorities.filter(({ ca }) => ca),
      ) ?? issuerOf(link, wellKnown());
    if (issuer === undefined) return false;
    if (isRoot(issuer)) return true;
    link = issuer;
  }
  return false;
}

const isRoot = (certificate: X509Certificate): boolean => certificate.checkIssued(certificate);

const wellKnown = (): X509Certificate[] => rootCertificates.map((pem) => new X509Certificate(pem));
