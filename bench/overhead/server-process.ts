import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const USAGE = fileURLToPath(new URL('./answer-usage.ts', import.meta.url));

/** A server in a process of its own. */
export interface ServerProcess {
  readonly name: string;
  readonly url: string;
  /** CPU milliseconds, user and system, of all threads, since the process began. */
  cpuMilliseconds(): Promise<number>;
  stop(): Promise<void>;
}

/** What a server is started with; `execArgv` is for profiles. */
export interface ServerProgram {
  readonly name: string;
  readonly module: string;
  readonly args?: readonly string[];
  readonly execArgv?: readonly string[];
  readonly port: number;
  readonly readyPath: string;
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts a server and resolves when it answers. */
export async function startServer(program: ServerProgram): Promise<ServerProcess> {
  const child = fork(fileURLToPath(new URL(program.module, import.meta.url)), program.args ?? [], {
    env: { ...process.env, ...program.environment, PORT: String(program.port) },
    execArgv: ['--import', USAGE, ...(program.execArgv ?? [])],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const origin = `http://127.0.0.1:${program.port}`;
  await Promise.race([
    answers(origin + program.readyPath),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${program.name} ended with code ${code} before it listened`);
    }),
  ]);
  return {
    name: program.name,
    url: origin + program.path,
    async cpuMilliseconds() {
      const said = once(child, 'message') as Promise<[NodeJS.CpuUsage]>;
      child.send('usage');
      const [{ user, system }] = await said;
      return (user + system) / 1000;
    },
    stop: () => stop(child),
  };
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const response = await fetch(url).catch(() => undefined);
    await response?.body?.cancel();
    if (response !== undefined) return;
    await delay(100);
  }
  throw new Error(`${url} does not answer`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exited;
  clearTimeout(hard);
}
