import { parseArgs } from 'node:util';
import { regions } from '../../schema/tables/regions.ts';
import { loadConfig } from '../config.ts';
import type { RegionName } from '../db/locality.ts';
import { type Environment, SettingsError } from '../settings/read.ts';
import { identityEnvironment } from './identity/identities.ts';
import { requestToken } from './identity/request-token.ts';
import { seededUser } from './seed/seeded-user.ts';
import { loadStackConfig, type StackConfig } from './settings.ts';
import { bringUp } from './stack/bring-up.ts';
import { createReport } from './stack/report.ts';
import { welcome, welcomeScopes } from './stack/welcome.ts';

/** `npm start`: the whole path on one machine, until Ctrl-C. Resolves to the line that says why it failed, if it did. */
async function start(): Promise<string | undefined> {
  const began = Date.now();
  const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } });
  const environment: Environment = { ...process.env, NODE_ENV: process.env.NODE_ENV || 'development' };
  const config = checkedSettings(environment);
  if (values.fresh && config.databaseUrl !== undefined)
    throw new Error('--fresh: expected only without DATABASE_URL; a database of yours is not thrown away');

  const interrupted = new AbortController();
  // npm passes the terminal's signal on, so it comes twice; aborting again does nothing.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => interrupted.abort());
  const { signal } = interrupted;
  const report = createReport(process.stdout);
  report.say('\nMeridian on this machine\n');
  const started = new AsyncDisposableStack();
  try {
    const { databaseUrl, ended } = await bringUp({
      config,
      fresh: values.fresh,
      environment,
      user: {
        id: seededUser.id,
        regions: [seededUser.region, ...regions.filter((region) => region !== seededUser.region)],
      },
      report,
      started,
      signal,
    });
    const token = await requestToken(config.ports.identity, { scopes: welcomeScopes });
    report.say(welcome(config, { databaseUrl, token, seconds: (Date.now() - began) / 1000 }));
    const aborted = new Promise<undefined>((resolve) => {
      signal.addEventListener('abort', () => resolve(undefined));
      if (signal.aborted) resolve(undefined);
    });
    return await Promise.race([ended, aborted]);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    if (signal.aborted) report.say('\nStopping.');
    await started.disposeAsync();
  }
}

/** All problems of the stack's and of the gateway's settings at once, before anything is started. */
function checkedSettings(environment: Environment): StackConfig {
  const problems = new Set<string>();
  const read = <T>(load: () => T): T | undefined => {
    try {
      return load();
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      for (const problem of error.problems) problems.add(problem);
      return undefined;
    }
  };
  const config = read(() => loadStackConfig(environment));
  read(() =>
    loadConfig(
      {
        ...environment,
        ...identityEnvironment(config?.ports.identity ?? 0),
        DATABASE_URL: environment.DATABASE_URL || 'postgresql://localhost/movr',
      },
      regions as unknown as readonly [RegionName, ...RegionName[]],
    ),
  );
  if (!config || problems.size > 0) throw new SettingsError([...problems]);
  return config;
}

/** The reason on one line. What the database said is not secret here: it is the developer's own. */
function failureLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && !error.message.includes(error.cause.message)
    ? `${error.message} (${error.cause.message})`
    : error.message;
}

const failure = await start().catch(failureLine);
if (failure !== undefined) process.stderr.write(`${failure}\n`);
// Whatever might still hold the process open was stopped above.
process.exit(failure === undefined ? 0 : 1);
