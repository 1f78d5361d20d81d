import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, createConnection } from '../db/driver.ts';
import { splitStatements } from '../db/migration.ts';
import { sqlStateOf } from '../db/sqlstate.ts';
import { type DatabaseAccess, readDatabaseAccess } from './database-access.ts';

/** What `npm run generate` writes from the contract. */
export const grantsFile = new URL('../../migrations/grants.generated.sql', import.meta.url);

const duplicateObject = '42710';

/** PostgreSQL's "tuple concurrently updated": another session changed the same role at the same moment. */
const internalError = 'XX000';

/**
 * Brings the database's roles to what the contract says, statement by statement; it may run again at any time. Needs a
 * login that may create roles and owns the tables. Roles belong to the whole cluster, so two databases of one cluster
 * share them.
 */
export async function applyGrants(
  access: DatabaseAccess,
  sql: string = readFileSync(grantsFile, 'utf8'),
): Promise<void> {
  const connection = createConnection(
    { ...access, applicationName: 'meridian/grants', connectTimeoutMs: 5_000, statementTimeoutMs: 0 },
    undefined,
  );
  try {
    for (const statement of splitStatements(sql)) await run(connection, statement);
  } finally {
    await connection.close();
  }
}

async function run(connection: Connection, statement: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await connection.simple(statement);
      return;
    } catch (error) {
      const state = sqlStateOf(error);
      // Two sessions that create one role at once: the second gets 23505 from the catalog's index.
      if (statement.startsWith('CREATE ROLE') && (state === duplicateObject || state === '23505')) return;
      if (state !== internalError || attempt >= 10)
        throw new Error(`Failed at "${statement}": ${(error as Error).message}`, { cause: error });
      await delay(20 * attempt);
    }
  }
}

if (import.meta.main) {
  try {
    await applyGrants(readDatabaseAccess(process.env));
    console.log('The roles are what the contract says.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
