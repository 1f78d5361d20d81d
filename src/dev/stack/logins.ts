import { randomBytes } from 'node:crypto';
import { READER, WRITER } from '../../contract/grants.ts';
import { createConnection } from '../../db/driver.ts';
import type { Environment } from '../../settings/read.ts';
import { applyGrants } from '../grants.ts';

/**
 * Brings the roles of our own PostgreSQL to what the contract says and gives its two logins new passwords. Resolves to
 * the settings with which the gateway uses them: one login that only reads, one that takes the role of each mutation.
 * @param url of a login that may create roles and owns the tables
 */
export async function makeLogins(url: string): Promise<Environment> {
  await applyGrants({ url, caFile: undefined });
  const reader = randomBytes(18).toString('base64url');
  const writer = randomBytes(18).toString('base64url');
  const connection = createConnection(
    { url, applicationName: 'meridian/logins', connectTimeoutMs: 5_000, statementTimeoutMs: 0 },
    undefined,
  );
  try {
    // ALTER ROLE takes no parameter; the alphabet of base64url needs no quoting.
    await connection.simple(`alter role ${READER} password '${reader}'`);
    await connection.simple(`alter role ${WRITER} password '${writer}'`);
  } finally {
    await connection.close();
  }
  const login = new URL(url);
  login.username = READER;
  login.password = reader;
  return { DATABASE_URL: login.href, DATABASE_WRITER_USER: WRITER, DATABASE_WRITER_PASSWORD: writer };
}
