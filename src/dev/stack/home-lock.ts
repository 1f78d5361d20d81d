import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from '../running-process.ts';

/** One `npm start` a home folder. */
export interface HomeLock {
  /** Whether an earlier start was killed and left its lock, so that its processes may be around for a moment. */
  readonly recovered: boolean;
  release(): void;
}

/** What every start's command line holds. */
const starter = 'src/dev/start.ts';

/** Claims the home folder, which is made where it is missing. Throws where it cannot be written or another start has it. */
export function lockHome(home: string): HomeLock {
  const file = join(home, 'start.lock');
  const own = `${file}.${process.pid}`;
  try {
    mkdirSync(home, { recursive: true });
    writeFileSync(own, `${process.pid}\n`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`MERIDIAN_HOME: cannot write to ${home} (${code})`);
  }
  let recovered = false;
  try {
    // A link appears whole or not at all, so nobody reads a lock without its process id.
    while (!linked(own, file)) {
      const pid = Number(readFileSync(file, 'utf8'));
      if (commandLine(pid)?.includes(starter))
        throw new Error(`Meridian is running already in ${home} (process ${pid})`);
      rmSync(file, { force: true });
      recovered = true;
    }
  } finally {
    rmSync(own, { force: true });
  }
  return { recovered, release: () => rmSync(file, { force: true }) };
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
