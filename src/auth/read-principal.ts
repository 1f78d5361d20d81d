import type { RegionName } from '../db/locality.ts';
import type { Principal } from './principal.ts';
import { type Claims, TokenRefused } from './verify-token.ts';

/** What the claims are read by. */
export interface PrincipalSettings {
  readonly tenant: string;
  readonly regionClaim: string;
  readonly regions: readonly [RegionName, ...RegionName[]];
}

/**
 * The principal of an access token in either of Entra's shapes: version 2 names the client in `azp`, version 1 in
 * `appid`. An ID token has neither and is refused, also where its audience is one of ours.
 * @throws TokenRefused
 */
export function readPrincipal(claims: Claims, settings: PrincipalSettings): Principal {
  const tenant = claims.tid;
  if (tenant !== settings.tenant) throw new TokenRefused('The claim tid names another tenant');
  const subject = claims.oid;
  if (!isWord(subject)) throw new TokenRefused('The claim oid is missing');
  const client = claims.azp ?? claims.appid;
  if (!isWord(client)) throw new TokenRefused('The claims azp and appid are missing: not an access token');
  const named = namedRegions(claims[settings.regionClaim], settings);
  const scopes = [
    ...words(claims.scp, 'scp').flatMap((text) => text.split(' ')),
    ...words(claims.roles, 'roles'),
  ];
  return Object.freeze({
    subject,
    tenant,
    client,
    scopes: new Set(scopes.filter(isWord)),
    regions: Object.freeze(named ?? settings.regions),
    homeRegion: named?.[0],
  });
}

/** The regions that the claim names, in its order; undefined where the token has no such claim. */
function namedRegions(claim: unknown, settings: PrincipalSettings): Principal['regions'] | undefined {
  if (claim === undefined) return undefined;
  const names = words(claim, settings.regionClaim);
  const regions = [...new Set(names)].map((name) => {
    const region = settings.regions.find((known) => known === name);
    if (!region) throw new TokenRefused('The region claim names a region that there is not');
    return region;
  });
  const [first, ...others] = regions;
  if (!first) throw new TokenRefused('The region claim is empty');
  return [first, ...others];
}

/** A claim that is a string or an array of strings, as an array. */
function words(claim: unknown, name: string): readonly string[] {
  if (claim === undefined) return [];
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return values.map((value) => {
    if (typeof value !== 'string')
      throw new TokenRefused(`The claim ${name} is neither text nor a list of texts`);
    return value;
  });
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
