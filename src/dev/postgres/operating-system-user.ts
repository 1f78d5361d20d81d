import { execFileSync } from 'node:child_process';
import { lstatSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The user that PostgreSQL runs as. */
export interface OperatingSystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom PostgreSQL must run as: undefined is ourselves. PostgreSQL refuses to run as root, so root's goes to `postgres`,
 * or to `nobody` on a machine that has no such user; none is created.
 */
export function databaseUser(): OperatingSystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf(name, '-u');
    const gid = idOf(name, '-g');
    if (uid !== undefined && gid !== undefined && uid > 0) return { name, uid, gid };
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody to run it as');
}

/** Whether the user may pass through every folder down to this one, which need not exist yet. */
export function mayReach(user: OperatingSystemUser, folder: string): boolean {
  const up = dirname(folder);
  if (up !== folder && !mayReach(user, up)) return false;
  if (!lstatSync(folder, { throwIfNoEntry: false })) return true;
  const { uid, gid, mode } = statSync(folder);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}

function idOf(name: string, which: '-u' | '-g'): number | undefined {
  try {
    return Number(
      execFileSync('id', [which, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return undefined;
  }
}
