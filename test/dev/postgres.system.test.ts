import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { placePostgres } from '../../src/dev/postgres/placement.ts';
import { readPostmaster, stopOrphan } from '../../src/dev/postgres/postmaster.ts';
import {
  type RunningPostgres,
  recoverPostgres,
  removeCluster,
  startPostgres,
} from '../../src/dev/postgres/start-postgres.ts';
import { commandLine } from '../../src/dev/running-process.ts';
import { freePorts, listening } from './free-ports.ts';

// 0700, as /root is: where these tests run as root, PostgreSQL's user cannot reach it.
const home = mkdtempSync(join(tmpdir(), 'meridian-postgres-'));
let port = 0;
let running: RunningPostgres | undefined;

const start = async () => {
  running = await startPostgres({ home, port });
  return running;
};

/** Runs one statement on a connection of its own. */
const query = async (url: string, text: string) => {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(text).values();
  } finally {
    await sql.end({ timeout: 1 });
  }
};

beforeAll(async () => {
  [port = 0] = await freePorts(1);
});

afterAll(async () => {
  await running?.stop();
  await removeCluster(home);
  rmSync(home, { recursive: true, force: true });
});

it('starts in a folder that only its owner can reach, keeps its rows, and lets nobody in without the password', async () => {
  const first = await start();
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const stranger = new URL(first.url);
  stranger.password = 'password';
  await expect(query(stranger.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  await first.stop();
  expect(existsSync(join(first.folder, 'cluster', 'postmaster.pid'))).toBe(false);
  const second = await start();
  expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([[42]]);
  await second.stop();
});

it('says so when it ends by itself', async () => {
  const { ended, folder } = await start();
  process.kill(readPostmaster(join(folder, 'cluster'))?.pid ?? 0, 'SIGQUIT');
  expect(await ended).toMatch(/^PostgreSQL ended: .*postgres\.log\)$/);
});

it('is stopped at the next start when its starter was killed', async () => {
  const script = join(import.meta.dirname, 'abandon-postgres.ts');
  await new Promise((resolve) => execFile(process.execPath, [script, home, String(port)], resolve));
  const cluster = join(placePostgres(home).folder, 'cluster');
  const pid = readPostmaster(cluster)?.pid ?? 0;
  expect(commandLine(pid)).toContain(cluster);
  expect(await recoverPostgres(home)).toBe(true);
  expect(commandLine(pid)).toBeUndefined();
});

it('removes a lock file whose process id now belongs to another program, and leaves that one alone', async () => {
  const cluster = join(home, 'another');
  mkdirSync(cluster);
  const bystander = spawn('sleep', ['60']);
  writeFileSync(join(cluster, 'postmaster.pid'), `${bystander.pid}\n${cluster}\n0\n${port}\n\n\n\nready\n`);
  expect(await stopOrphan(cluster)).toBe(false);
  expect(existsSync(join(cluster, 'postmaster.pid'))).toBe(false);
  expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
  bystander.kill();
});

it('says in one line why it did not start', async () => {
  const [blocked = 0] = await freePorts(1);
  const server = await listening(blocked);
  await expect(startPostgres({ home, port: blocked })).rejects.toThrow(
    /^PostgreSQL did not start: could not create any TCP\/IP sockets \(see .*postgres\.log\)$/,
  );
  server.close();
});
