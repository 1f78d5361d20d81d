import { JwtFault } from './jwt-fault.ts';
import type { Claims } from './verify-jwt-signature.ts';

/** A claim that must be there, with the values that it must have. */
export type RequiredClaim = {
  readonly name: string;
  readonly match: 'all' | 'any';
  readonly separator: string | undefined;
  readonly values: readonly string[];
};

/** What the claims of a token are checked for. An empty list of audiences or issuers checks nothing. */
export type ClaimRequirements = {
  readonly requireExpirationTime: boolean;
  readonly clockSkewSeconds: number;
  readonly audiences: readonly string[];
  readonly issuers: readonly string[];
  readonly requiredClaims: readonly RequiredClaim[];
};

/** Checks times, audience, issuer and required claims, in the order of the library; throws JwtFault. */
export function checkClaims(claims: Claims, requirements: ClaimRequirements, nowMilliseconds: number): void {
  checkTimes(claims, requirements, nowMilliseconds / 1000);
  checkAudience(claims, requirements.audiences);
  checkIssuer(claims, requirements.issuers);
  checkRequired(claims, requirements.requiredClaims);
}

function checkTimes(claims: Claims, requirements: ClaimRequirements, now: number): void {
  const { exp, nbf } = claims;
  const { clockSkewSeconds: skew } = requirements;
  if (exp === undefined && requirements.requireExpirationTime) {
    throw new JwtFault(
      'JwtInvalid',
      'IDX10225: Lifetime validation failed. The token is missing an Expiration Time. Access denied.',
    );
  }
  if ((exp !== undefined && !isTime(exp)) || (nbf !== undefined && !isTime(nbf))) {
    throw new JwtFault('JwtInvalid', 'IDX10000: The token could not be read. Access denied.');
  }
  if (isTime(nbf) && nbf > now + skew) {
    throw new JwtFault(
      'JwtInvalid',
      'IDX10222: Lifetime validation failed. The token is not yet valid. Access denied.',
    );
  }
  if (isTime(exp) && exp <= now - skew) {
    throw new JwtFault(
      'TokenExpired',
      'IDX10223: Lifetime validation failed. The token is expired. Access denied.',
    );
  }
}

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function checkAudience({ aud }: Claims, audiences: readonly string[]): void {
  if (audiences.length === 0) return;
  const given = Array.isArray(aud) ? aud : [aud];
  if (given.some((audience) => typeof audience === 'string' && audiences.includes(audience))) return;
  throw new JwtFault('TokenAudienceNotAllowed', 'IDX10214: Audience validation failed. Access denied.');
}

function checkIssuer({ iss }: Claims, issuers: readonly string[]): void {
  if (issuers.length === 0 || (typeof iss === 'string' && issuers.includes(iss))) return;
  throw new JwtFault('TokenIssuerNotAllowed', 'IDX10205: Issuer validation failed. Access denied.');
}

function checkRequired(claims: Claims, required: readonly RequiredClaim[]): void {
  const missing = required.filter(({ name }) => !Object.hasOwn(claims, name)).map(({ name }) => name);
  if (missing.length > 0) {
    throw new JwtFault(
      'TokenClaimNotFound',
      `JWT token is missing the following claims: ${missing.join(', ')}. Access denied.`,
    );
  }
  for (const claim of required) {
    const given = valuesOf(claims[claim.name], claim.separator);
    const has = (value: string) => given.includes(value);
    const matches = claim.match === 'any' ? claim.values.some(has) : claim.values.every(has);
    if (matches || claim.values.length === 0) continue;
    throw new JwtFault(
      'TokenClaimValueNotAllowed',
      `Claim ${claim.name} value of ${given.join(',')} is not allowed. Access denied.`,
    );
  }
}

/** The values of a claim: the elements of an array, and of a text its parts if the document names a separator. */
export function valuesOf(value: unknown, separator: string | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap((element) => valuesOf(element, separator));
  if (typeof value === 'string') return separator ? value.split(separator) : [value];
  return [typeof value === 'object' ? JSON.stringify(value) : String(value)];
}
