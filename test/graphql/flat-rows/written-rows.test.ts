import { expect, it } from 'vitest';
import { WrittenRows } from '../../../src/graphql/flat-rows/written-rows.ts';

it('gives an answer without rows as it is', () => {
  expect(new WrittenRows().place('{"data":{}}')).toBe('{"data":{}}');
});

it('puts rows in their places, in whatever order they stand, beside text of any script', () => {
  const written = new WrittenRows();
  const first = written.add(Buffer.from('[{"name":"São"}]'));
  const second = written.add(Buffer.from('[]'));
  const answer = JSON.stringify({ data: { b: { nodes: second }, é: '🚲', a: { nodes: first } } });
  expect(written.place(answer).toString()).toBe(
    '{"data":{"b":{"nodes":[]},"é":"🚲","a":{"nodes":[{"name":"São"}]}}}',
  );
});

it('leaves out rows whose place an error has taken', () => {
  const written = new WrittenRows();
  written.add(Buffer.from('[{}]'));
  expect(written.place('{"data":null}').toString()).toBe('{"data":null}');
});
