import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * The command line of a running process, undefined where there is none with this id or only its zombie is left. Process
 * ids are used again, so nothing is ever signalled by an id from a file before its command line was looked at.
 */
export function commandLine(pid: number): string | undefined {
  if (!Number.isSafeInteger(pid) || pid < 2) return undefined;
  try {
    const text =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        : execFileSync('ps', ['-o', 'args=', '-p', String(pid)], {
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'ignore'],
          });
    return text.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Waits until the condition holds; false where it did not within the time. */
export async function until(condition: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  const end = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > end) return false;
    await delay(20);
  }
  return true;
}
