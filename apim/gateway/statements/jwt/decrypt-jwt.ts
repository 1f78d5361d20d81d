import { createPrivateKey, createSecretKey, type KeyObject } from 'node:crypto';
import { compactDecrypt } from 'jose';
import { literal, optional, readAttributes, readElements, readText } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { name, text } from '../setting-kinds.ts';
import type { Element, Load, Setting } from '../statement.ts';
import { brokenSetting } from '../statement-failure.ts';
import { JwtFault } from './jwt-fault.ts';
import { jwtHeader } from './verify-jwt-signature.ts';

const KEY_ATTRIBUTES = { id: literal(optional(name)), 'certificate-id': literal(optional(name)) } as const;

type WrittenKey = { readonly certificateId: string | undefined; readonly secret: Setting<string> };

/** Whether a token has the five segments of an encrypted one (RFC 7516, 3.1). */
export const isEncrypted = (token: string): boolean => token.split('.', 6).length === 5;

/**
 * Reads `decryption-keys`: Base64 secrets, and uploaded certificates with their private keys. Gives the token within an
 * encrypted one. Each key is tried. Throws JwtFault.
 */
export function compileDecryption(
  parents: readonly Element[],
  load: Load,
): (exchange: Exchange, token: string) => Promise<string> {
  const keys = parents
    .flatMap((parent) => readElements(parent, { key: { required: true, many: true } }, load).key)
    .map((key): WrittenKey => {
      const { 'certificate-id': certificate } = readAttributes(key, KEY_ATTRIBUTES, load);
      return { certificateId: certificate.constant, secret: readText(key, text, load) };
    });
  return async (exchange, token) => {
    // A token that is too long, or none at all, is refused before anything is decrypted.
    jwtHeader(token);
    for (const key of keys) {
      const inner = await decrypted(token, keyOf(key, exchange));
      if (inner !== undefined) return inner;
    }
    throw new JwtFault('JwtInvalid', 'IDX10603: Decryption failed. Access denied.');
  };
}

function keyOf({ certificateId: id, secret }: WrittenKey, exchange: Exchange): KeyObject {
  if (id === undefined) return createSecretKey(Buffer.from(secret.of(exchange), 'base64'));
  const pem = exchange.configured.certificate(id);
  if (pem === undefined) throw brokenSetting('validate-jwt', `There is no certificate "${id}".`);
  try {
    return createPrivateKey(Buffer.from(pem));
  } catch (cause) {
    throw brokenSetting('validate-jwt', `The certificate "${id}" has no private key.`, { cause });
  }
}

async function decrypted(token: string, key: KeyObject): Promise<string | undefined> {
  let content: string;
  try {
    content = new TextDecoder().decode((await compactDecrypt(token, key)).plaintext);
  } catch {
    // Another key may fit; when none does, the caller is told no more than that.
    return undefined;
  }
  if (content.split('.').length === 3) return content;
  // Claims that were encrypted without being signed are an unsigned token.
  const part = (given: string) => Buffer.from(given).toString('base64url');
  return `${part('{"alg":"none"}')}.${part(content)}.`;
}
