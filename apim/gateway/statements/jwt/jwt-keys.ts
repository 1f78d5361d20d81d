import { createPublicKey, createSecretKey, type KeyObject, X509Certificate } from 'node:crypto';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWK } from 'jose';
import { literal, optional, readAttributes, readText } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { name, text } from '../setting-kinds.ts';
import type { Element, Load, Setting } from '../statement.ts';
import { brokenSetting } from '../statement-failure.ts';
import type { KeySet } from './verify-jwt-signature.ts';

const KEY_ATTRIBUTES = {
  id: literal(optional(name)),
  'certificate-id': literal(optional(name)),
  n: literal(optional(name)),
  e: literal(optional(name)),
} as const;

type WrittenKey = {
  readonly id: string | undefined;
  readonly certificateId: string | undefined;
  readonly rsa: { readonly n: string; readonly e: string } | undefined;
  readonly secret: Setting<string>;
};

/**
 * Reads `issuer-signing-keys/key`: a Base64 secret, the modulus and exponent of an RSA key, or an uploaded certificate.
 * "If no keys match the [kid] claim, API Management will attempt each specified key": so keys go without a kid.
 */
export function compileSigningKeys(keys: readonly Element[], load: Load): (exchange: Exchange) => KeySet[] {
  const written = keys.map((key) => readKey(key, load));
  const isConstant = written.every((key) => key.certificateId === undefined && !key.secret.isExpression);
  let constantSets: KeySet[] | undefined;
  return (exchange) => {
    if (isConstant && constantSets !== undefined) return constantSets;
    const sets = written.map((key) => keySetOf(key, exchange));
    constantSets = sets;
    return sets;
  };
}

function readKey(key: Element, load: Load): WrittenKey {
  const settings = readAttributes(key, KEY_ATTRIBUTES, load);
  const { n, e } = { n: settings.n.constant, e: settings.e.constant };
  if ((n === undefined) !== (e === undefined)) load.fault(key.place, '<key> needs both "n" and "e"');
  return {
    id: settings.id.constant,
    certificateId: settings['certificate-id'].constant,
    rsa: n !== undefined && e !== undefined ? { n, e } : undefined,
    secret: readText(key, text, load),
  };
}

function keySetOf(key: WrittenKey, exchange: Exchange): KeySet {
  if (key.rsa !== undefined) return localSet({ kty: 'RSA', ...key.rsa });
  if (key.certificateId !== undefined) return certificateSet(key.certificateId, exchange);
  return secretSet(createSecretKey(Buffer.from(key.secret.of(exchange), 'base64')));
}

/** A key set of jose holds public keys alone, so a secret is one of its own; it fits symmetric algorithms and no other. */
function secretSet(secret: KeyObject): KeySet {
  return {
    keys: async ({ alg }) => {
      if (alg?.startsWith('HS')) return secret;
      throw new errors.JWKSNoMatchingKey();
    },
  };
}

function certificateSet(id: string, exchange: Exchange): KeySet {
  const bytes = exchange.configured.certificate(id);
  if (bytes === undefined) throw brokenSetting('validate-jwt', `There is no certificate "${id}".`);
  let key: KeyObject;
  try {
    key = new X509Certificate(bytes).publicKey;
  } catch {
    key = createPublicKey(Buffer.from(bytes));
  }
  return localSet(key.export({ format: 'jwk' }) as JWK);
}

function localSet(key: JWK): KeySet {
  const set: JSONWebKeySet = { keys: [key] };
  const find = createLocalJWKSet(set);
  // The one key is tried whatever the token calls it.
  return { keys: (header, token) => find({ ...header, kid: undefined } as never, token) };
}
