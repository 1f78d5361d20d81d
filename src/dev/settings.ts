import { resolve } from 'node:path';
import { databaseUrl, port, text, wholeNumber } from '../settings/kinds.ts';
import { type Environment, readSettings, SettingsError } from '../settings/read.ts';

/** The settings of `npm start` and `npm run token`. Those of the gateway are passed on to it. */
export const stackSettings = {
  APIM_PORT: port({ about: 'The port of the local APIM policy gateway.', otherwise: '8080' }),
  GATEWAY_PORT: port({ about: 'The port of the gateway.', otherwise: '4000' }),
  IDENTITY_PORT: port({ about: 'The port of the development identity provider.', otherwise: '8090' }),
  POSTGRES_PORT: port({ about: 'The port of the PostgreSQL that is brought along.', otherwise: '54320' }),
  MERIDIAN_HOME: text('a folder that can be written', {
    about: "The folder of the database's files and of the development signing keys.",
    otherwise: '.meridian',
  }),
  DATABASE_URL: databaseUrl({
    about: 'Another PostgreSQL to migrate, seed and use; none is brought along then.',
    otherwise: 'the PostgreSQL that is brought along',
  }),
  SEED_SCALE: wholeNumber(1, 100, 'times 5,000 users', {
    about: 'How much of MovR is seeded.',
    otherwise: '1',
  }),
};

/** The settings of the localhost stack, checked. */
export interface StackConfig {
  readonly ports: {
    readonly apim: number;
    readonly gateway: number;
    readonly identity: number;
    readonly postgres: number;
  };
  /** An absolute path. */
  readonly home: string;
  readonly databaseUrl: string | undefined;
  readonly seedScale: number;
}

/** Reads the settings of the localhost stack. Throws a {@link SettingsError} with all problems. */
export function loadStackConfig(environment: Environment): StackConfig {
  const problems: string[] = [];
  const read = readSettings(stackSettings, environment, problems);
  const ports = {
    APIM_PORT: read.APIM_PORT ?? 8080,
    GATEWAY_PORT: read.GATEWAY_PORT ?? 4000,
    IDENTITY_PORT: read.IDENTITY_PORT ?? 8090,
    POSTGRES_PORT: read.POSTGRES_PORT ?? 54320,
  };
  const taken = new Map<number, string>();
  for (const [name, number] of Object.entries(ports)) {
    const other = taken.get(number);
    if (other) problems.push(`${name}: expected another port than ${other}`);
    taken.set(number, name);
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return {
    ports: {
      apim: ports.APIM_PORT,
      gateway: ports.GATEWAY_PORT,
      identity: ports.IDENTITY_PORT,
      postgres: ports.POSTGRES_PORT,
    },
    home: resolve(read.MERIDIAN_HOME ?? '.meridian'),
    databaseUrl: read.DATABASE_URL,
    seedScale: read.SEED_SCALE ?? 1,
  };
}
