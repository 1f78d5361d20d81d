import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { OperationName, Variables } from './operations.ts';
import type { Body, Peer } from './peers.ts';

/** A running peer. */
export interface RunningPeer {
  readonly peer: Peer;
  readonly pid: number;
  readonly url: string;
  ask(operation: OperationName, v: Variables, cursor?: string): Promise<Body>;
  cursorOf(operation: OperationName, v: Variables): Promise<string | undefined>;
  stop(): Promise<void>;
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const response = await fetch(url).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return;
    await delay(100);
  }
  throw new Error(`${url} does not answer`);
}

/** Starts the peer's process and resolves when it says that it listens. */
export async function startPeer(peer: Peer, freePort: number, databaseUrl: string): Promise<RunningPeer> {
  const port = peer.port ?? freePort;
  const child: ChildProcess = fork(fileURLToPath(new URL(peer.module, import.meta.url)), peer.args ?? [], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      ...peer.environment?.(port),
    },
    execArgv: [...(peer.flags ?? [])],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ready = peer.readyPath;
  await Promise.race([
    ready === undefined ? once(child, 'message') : answers(`http://127.0.0.1:${port}${ready}`),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${peer.name} ended with code ${code} before it listened`);
    }),
  ]);
  const url = `http://127.0.0.1:${port}${peer.path}`;

  async function post(body: Body, v: Variables): Promise<Body> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...peer.headers?.(v) },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Body;
    if (!response.ok || answer.errors)
      throw new Error(`${peer.name} answered ${response.status}: ${JSON.stringify(answer).slice(0, 500)}`);
    return answer;
  }

  return {
    peer,
    pid: child.pid ?? 0,
    url,
    ask: (operation, v, cursor) => post(peer.body(operation, v, cursor), v),
    async cursorOf(operation, v) {
      const first = peer.firstPage?.(operation, v);
      if (!first) return undefined;
      const [page] = Object.values((await post(first, v)).data as Body) as {
        pageInfo: { endCursor: string };
      }[];
      return page?.pageInfo.endCursor;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await exited;
      clearTimeout(hard);
    },
  };
}
