import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../src/dev/running-process.ts';

const root = join(import.meta.dirname, '..', '..');

/** `npm start` as the test started it: its process leads a group, as a terminal's foreground job does. */
export interface StartedStack {
  readonly process: ChildProcess;
  /** All that it wrote. */
  readonly output: () => string;
  /** Resolves when it says that it is ready; rejects with its output when it ended or took too long. */
  readonly ready: () => Promise<void>;
  /** Resolves to its exit code, or the signal that killed it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Runs src/dev/start.ts with these settings and nobody else's. */
export function runStart(
  settings: Readonly<Record<string, string>>,
  ...args: readonly string[]
): StartedStack {
  const child = spawn(process.execPath, ['src/dev/start.ts', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  return {
    process: child,
    output: () => output,
    ended,
    ready: async () => {
      const running = () => child.exitCode === null && child.signalCode === null;
      await until(() => output.includes('Ready in') || !running(), 50_000);
      if (!output.includes('Ready in')) throw new Error(output);
    },
  };
}

/** Runs src/dev/token.ts. */
export async function runToken(
  settings: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, ['src/dev/token.ts', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...settings },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}

/** The processes that know of a home folder by their environment or their command line, from /proc. */
export function processesOf(home: string): readonly string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
    .filter((pid) => ['environ', 'cmdline'].some((file) => contains(`/proc/${pid}/${file}`, home)));
}

function contains(file: string, text: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes(text);
  } catch {
    return false;
  }
}
