import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readApiDefinitions } from '../../../apim/gateway/server/api-definitions.ts';
import { ConfigurationError, readConfiguration } from '../../../apim/gateway/server/configuration.ts';

const read = (text: string, operations: object[] = []) => {
  const folder = mkdtempSync(join(tmpdir(), 'definitions-'));
  writeFileSync(join(folder, 'd.json'), text);
  const apis = [{ id: 'a', path: 'a', definition: 'd.json', operations }];
  return readApiDefinitions(folder, readConfiguration({ apis }, {})).configuration.apis[0]?.operations;
};
const OPENAPI = JSON.stringify({ openapi: '3.0.0', paths: { '/x': { get: { operationId: 'getX' } } } });

it('an API without operations has those of its definition', () => {
  expect(read(OPENAPI)?.map(({ id }) => id)).toEqual(['getX']);
});

it('operations of the configuration stand before those of the definition', () => {
  expect(read(OPENAPI, [{ id: 'own', method: 'GET', urlTemplate: '/x' }])?.map(({ id }) => id)).toEqual([
    'own',
  ]);
});

it.each(['{', '{"swagger":"2.0"}'])('a definition that is none is a wrong setting: %s', (text) => {
  expect(() => read(text)).toThrow(ConfigurationError);
});
