import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { atEnd, startBackend } from '../server/start.ts';

const CLI = 'apim/gateway/cli.ts';

/** The command as a process: what it writes, and how it ends. */
function start(args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [CLI, ...args], { env: { ...process.env, ...environment } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  let errors = '';
  const listening = Promise.withResolvers<string>();
  child.stdout.on('data', (chunk) => {
    output += chunk;
    const url = /http:\/\/\S+?(?=,)/.exec(output)?.[0];
    if (url !== undefined) listening.resolve(url);
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, output, errors }));
  });
  return { child, listening: listening.promise, ended };
}

function configurationFile(
  configuration: object,
  policy = '<policies><inbound /><backend><forward-request /></backend></policies>',
) {
  const folder = mkdtempSync(join(tmpdir(), 'policies-'));
  writeFileSync(join(folder, 'api.policy.xml'), policy);
  writeFileSync(join(folder, 'gateway.json'), JSON.stringify(configuration));
  return join(folder, 'gateway.json');
}

describe('npm run policy -- serve', () => {
  it('serves until it is told to stop, and trace shows what it served', async () => {
    const backend = atEnd(await startBackend());
    const api = { id: 'a', path: 'a', backendUrl: backend.url, policy: 'api.policy.xml' };
    const served = start(['serve', '--configuration', configurationFile({ apis: [api] }), '--port', '0']);
    const url = await served.listening;
    expect((await fetch(`${url}/a?subscription-key=hidden&api_key=hidden`)).status).toBe(200);
    expect((await fetch(`${url}/status-0123456789abcdef`)).status).toBe(200);
    expect(await (await fetch(`${url}/trace`)).text()).toContain('Policy trace');
    const traced = await start(['trace', '--url', url], { NO_COLOR: '1' }).ended;
    expect(traced.code).toBe(0);
    expect(traced.output).toContain('forward-request');
    expect(traced.output).not.toContain('hidden');
    served.child.kill('SIGTERM');
    expect(await served.ended).toMatchObject({ code: 0, errors: '' });
  });

  it.each([
    ['a port in use', { apis: [{ id: 'a', path: '' }] }, undefined, /^port \d+ is in use\n$/],
    [
      'a wrong setting',
      { apis: [{ id: 'a', path: '/x' }], prt: 1 },
      undefined,
      /apis\.0\.path: must have no slash at its ends\n.*prt/,
    ],
    [
      'a wrong document',
      { apis: [{ id: 'a', path: '', policy: 'api.policy.xml' }] },
      '<policies>\n<inbound><x /></inbound></policies>',
      /api\.policy\.xml:2:10 there is no policy <x>\n$/,
    ],
  ])('ends with 1 and says so: %s', async (_, configuration, policy, expected) => {
    const backend = atEnd(await startBackend());
    const file = configurationFile({ host: '127.0.0.1', ...configuration }, policy);
    const { code, errors } = await start([
      'serve',
      '--configuration',
      file,
      '--port',
      new URL(backend.url).port,
    ]).ended;
    expect(errors).toMatch(expected);
    expect(code).toBe(1);
  });

  it('shows traces to this machine only: a name that was made to lead here gets 404', async () => {
    const served = start([
      'serve',
      '--configuration',
      configurationFile({ apis: [{ id: 'a', path: 'a' }] }),
      '--port',
      '0',
    ]);
    const url = new URL(await served.listening);
    const { exchangeRaw } = await import('../server/start.ts');
    const answer = await exchangeRaw(
      url.href,
      'GET /trace.json HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toContain('404');
  });
});
