import { fileURLToPath } from 'node:url';
import { type MigrationSettings, migrate } from '../db/migrate.ts';
import { readDatabaseAccess } from './database-access.ts';

/** The domain's migrations: a folder an engine. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Brings the schema of a database up to date; resolves to the names of the migrations that ran. */
export function migrateDatabase(
  url: string,
  access: Pick<MigrationSettings, 'password' | 'caFile'> = {},
): Promise<string[]> {
  return migrate({ ...access, url, folder: migrationsFolder });
}

if (import.meta.main) {
  try {
    const { url, ...access } = readDatabaseAccess(process.env);
    const ran = await migrateDatabase(url, access);
    console.log(ran.length === 0 ? 'The schema is up to date.' : ran.map((name) => `Ran ${name}`).join('\n'));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
