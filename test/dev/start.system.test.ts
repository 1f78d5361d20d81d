import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portConflicts } from '../../src/dev/stack/ports.ts';
import { freePorts, listening } from './free-ports.ts';
import { processesOf, runStart, runToken, type StartedStack } from './run-start.ts';

const home = mkdtempSync(join(tmpdir(), 'meridian-start-'));
const sqlLog = join(home, 'sql.jsonl');
let settings: Record<string, string>;
let stack: StartedStack | undefined;

beforeAll(async () => {
  // As a clone that any user may pass through; postgres.system.test.ts has the other kind.
  chmodSync(home, 0o755);
  const [apim, gateway, identity, postgres] = await freePorts(4);
  settings = {
    MERIDIAN_HOME: home,
    APIM_PORT: String(apim),
    GATEWAY_PORT: String(gateway),
    IDENTITY_PORT: String(identity),
    POSTGRES_PORT: String(postgres),
    GATEWAY_SQL_LOG: sqlLog,
  };
});

afterAll(async () => {
  if (stack && stack.process.exitCode === null) {
    stack.process.kill('SIGTERM');
    await stack.ended;
  }
  rmSync(home, { recursive: true });
});

/** What is left of a stack that ended. */
const remains = async () => ({
  processes: processesOf(home),
  locks: readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /start\.lock|\.pid$/.test(name),
  ),
  ports: await portConflicts(
    Object.fromEntries(
      Object.entries(settings).flatMap(([name, value]) =>
        name.endsWith('_PORT') ? [[name, Number(value)]] : [],
      ),
    ),
    0,
  ),
});

const nothing = { processes: [], locks: [], ports: [] };

/** Sends an operation to the policy gateway. */
const ask = async (query: string, token: string | undefined) => {
  const response = await fetch(`http://localhost:${settings.APIM_PORT}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const tokenFor = async (scope: string) => (await runToken(settings, '--scope', scope)).stdout.trim();

describe('a start that cannot be', () => {
  const refusal = async (changes: Record<string, string>, ...args: string[]) => {
    const { ended, output } = runStart({ ...settings, ...changes }, ...args);
    expect(await ended).toBe(1);
    return output().replace('\nMeridian on this machine\n\n', '').trim();
  };

  it('names the port that is in use', async () => {
    const server = await listening(Number(settings.GATEWAY_PORT));
    expect(await refusal({})).toBe(`GATEWAY_PORT: port ${settings.GATEWAY_PORT} is in use`);
    server.close();
    expect(await remains()).toEqual(nothing);
  });

  it('names the folder that cannot be written', async () => {
    const file = join(home, 'file');
    writeFileSync(file, '');
    expect(await refusal({ MERIDIAN_HOME: join(file, 'home') })).toBe(
      `MERIDIAN_HOME: cannot write to ${file}/home (ENOTDIR)`,
    );
  });

  it("names every bad setting, the stack's and the gateway's", async () => {
    expect(await refusal({ APIM_PORT: 'eighty', COST_LIMIT: '-1', DATABASE_POOL_SIZE: '0' })).toBe(
      [
        'APIM_PORT: expected a port from 1 to 65535',
        'DATABASE_POOL_SIZE: expected a whole number from 1 to 1000 (connections)',
        'COST_LIMIT: expected a whole number from 1 to 1000000000 (units of @cost)',
      ].join('\n'),
    );
  });

  it('throws away no database but its own', async () => {
    expect(await refusal({ DATABASE_URL: 'postgresql://elsewhere/movr' }, '--fresh')).toMatch(/^--fresh: /);
  });
});

describe('a start', () => {
  it('answers a nested query through API Management with one statement a level', async () => {
    stack = runStart(settings);
    await stack.ready();
    const token = await tokenFor('users.read rides.read vehicles.read');
    const answer = await ask(
      '{ users(region: WESTEUROPE, first: 5) { nodes { rides(first: 2) { nodes { vehicle { owner { name } } } } } } }',
      token,
    );
    expect(answer).toEqual({ status: 200, body: { data: { users: { nodes: expect.any(Array) } } } });
    const statements = readFileSync(sqlLog, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { table: string; region: string });
    expect(statements.map(({ table, region }) => `${table} ${region}`)).toEqual([
      'users westeurope',
      'rides westeurope',
      'vehicles westeurope',
      'users westeurope',
    ]);
  });

  it('has a user behind the token that names none', async () => {
    const { body } = await ask('{ me { name } }', await tokenFor('users.read'));
    expect(body).toEqual({ data: { me: { name: expect.any(String) } } });
  });

  it('prints a call that works as it stands', async () => {
    const [, token] = /authorization: Bearer ([^']+)'/.exec(stack?.output() ?? '') ?? [];
    const [, body = ''] = / -d '(.+)'\n/.exec(stack?.output() ?? '') ?? [];
    const answer = await ask(JSON.parse(body).query, token);
    expect(answer).toEqual({ status: 200, body: { data: expect.anything() } });
  });

  it('answers 401 without a token', async () => {
    expect((await ask('{ __typename }', undefined)).status).toBe(401);
  });

  it('is the only one in its folder', async () => {
    const second = runStart(settings);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(
      `Meridian is running already in ${home} (process ${stack?.process.pid})`,
    );
  });

  it('recovers from kill -9, and leaves nothing after Ctrl-C, which npm delivers twice', async () => {
    stack?.process.kill('SIGKILL');
    await stack?.ended;
    stack = runStart(settings);
    await stack.ready();
    expect(stack.output()).toContain('An earlier start was killed');
    const group = -(stack.process.pid ?? Number.NaN);
    process.kill(group, 'SIGINT');
    stack.process.kill('SIGINT');
    expect(await stack.ended).toBe(0);
    expect(await remains()).toEqual(nothing);
  });

  it('is needed for a token', async () => {
    const { code, stdout, stderr } = await runToken(settings, '--scope', 'rides.read');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      `No identity provider answers on port ${settings.IDENTITY_PORT} (IDENTITY_PORT): is npm start running?\n`,
    );
  });
});
