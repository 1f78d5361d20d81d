import { fileURLToPath } from 'node:url';
import { azureDatabasePassword } from '../auth/azure.ts';
import { migrate } from '../db/migrate.ts';

/** The domain's migrations: a folder an engine. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Brings the schema of a database up to date; resolves to the names of the migrations that ran. */
export function migrateDatabase(url: string, password?: () => Promise<string>): Promise<string[]> {
  return migrate({ url, folder: migrationsFolder, ...(password ? { password } : {}) });
}

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url)
    throw new Error('DATABASE_URL: required, expected a URL such as postgresql://user@host:26257/movr');
  const scope = process.env.DATABASE_AUTH === 'entra' ? process.env.DATABASE_SCOPE : undefined;
  const password =
    scope === undefined
      ? undefined
      : azureDatabasePassword({ scope, clientId: process.env.DATABASE_CLIENT_ID });
  const ran = await migrateDatabase(url, password);
  console.log(ran.length === 0 ? 'The schema is up to date.' : ran.map((name) => `Ran ${name}`).join('\n'));
}

if (import.meta.main)
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  });
