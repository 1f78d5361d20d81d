import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityEnvironment } from '../../../src/dev/identity/identities.ts';
import { freePorts, listening } from '../../dev/free-ports.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';

const main = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));
let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase({ seeded: false });
});
afterAll(() => database.drop());

interface Ending {
  readonly code: number | null;
  readonly stderr: string;
}

function run(environment: Record<string, string>): Promise<Ending> {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'development',
      ...identityEnvironment(1),
      DATABASE_URL: database.url,
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}

test('a setting that is wrong: its line, and code 1', async () => {
  const { code, stderr } = await run({ COST_LIMIT: 'many', DATABASE_URL: '' });
  expect(code).toBe(1);
  expect(stderr.trim().split('\n').sort()).toEqual([
    expect.stringMatching(/^COST_LIMIT: expected /),
    expect.stringMatching(/^DATABASE_URL: required/),
  ]);
});

test('a port in use: one line, and code 1', async () => {
  const [port = 0] = await freePorts(1);
  const server = await listening(port);
  const { code, stderr } = await run({ GATEWAY_PORT: String(port) });
  server.close();
  expect(code).toBe(1);
  expect(stderr).toBe(`GATEWAY_PORT: port ${port} is in use\n`);
});

test('a database that is not there: one line without the password, and code 1', async () => {
  const [port = 0, gateway = 0] = await freePorts(2);
  const { code, stderr } = await run({
    GATEWAY_PORT: String(gateway),
    DATABASE_URL: `postgresql://user:secret@127.0.0.1:${port}/movr`,
  });
  expect(code).toBe(1);
  expect(stderr.trim().split('\n').length).toBe(1);
  expect(stderr).toMatch(/database/i);
  expect(stderr).not.toContain('secret');
});

test('a log that cannot be written: one line, and code 1', async () => {
  const [gateway = 0] = await freePorts(1);
  const { code, stderr } = await run({ GATEWAY_PORT: String(gateway), AUDIT_LOG: '/nowhere/audit.jsonl' });
  expect(code).toBe(1);
  expect(stderr.trim().split('\n').length).toBe(1);
});
