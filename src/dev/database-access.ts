import { azureDatabasePassword } from '../auth/azure.ts';
import { gatewaySettings } from '../settings/gateway.ts';
import { type Environment, readSettings, SettingsError } from '../settings/read.ts';

/** How `npm run migrate` and `npm run seed` reach the database. */
export interface DatabaseAccess {
  readonly url: string;
  readonly password?: () => Promise<string>;
  readonly caFile: string | undefined;
}

const { DATABASE_URL, DATABASE_AUTH, DATABASE_SCOPE, DATABASE_CLIENT_ID, DATABASE_CA_FILE } = gatewaySettings;
const accessSettings = { DATABASE_URL, DATABASE_AUTH, DATABASE_SCOPE, DATABASE_CLIENT_ID, DATABASE_CA_FILE };

/** Reads the gateway's own settings of the database. Throws a {@link SettingsError} with all problems. */
export function readDatabaseAccess(environment: Environment): DatabaseAccess {
  const problems: string[] = [];
  const read = readSettings(accessSettings, environment, problems);
  const entra = read.DATABASE_AUTH === 'entra';
  if (!environment.DATABASE_URL) problems.push(`DATABASE_URL: required, expected ${DATABASE_URL.expects}`);
  if (entra && !environment.DATABASE_SCOPE)
    problems.push(`DATABASE_SCOPE: required with DATABASE_AUTH=entra, expected ${DATABASE_SCOPE.expects}`);
  if (problems.length > 0) throw new SettingsError(problems);
  return {
    url: read.DATABASE_URL ?? '',
    caFile: read.DATABASE_CA_FILE,
    ...(entra
      ? {
          password: azureDatabasePassword({
            scope: read.DATABASE_SCOPE ?? '',
            clientId: read.DATABASE_CLIENT_ID,
          }),
        }
      : {}),
  };
}
