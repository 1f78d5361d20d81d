import { OpenIdConfigurationError } from '../../state/jwks.ts';
import { define, literal, optional, readAttributes, readElements, required, withDefault } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { bool, name, seconds } from '../setting-kinds.ts';
import { checkClaims } from './check-claims.ts';
import { compileDecryption, isEncrypted } from './decrypt-jwt.ts';
import { JwtFault } from './jwt-fault.ts';
import { compileSigningKeys } from './jwt-keys.ts';
import { compileRequiredClaims, compileTexts } from './required-claims.ts';
import { keepToken, TOKEN_ATTRIBUTES, tokenFailure, tokenOf } from './token-source.ts';
import { type Claims, isUnsigned, jwtHeader, type KeySet, unsignedClaims } from './verify-jwt-signature.ts';

const NAME = 'validate-jwt';

/** Lets a request through if it carries a token that is signed, in time, and for this API. */
export const validateJwt = define({
  name: NAME,
  sections: ['inbound'],
  attributes: {
    ...TOKEN_ATTRIBUTES,
    'require-expiration-time': withDefault(bool, true),
    'require-scheme': optional(name),
    'require-signed-tokens': withDefault(bool, true),
    'clock-skew': withDefault(seconds, 0),
  },
  elements: {
    'openid-config': { many: true },
    'issuer-signing-keys': {},
    'decryption-keys': {},
    audiences: {},
    issuers: {},
    'required-claims': {},
  },
  compile: ({ settings, elements, element, load }) => {
    const sources = ['header-name', 'query-parameter-name', 'token-value'];
    if (sources.filter((source) => element.attributes.has(source)).length !== 1) {
      load.fault(element.place, `<validate-jwt> needs one of "${sources.join('", "')}"`);
    }
    const urls = elements['openid-config'].map(
      (config) => readAttributes(config, CONFIG_ATTRIBUTES, load).url,
    );
    const keys = compileSigningKeys(
      elements['issuer-signing-keys'].flatMap((parent) => readElements(parent, KEYS, load).key),
      load,
    );
    const decrypt = compileDecryption(elements['decryption-keys'], load);
    const audiences = compileTexts(elements.audiences, 'audience', load);
    const issuers = compileTexts(elements.issuers, 'issuer', load);
    const requiredClaims = compileRequiredClaims(elements['required-claims'], load);

    const check = async (exchange: Exchange, token: string): Promise<void> => {
      const { alg, kid } = jwtHeader(token);
      const known = await Promise.all(urls.map((url) => exchange.state.openId.get(url.of(exchange), kid)));
      const claims = await claimsOf(exchange, token, alg, [...keys(exchange), ...known]);
      const named = issuers.map((issuer) => issuer.of(exchange));
      checkClaims(
        claims,
        {
          requireExpirationTime: settings['require-expiration-time'].of(exchange),
          clockSkewSeconds: settings['clock-skew'].of(exchange),
          audiences: audiences.map((audience) => audience.of(exchange)),
          issuers: [...named, ...known.map(({ issuer }) => issuer)],
          requiredClaims: requiredClaims(exchange),
        },
        exchange.seams.now(),
      );
    };
    const claimsOf = async (
      exchange: Exchange,
      token: string,
      alg: string | undefined,
      sets: readonly KeySet[],
    ): Promise<Claims> => {
      if (!isUnsigned(token, alg)) return exchange.state.signatures.verify(token, sets);
      if (!settings['require-signed-tokens'].of(exchange)) return unsignedClaims(token);
      throw new JwtFault('TokenSignatureInvalid', UNSIGNED);
    };

    return async (exchange) => {
      try {
        const given = tokenOf(settings, exchange, undefined, settings['require-scheme'].of(exchange));
        if (given === undefined) throw new JwtFault('TokenNotPresent', 'JWT not present.');
        const token = isEncrypted(given) ? await decrypt(exchange, given) : given;
        await check(exchange, token);
        keepToken(settings, exchange, token);
        return undefined;
      } catch (error) {
        const fault = faultOf(error);
        if (fault === undefined) throw error;
        throw tokenFailure(NAME, settings, exchange, fault, fault.message);
      }
    };
  },
});

const CONFIG_ATTRIBUTES = {
  url: required(name),
  'validate-connectivity': literal(withDefault(bool, true)),
} as const;

const KEYS = { key: { required: true, many: true } } as const;

const UNSIGNED = 'IDX10504: Unable to validate signature, token does not have a signature. Access denied.';

/** An identity provider that is away lets nobody in: the token counts as one that cannot be checked. */
export function faultOf(error: unknown): JwtFault | undefined {
  if (error instanceof JwtFault) return error;
  if (!(error instanceof OpenIdConfigurationError)) return undefined;
  return new JwtFault('JwtInvalid', `IDX20803: ${error.message}`, { cause: error });
}
