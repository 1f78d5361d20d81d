import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkDocuments } from '../../../apim/gateway/commands/check.ts';
import { CommandFailure } from '../../../apim/gateway/commands/command.ts';
import { findDocuments } from '../../../apim/gateway/commands/find-documents.ts';
import { readRequest, runOnce } from '../../../apim/gateway/commands/run.ts';
import { formatProblem } from '../../../apim/gateway/documents/problem.ts';
import { ConfigurationError, readConfiguration } from '../../../apim/gateway/server/configuration.ts';

const folderOf = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'policies-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

describe('check', () => {
  it('finds the policy documents of a folder among other files', () => {
    const folder = folderOf({
      'a.policy.xml': '<policies />',
      'b.xml': '<fragment />',
      'c.xml': '<project />',
      'd.txt': '<policies />',
    });
    expect(findDocuments([folder]).map(({ file }) => file)).toEqual([
      join(folder, 'a.policy.xml'),
      join(folder, 'b.xml'),
    ]);
  });

  it('takes fragments from the files that it checks, and others on trust, by name', () => {
    const text =
      '<policies><inbound><include-fragment fragment-id="a" /><include-fragment fragment-id="b" /></inbound></policies>';
    const [policy, fragment] = checkDocuments(
      [
        { file: 'x/p.policy.xml', text },
        { file: 'x/a.fragment.xml', text: '<fragment><set-heder /></fragment>' },
      ],
      undefined,
    );
    expect(policy?.assumed).toEqual(['fragment b']);
    expect(policy?.problems.map(formatProblem)).toEqual(fragment?.problems.map(formatProblem));
    expect(fragment?.loaded).toBe(false);
  });

  it('loads the documents that are deployed', () => {
    const checked = checkDocuments(findDocuments(['apim/policies']), undefined);
    expect(checked.flatMap(({ problems }) => problems.map(formatProblem))).toEqual([]);
    expect(checked).toHaveLength(3);
  });
});

describe('run', () => {
  it('gives what was sent, the answer and the trace', async () => {
    const folder = folderOf({
      'p.policy.xml':
        '<policies><inbound><set-header name="X-A"><value>{{a}}</value></set-header></inbound><backend><forward-request /></backend><outbound><set-status code="201" reason="Made" /></outbound></policies>',
      'r.json': JSON.stringify({
        method: 'PUT',
        url: '/x?y=1',
        namedValues: { a: '1' },
        body: { b: 2 },
        backend: { body: 'ok' },
      }),
    });
    const { sent, response, trace } = await runOnce(
      join(folder, 'p.policy.xml'),
      readRequest(join(folder, 'r.json')),
    );
    expect(sent).toMatchObject([
      { method: 'PUT', url: 'http://backend/x?y=1', headers: { 'X-A': '1' }, body: '{"b":2}' },
    ]);
    expect(response).toMatchObject({ status: 201, reason: 'Made', body: 'ok' });
    expect(trace?.statements.map(({ statement }) => statement)).toEqual([
      'set-header',
      'forward-request',
      'set-status',
    ]);
  });

  it('says what is wrong with a request file or a document', async () => {
    const folder = folderOf({
      'r.json': '{"methd":"GET"}',
      'ok.json': '{}',
      'p.xml': '<policies><inbound><x /></inbound></policies>',
    });
    expect(() => readRequest(join(folder, 'r.json'))).toThrow(CommandFailure);
    await expect(runOnce(join(folder, 'p.xml'), readRequest(join(folder, 'ok.json')))).rejects.toThrow(
      /p\.xml:1:20 there is no policy <x>/,
    );
  });
});

/** How a configuration refers to a variable of the environment. */
const variable = (name: string): string => `$\{${name}}`;

describe('a configuration', () => {
  it('takes variables of the environment, and defaults', () => {
    const { port, namedValues } = readConfiguration(
      {
        port: variable('PORT:-1'),
        apis: [{ id: 'a', path: '' }],
        namedValues: { a: `${variable('A')}-${variable('B:-b')}` },
      },
      { PORT: '8081', A: 'a' },
    );
    expect([port, namedValues]).toEqual([8081, { a: 'a-b' }]);
  });

  it('says all that is wrong with it', () => {
    const read = () =>
      readConfiguration(
        { port: 'x', apis: [{ id: 'a', path: '/a/', backendUrl: 'ftp://x' }], more: variable('NOT_SET') },
        {},
      );
    expect(read).toThrow(ConfigurationError);
    const message = (() => {
      try {
        return String(read());
      } catch (error) {
        return (error as Error).message;
      }
    })();
    for (const part of ['NOT_SET is not set', 'port:', 'apis.0.path:', 'apis.0.backendUrl:', 'more'])
      expect(message).toContain(part);
  });
});
