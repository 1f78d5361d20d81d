import { define, literal, optional, required } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { name } from '../setting-kinds.ts';
import { configurationUrl, issuersOf, tenantOf } from './azure-ad-tenant.ts';
import { checkClaims } from './check-claims.ts';
import { compileDecryption, isEncrypted } from './decrypt-jwt.ts';
import { JwtFault } from './jwt-fault.ts';
import { compileRequiredClaims, compileTexts } from './required-claims.ts';
import { keepToken, TOKEN_ATTRIBUTES, tokenFailure, tokenOf } from './token-source.ts';
import { faultOf } from './validate-jwt.ts';
import { type Claims, isUnsigned, jwtHeader } from './verify-jwt-signature.ts';

const NAME = 'validate-azure-ad-token';

/** Lets a request through if it carries a token of a Microsoft Entra tenant for one of the named applications. */
export const validateAzureAdToken = define({
  name: NAME,
  sections: ['inbound'],
  attributes: {
    'tenant-id': required(name),
    ...TOKEN_ATTRIBUTES,
    'authentication-endpoint': literal(optional(name)),
  },
  elements: {
    'backend-application-ids': {},
    'client-application-ids': {},
    audiences: {},
    'required-claims': {},
    'decryption-keys': {},
  },
  compile: ({ settings, elements, load }) => {
    const backends = compileTexts(elements['backend-application-ids'], 'application-id', load);
    const clients = compileTexts(elements['client-application-ids'], 'application-id', load);
    const audiences = compileTexts(elements.audiences, 'audience', load);
    const requiredClaims = compileRequiredClaims(elements['required-claims'], load);
    const decrypt = compileDecryption(elements['decryption-keys'], load);
    const check = async (exchange: Exchange, token: string): Promise<void> => {
      const { openId, signatures } = exchange.state;
      const remembered = signatures.remembered(token);
      const { alg, kid } = remembered?.header ?? jwtHeader(token);
      if (isUnsigned(token, alg))
        throw new JwtFault('TokenSignatureInvalid', 'IDX10504: Unsigned. Access denied.');
      const tenant = tenantOf(
        settings['tenant-id'].of(exchange),
        settings['authentication-endpoint'].constant,
      );
      const url = configurationUrl(tenant);
      const configuration = openId.current(url, kid) ?? (await openId.get(url, kid));
      const isKnown = remembered !== undefined && remembered.by === configuration.keys;
      const claims = isKnown ? remembered.claims : await signatures.verify(token, [configuration]);
      const issuers = issuersOf(tenant, configuration, claims.tid);
      if (issuers.length === 0)
        throw new JwtFault('TokenIssuerNotAllowed', 'IDX40003: No tenant. Access denied.');
      const named = [...backends, ...audiences].map((audience) => audience.of(exchange));
      const requirements = {
        requireExpirationTime: true,
        clockSkewSeconds: 0,
        audiences: named,
        issuers,
        requiredClaims: requiredClaims(exchange),
      };
      checkClaims(claims, requirements, exchange.seams.now());
      checkClient(
        claims,
        clients.map((client) => client.of(exchange)),
      );
    };
    return async (exchange) => {
      let token: string | undefined;
      try {
        token = tokenOf(settings, exchange, 'Authorization', undefined);
        if (token === undefined) throw new JwtFault('TokenNotPresent', NOT_PRESENT);
        if (isEncrypted(token)) token = await decrypt(exchange, token);
        await check(exchange, token);
        keepToken(settings, exchange, token);
        return undefined;
      } catch (error) {
        const fault = faultOf(error);
        if (fault === undefined) throw error;
        // The client bodies that public demos show, without a full stop (azure-docs, energy-data-services).
        throw tokenFailure(NAME, settings, exchange, fault, token === undefined ? NOT_PRESENT : INVALID);
      }
    };
  },
});

const NOT_PRESENT = 'Azure AD JWT not present';
const INVALID = 'Invalid Azure AD JWT';

/** The calling application is `appid` in v1.0 tokens and `azp` in v2.0 ones (access-token-claims-reference). */
function checkClient(claims: Claims, clients: readonly string[]): void {
  if (clients.length === 0) return;
  const client = claims.ver === '1.0' ? claims.appid : (claims.azp ?? claims.appid);
  if (typeof client === 'string' && clients.includes(client)) return;
  throw new JwtFault('TokenClaimValueNotAllowed', 'The client application is not allowed. Access denied.');
}
