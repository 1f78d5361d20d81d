import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { until } from '../running-process.ts';

/** A server of the stack, to be run as a process of its own. */
export interface ServerProgram {
  /** As people call it, such as "The gateway". */
  readonly name: string;
  /** The module and its arguments. */
  readonly command: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Gets all that it writes. */
  readonly logFile: string;
  /** Answers 2xx when the server is ready. */
  readonly readyUrl: string;
}

/** A server that runs. */
export interface ServerProcess {
  /** Resolves with a line to show when it ended without being asked to. */
  readonly ended: Promise<string>;
  /** Resolves when it is ready. Rejects when it ended first, or is not ready within 30 s. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

const readyWithinMs = 30_000;

/** Longer than the gateway's own grace. */
const stopWithinMs = 15_000;

/**
 * Starts a server. It is detached, so that the terminal's Ctrl-C reaches only the starter, which stops its servers in
 * order; and it follows the starter's death.
 */
export function startServer(program: ServerProgram): ServerProcess {
  const log = openSync(program.logFile, 'w');
  const follow = new URL('./follow-parent.ts', import.meta.url).href;
  const child = spawn(process.execPath, ['--import', follow, ...program.command], {
    env: program.environment,
    stdio: ['ignore', log, log, 'ipc'],
    detached: true,
  });
  closeSync(log);
  const running = () => child.exitCode === null && child.signalCode === null;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`${program.name} did not start: ${error.message}`));
    child.once('exit', (code, signal) =>
      resolve(
        `${program.name} ended (${signal ?? `code ${code}`}): ${lastLine(program.logFile)} (see ${program.logFile})`,
      ),
    );
  });
  return {
    ended,
    ready: async () => {
      if (!(await until(async () => !running() || (await answers(program.readyUrl)), readyWithinMs)))
        throw new Error(
          `${program.name} is not ready: ${program.readyUrl} does not answer (see ${program.logFile})`,
        );
      if (!running()) throw new Error(await ended);
    },
    stop: async () => {
      if (!running()) return;
      child.kill('SIGTERM');
      if (await until(() => !running(), stopWithinMs)) return;
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** The last line that names an error, else the last line; of a log record its message. */
function lastLine(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  // Node prints the stack, the error's properties and its own version below the error.
  const line = lines.findLast((text) => /^\w*Error( \[\w+\])?: /.test(text)) ?? lines.at(-1) ?? '';
  return (/"msg":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? line.trim()) || 'it said nothing';
}
