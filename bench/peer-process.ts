import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { stopProcess, untilAnswers, untilEnded } from './child-server.ts';
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
  await (ready === undefined
    ? Promise.race([once(child, 'message'), untilEnded(child, peer.name)])
    : untilAnswers(child, peer.name, `http://127.0.0.1:${port}${ready}`));
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
    stop: () => stopProcess(child),
  };
}
