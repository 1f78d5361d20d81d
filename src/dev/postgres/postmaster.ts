import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, until } from '../running-process.ts';

/** What `postmaster.pid` of a cluster says; its lines are those of PostgreSQL's miscadmin.h. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `ready` once it takes connections. */
  readonly status: string;
}

/** Reads the cluster's `postmaster.pid`; undefined where there is none. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
  } catch {
    return undefined;
  }
}

/**
 * Stops the postmaster that an earlier `npm start` left behind when it was killed, and removes the lock file of one that
 * is gone. Only a process that runs `postgres` on this very cluster is signalled. Returns whether one was stopped.
 */
export async function stopOrphan(cluster: string): Promise<boolean> {
  const postmaster = readPostmaster(cluster);
  if (!postmaster) return false;
  const running = () => {
    const command = commandLine(postmaster.pid);
    return command !== undefined && /postgres/.test(command) && command.includes(cluster);
  };
  const found = running();
  if (found && !(await stopPostmaster(postmaster.pid, running)))
    throw new Error(
      `The PostgreSQL that an earlier start left behind (process ${postmaster.pid}) does not stop`,
    );
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
  return found;
}

/** Fast shutdown, and immediate shutdown where that takes too long: PostgreSQL then recovers at its next start. */
export async function stopPostmaster(pid: number, running: () => boolean): Promise<boolean> {
  for (const [signal, withinMs] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 2_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return !running();
    }
    if (await until(() => !running(), withinMs)) return true;
  }
  return false;
}
