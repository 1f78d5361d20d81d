import { optional, readAttributes, readElements, readText, required, withDefault } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { name, oneOf, text } from '../setting-kinds.ts';
import type { Element, Load, Setting } from '../statement.ts';
import type { RequiredClaim } from './check-claims.ts';

const CLAIM_ATTRIBUTES = {
  name: required(name),
  match: withDefault(oneOf('all', 'any'), 'all'),
  separator: optional(text),
} as const;

/** Reads `required-claims`. */
export function compileRequiredClaims(
  parents: readonly Element[],
  load: Load,
): (exchange: Exchange) => RequiredClaim[] {
  const claims = parents
    .flatMap((parent) => readElements(parent, { claim: { required: true, many: true } }, load).claim)
    .map((claim) => ({
      ...readAttributes(claim, CLAIM_ATTRIBUTES, load),
      values: readElements(claim, { value: { many: true } }, load).value.map((value) =>
        readText(value, text, load),
      ),
    }));
  return (exchange) =>
    claims.map((claim) => ({
      name: claim.name.of(exchange),
      match: claim.match.of(exchange),
      separator: claim.separator.of(exchange),
      values: claim.values.map((value) => value.of(exchange)),
    }));
}

/** Reads a list of texts: `audiences/audience`, `issuers/issuer`, `…-application-ids/application-id`. */
export function compileTexts(parents: readonly Element[], item: string, load: Load): Setting<string>[] {
  return parents
    .flatMap((parent) => readElements(parent, { [item]: { required: true, many: true } }, load)[item] ?? [])
    .map((child) => readText(child, name, load));
}
