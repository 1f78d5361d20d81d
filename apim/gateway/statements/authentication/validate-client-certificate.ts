import { X509Certificate } from 'node:crypto';
import {
  define,
  literal,
  optional,
  readAttributes,
  readElements,
  type Settings,
  withDefault,
} from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { bool, name } from '../setting-kinds.ts';
import { StatementFailure } from '../statement-failure.ts';
import { issuerOf, isTrusted } from './certificate-chain.ts';
import { CLAIMS, isHex } from './certificate-claims.ts';

const NAME = 'validate-client-certificate';

const IDENTITY = {
  thumbprint: literal(optional(name)),
  'serial-number': literal(optional(name)),
  'common-name': literal(optional(name)),
  subject: literal(optional(name)),
  'dns-name': literal(optional(name)),
  'issuer-subject': literal(optional(name)),
  'issuer-thumbprint': literal(optional(name)),
  'issuer-certificate-id': literal(optional(name)),
} as const;

type Identity = Settings<typeof IDENTITY>;

/**
 * Lets a request through if its client certificate is valid and one of the named identities. The gateway ends no TLS: the
 * certificate comes in the header that the configuration names (`clientCertificateHeader`), as Azure App Service hands it
 * on. No revocation list is asked for; the trace says so.
 */
export const validateClientCertificate = define({
  name: NAME,
  sections: ['inbound'],
  attributes: {
    'validate-revocation': literal(withDefault(bool, true)),
    'validate-trust': literal(withDefault(bool, true)),
    'validate-not-before': literal(withDefault(bool, true)),
    'validate-not-after': literal(withDefault(bool, true)),
    'ignore-error': literal(withDefault(bool, false)),
  },
  elements: { identities: {} },
  compile: ({ settings, elements, load }) => {
    const identities = elements.identities.flatMap((parent) =>
      readElements(parent, { identity: { many: true } }, load).identity.map((identity) => {
        const others = ['issuer-subject', 'issuer-thumbprint'];
        const isTwofold = others.some((attribute) => identity.attributes.has(attribute));
        if (isTwofold && identity.attributes.has('issuer-certificate-id')) {
          load.fault(identity.place, '"issuer-certificate-id" stands without other attributes of the issuer');
        }
        return readAttributes(identity, IDENTITY, load);
      }),
    );

    const reasonAgainst = (exchange: Exchange): Refusal | undefined => {
      const view = exchange.context.Request.Certificate;
      if (view === null) return { reason: 'ClientCertificateNotFound', message: 'No client certificate.' };
      const certificate = new X509Certificate(view.der);
      const now = exchange.seams.now();
      if (settings['validate-revocation'].constant)
        exchange.note('No revocation list was asked for the client certificate.');
      const invalid = (message: string) => ({ reason: 'ClientCertificateInvalid', message });
      if (settings['validate-not-before'].constant && Date.parse(certificate.validFrom) > now)
        return invalid('The client certificate is not yet valid.');
      if (settings['validate-not-after'].constant && Date.parse(certificate.validTo) < now)
        return invalid('The client certificate is expired.');
      if (settings['validate-trust'].constant && !isTrusted(certificate, exchange.configured.authorities()))
        return invalid('The client certificate leads to no trusted authority.');
      if (identities.length === 0 || identities.some((each) => isIdentity(each, certificate, exchange)))
        return undefined;
      return {
        reason: 'ClientCertificateIdentityNotMatched',
        message: 'The client certificate is of nobody named.',
      };
    };

    return (exchange) => {
      const refusal = reasonAgainst(exchange);
      if (refusal === undefined) return undefined;
      if (settings['ignore-error'].constant) {
        exchange.note(`${refusal.message} The error is ignored.`);
        return undefined;
      }
      // The page gives neither status nor text; api-management-howto-mutual-certificates-for-clients has 403 and this text.
      const answer = { statusCode: 403, message: 'Invalid client certificate' };
      throw new StatementFailure(NAME, refusal.reason, refusal.message, answer);
    };
  },
});

type Refusal = { readonly reason: string; readonly message: string };

/** "All defined claims for at least one of the defined identities." */
function isIdentity(identity: Identity, certificate: X509Certificate, exchange: Exchange): boolean {
  const own = Object.entries(CLAIMS).every(([claim, matches]) => {
    const wanted = identity[claim as keyof typeof CLAIMS].constant;
    return wanted === undefined || matches(wanted, certificate);
  });
  if (!own) return false;
  const thumbprint = identity['issuer-thumbprint'].constant;
  if (thumbprint !== undefined) {
    const issuer = issuerOf(certificate, exchange.configured.authorities());
    if (issuer === undefined || !isHex(thumbprint, issuer.fingerprint)) return false;
  }
  const id = identity['issuer-certificate-id'].constant;
  if (id === undefined) return true;
  const pem = exchange.configured.certificate(id);
  return pem !== undefined && issuerOf(certificate, [new X509Certificate(pem)]) !== undefined;
}
