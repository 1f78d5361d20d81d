import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { commandLine, until } from '../../../src/dev/running-process.ts';
import { type ServerProgram, startServer } from '../../../src/dev/stack/server-process.ts';
import { freePorts } from '../free-ports.ts';

const folder = mkdtempSync(join(tmpdir(), 'meridian-server-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program of this source, which is told a free port. */
const program = async (source: string): Promise<ServerProgram> => {
  const [port = 0] = await freePorts(1);
  const file = join(folder, `${port}.mjs`);
  writeFileSync(file, source);
  return {
    name: 'The server',
    command: [file, String(port)],
    environment: process.env,
    logFile: join(folder, `${port}.log`),
    readyUrl: `http://127.0.0.1:${port}/ready`,
  };
};

const answering = `
import { createServer } from 'node:http';
let asked = 0;
createServer((_, response) => response.writeHead((asked += 1) > 2 ? 200 : 503).end()).listen(process.argv[2]);
process.on('SIGTERM', () => { console.log('asked to stop'); process.exit(0); });
console.log(process.pid);
`;

it('is ready when its probe says so, and stops when it is told to', async () => {
  const settings = await program(answering);
  const server = startServer(settings);
  await server.ready();
  await server.stop();
  expect(readFileSync(settings.logFile, 'utf8')).toContain('asked to stop');
});

it('that ends instead of getting ready says why in one line', async () => {
  const settings = await program(`throw new Error('no such table')`);
  const line = `The server ended (code 1): Error: no such table (see ${settings.logFile})`;
  const server = startServer(settings);
  await expect(server.ready()).rejects.toThrow(line);
  expect(await server.ended).toBe(line);
});

it('says the message of its last log record', async () => {
  const settings = await program(
    `console.log('{"level":60,"msg":"the \\\\"database\\\\" is gone"}'); process.exit(3)`,
  );
  expect(await startServer(settings).ended).toContain('(code 3): the \\"database\\" is gone');
});

it('ends when its starter is killed', async () => {
  const settings = await program(answering);
  const starter = join(folder, 'starter.mjs');
  const module = new URL('../../../src/dev/stack/server-process.ts', import.meta.url).href;
  writeFileSync(
    starter,
    `import { startServer } from '${module}';
     await startServer(${JSON.stringify({ ...settings, environment: {} })}).ready();
     process.kill(process.pid, 'SIGKILL');`,
  );
  await once(spawn(process.execPath, [starter], { stdio: 'ignore' }), 'exit');
  const pid = Number.parseInt(readFileSync(settings.logFile, 'utf8'), 10);
  expect(await until(() => commandLine(pid) === undefined, 5_000)).toBe(true);
});
