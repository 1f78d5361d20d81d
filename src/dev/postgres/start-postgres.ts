import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '../running-process.ts';
import { giveTo, type Placement, placePostgres } from './placement.ts';
import { readPostmaster, stopOrphan, stopPostmaster } from './postmaster.ts';

/** A PostgreSQL of our own. */
export interface RunningPostgres {
  /** The connection string of its superuser and of the database `movr`. Holds the password. */
  readonly url: string;
  /** The folder of its files. */
  readonly folder: string;
  /** The user that it runs as where that is not ourselves. */
  readonly user: string | undefined;
  /** Resolves with a line to show when it ended without being asked to. */
  readonly ended: Promise<string>;
  /** Resolves when the process is gone. May be called again. */
  stop(): Promise<void>;
}

/** Which PostgreSQL to start. */
export interface PostgresSettings {
  /** The folder of the stack, an absolute path. */
  readonly home: string;
  readonly port: number;
  /** Settings over ours, such as `{ max_connections: '200' }`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

const superuser = 'meridian';
const database = 'movr';

/** Throws away the cluster of a home folder, and stops what an earlier start left running on it. */
export async function removeCluster(home: string): Promise<void> {
  const { folder } = placePostgres(home);
  await stopOrphan(join(folder, 'cluster'));
  rmSync(folder, { recursive: true, force: true });
}

/** Stops what an earlier start left running on the cluster of a home folder. Returns whether there was anything. */
export async function recoverPostgres(home: string): Promise<boolean> {
  return stopOrphan(join(placePostgres(home).folder, 'cluster'));
}

/** Starts PostgreSQL on the cluster of the home folder, which is made at the first start. */
export async function startPostgres(settings: PostgresSettings): Promise<RunningPostgres> {
  const placement = placePostgres(settings.home);
  const cluster = join(placement.folder, 'cluster');
  await stopOrphan(cluster);
  if (!existsSync(cluster)) await makeCluster(placement, cluster);
  const password = readFileSync(join(placement.folder, 'password'), 'utf8').trim();
  const logFile = join(placement.folder, 'postgres.log');
  const child = spawnPostgres(placement, cluster, logFile, settings);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const running = () => child.exitCode === null && child.signalCode === null;
  const stop = async () => {
    if (child.pid !== undefined && running()) await stopPostmaster(child.pid, running);
  };
  // A crash of this process must not leave the database behind.
  const stopAtExit = () => void child.kill('SIGINT');
  process.once('exit', stopAtExit);
  void exited.then(() => process.off('exit', stopAtExit));
  const ready = () => {
    const postmaster = readPostmaster(cluster);
    return postmaster?.pid === child.pid && postmaster?.status === 'ready';
  };
  if (!(await until(() => ready() || !running(), 60_000)) || !running()) {
    await stop();
    throw new Error(`PostgreSQL did not start: ${lastComplaint(logFile)} (see ${logFile})`);
  }
  return {
    url: `postgresql://${superuser}:${password}@127.0.0.1:${settings.port}/${database}`,
    folder: placement.folder,
    user: placement.user?.name,
    ended: exited.then(() => `PostgreSQL ended: ${lastComplaint(logFile)} (see ${logFile})`),
    stop,
  };
}

/** Detached, so that the terminal's Ctrl-C does not stop it under the gateway's feet: the order is ours. */
function spawnPostgres(
  placement: Placement,
  cluster: string,
  logFile: string,
  settings: PostgresSettings,
): ChildProcess {
  const parameters = {
    port: String(settings.port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A crash of the machine may lose the last half second, never the cluster.
    synchronous_commit: 'off',
    max_wal_size: '2GB',
    ...settings.parameters,
  };
  const log = openSync(logFile, 'w');
  try {
    return spawn(
      join(placement.installation, 'bin', 'postgres'),
      ['-D', cluster, ...Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...ownership(placement), env: environment, cwd: '/', stdio: ['ignore', log, log], detached: true },
    ).on('error', (error) => writeFileSync(logFile, `FATAL:  ${error.message}\n`));
  } finally {
    closeSync(log);
  }
}

/** Makes the cluster beside its final name first: what is there under that name is whole. */
async function makeCluster(placement: Placement, cluster: string): Promise<void> {
  const unfinished = `${cluster}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  giveTo(placement.user, unfinished);
  const passwordFile = join(placement.folder, 'password');
  writeFileSync(passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  giveTo(placement.user, passwordFile);
  const options = { ...ownership(placement), env: environment, cwd: '/' };
  const bin = join(placement.installation, 'bin');
  await promisify(execFile)(
    join(bin, 'initdb'),
    [
      `--pgdata=${unfinished}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // CockroachDB compares text by its bytes too.
      '--locale=C',
      '--no-sync',
      '--no-instructions',
    ],
    options,
  );
  await makeDatabase(join(bin, 'postgres'), unfinished, options);
  renameSync(unfinished, cluster);
}

/** In single-user mode, which needs no client and no port. */
async function makeDatabase(program: string, cluster: string, options: object): Promise<void> {
  const child = spawn(program, ['--single', '-F', '-D', cluster, 'postgres'], {
    ...options,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr?.on('data', (text) => {
    complaints += text;
  });
  child.stdin?.end(`CREATE DATABASE ${database};\n`);
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0 || /ERROR:/.test(complaints)) throw new Error(`PostgreSQL made no database: ${complaints}`);
}

/** PG* variables of the person who starts us are meant for other servers. */
const environment = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

function ownership({ user }: Placement): { readonly uid?: number; readonly gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

/** The log's last FATAL or PANIC message. */
function lastComplaint(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').split('\n');
  const complaint = lines.findLast((line) => /(FATAL|PANIC|ERROR):/.test(line));
  return complaint?.replace(/^.*(FATAL|PANIC|ERROR): +/, '') ?? 'it said nothing';
}
