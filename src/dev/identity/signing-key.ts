import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OAuth2Issuer } from 'oauth2-mock-server';

/** Gives the issuer the key of this home folder, made at the first start: tokens outlive a restart. */
export async function useSigningKey(keys: OAuth2Issuer['keys'], home: string): Promise<void> {
  const file = join(home, 'signing-key.json');
  if (existsSync(file)) {
    await keys.add(JSON.parse(readFileSync(file, 'utf8')));
    return;
  }
  const key = await keys.generate('RS256', { kid: `development-${crypto.randomUUID()}` });
  mkdirSync(home, { recursive: true });
  writeFileSync(`${file}.unfinished`, `${JSON.stringify(key)}\n`, { mode: 0o600 });
  renameSync(`${file}.unfinished`, file);
}
