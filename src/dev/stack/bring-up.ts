import { join } from 'node:path';
import type { Environment } from '../../settings/read.ts';
import type { DefaultUser } from '../identity/entra-claims.ts';
import { identityEnvironment } from '../identity/identities.ts';
import { startIdentityProvider } from '../identity/identity-provider.ts';
import { migrateDatabase } from '../migrate.ts';
import { recoverPostgres, removeCluster, startPostgres } from '../postgres/start-postgres.ts';
import { seedDatabase } from '../seed/seed-database.ts';
import type { StackConfig } from '../settings.ts';
import { lockHome } from './home-lock.ts';
import { makeLogins } from './logins.ts';
import { portConflicts } from './ports.ts';
import { gatewayProgram, policyGatewayProgram } from './programs.ts';
import type { Report } from './report.ts';
import { startServer } from './server-process.ts';

/** What to bring up, and whom to tell. */
export interface BringUp {
  readonly config: StackConfig;
  /** Whether the PostgreSQL that is brought along starts empty. */
  readonly fresh: boolean;
  /** Settings of the gateway that are passed on. */
  readonly environment: Environment;
  /** The user of tokens that name none. */
  readonly user: DefaultUser;
  readonly report: Report;
  /** Gets whatever is started, so that disposing of it stops all in reverse order. */
  readonly started: AsyncDisposableStack;
  /** Aborted when the person no longer wants it. */
  readonly signal: AbortSignal;
}

/** A stack that answers. */
export interface RunningStack {
  readonly databaseUrl: string;
  /** Resolves with a line to show when any part ended without being asked to. */
  readonly ended: Promise<string>;
}

/** How long the servers of a start that was killed may take to let go of their ports. */
const lettingGoMs = 10_000;

/** Starts the stack, each part once the ones that it needs are ready; migrates the database, and seeds it once. */
export async function bringUp(plan: BringUp): Promise<RunningStack> {
  const { config, report, started, signal } = plan;
  const { home, ports } = config;
  const lock = lockHome(home);
  started.defer(() => lock.release());
  const recovered = config.databaseUrl === undefined && (await recoverPostgres(home));
  if (recovered || lock.recovered)
    report.say('  An earlier start was killed; what it left was cleared away.');
  if (plan.fresh) await removeCluster(home);
  const conflicts = await portConflicts(
    {
      APIM_PORT: ports.apim,
      GATEWAY_PORT: ports.gateway,
      IDENTITY_PORT: ports.identity,
      ...(config.databaseUrl === undefined ? { POSTGRES_PORT: ports.postgres } : {}),
    },
    lock.recovered ? lettingGoMs : 0,
  );
  if (conflicts.length > 0) throw new Error(conflicts.join('\n'));
  signal.throwIfAborted();

  const ends: Promise<string>[] = [];
  let databaseUrl = config.databaseUrl;
  let logins: Environment = {};
  if (databaseUrl === undefined) {
    const postgres = await report.step('PostgreSQL', () => startPostgres({ home, port: ports.postgres }));
    started.defer(postgres.stop);
    ends.push(postgres.ended);
    databaseUrl = postgres.url;
    if (postgres.user !== undefined)
      report.say(
        `  ${' '.repeat(20)} runs as ${postgres.user}, root must not run it; files in ${postgres.folder}`,
      );
    signal.throwIfAborted();
  }
  const url = databaseUrl;
  await report.step('Migrations', () => unlessAborted(migrateDatabase(url), signal));
  // Another's server has its own roles, and who may make some is not for us to say.
  if (config.databaseUrl === undefined)
    logins = await report.step('Roles', () => unlessAborted(makeLogins(url), signal));
  signal.throwIfAborted();

  const identity = await report.step('Identity provider', () =>
    startIdentityProvider({ port: ports.identity, home, user: plan.user }),
  );
  started.defer(identity.stop);
  signal.throwIfAborted();

  const environment = {
    ...plan.environment,
    ...identityEnvironment(ports.identity),
    DATABASE_URL: url,
    ...logins,
    GATEWAY_PORT: String(ports.gateway),
  };
  const gateway = startServer(gatewayProgram(environment, ports.gateway, join(home, 'gateway.log')));
  started.defer(gateway.stop);
  const policyGateway = startServer(
    policyGatewayProgram(environment, identity.managedIdentity, ports, join(home, 'apim.log')),
  );
  started.defer(policyGateway.stop);
  ends.push(gateway.ended, policyGateway.ended);
  // The database makes the rows while the servers load their code.
  await report.step('MovR', (progress) =>
    seedDatabase({
      url,
      scale: config.seedScale,
      signal,
      onProgress: (done, total) => progress(done / total),
    }),
  );
  await report.step('Gateway', () => unlessAborted(gateway.ready(), signal));
  await report.step('Policy gateway', () => unlessAborted(policyGateway.ready(), signal));
  return { databaseUrl, ended: Promise.race(ends) };
}

/** Stops waiting when the signal comes; what was waited for is stopped by its disposal. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => {});
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
