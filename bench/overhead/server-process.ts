import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { stopProcess, untilAnswers } from '../child-server.ts';

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
  await untilAnswers(child, program.name, origin + program.readyPath, () => true);
  return {
    name: program.name,
    url: origin + program.path,
    async cpuMilliseconds() {
      const said = once(child, 'message') as Promise<[NodeJS.CpuUsage]>;
      child.send('usage');
      const [{ user, system }] = await said;
      return (user + system) / 1000;
    },
    stop: () => stopProcess(child),
  };
}
