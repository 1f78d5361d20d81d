import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { CompactEncrypt } from 'jose';
import { expect, it } from 'vitest';
import type { Exchange } from '../../../../apim/gateway/statements/exchange.ts';
import { compileDecryption } from '../../../../apim/gateway/statements/jwt/decrypt-jwt.ts';
import type { Element, Load } from '../../../../apim/gateway/statements/statement.ts';

const place = { file: 'p.xml', line: 1, column: 1 };
const element = (name: string, attributes: Record<string, string>, children: Element[] = []): Element => ({
  kind: 'element',
  name,
  place,
  attributes: new Map(Object.entries(attributes).map(([key, value]) => [key, { value, place }])),
  children,
  innerSource: '',
});

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const decrypt = compileDecryption(
  [element('decryption-keys', {}, [element('key', { 'certificate-id': 'ours' })])],
  { fault: () => {} } as unknown as Load,
);
const holding = (pem: string) =>
  ({ configured: { certificate: () => new TextEncoder().encode(pem) } }) as unknown as Exchange;
const encrypted = () =>
  new CompactEncrypt(new TextEncoder().encode('a.b.c'))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A128GCM' })
    .encrypt(createPublicKey(publicKey));

it('a token is decrypted with the private key beside an uploaded certificate', async () => {
  expect(await decrypt(holding(privateKey), await encrypted())).toBe('a.b.c');
});

it('a certificate without a private key is a broken setting, not a bad token', async () => {
  await expect(decrypt(holding(publicKey), await encrypted())).rejects.toThrow(
    'The certificate "ours" has no private key.',
  );
});
