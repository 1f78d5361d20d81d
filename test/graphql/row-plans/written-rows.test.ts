import { expect, it } from 'vitest';
import { TextBuffer } from '../../../src/graphql/row-plans/text-buffer.ts';
import { WrittenRows } from '../../../src/graphql/row-plans/written-rows.ts';

const jsonText = (json: string): TextBuffer => {
  const text = TextBuffer.open();
  text.putText(json);
  return text;
};

it('has nothing to place in an answer without rows', () => {
  expect(new WrittenRows().place('{"data":{}}')).toBeUndefined();
});

it('puts rows in their places, in whatever order they stand, beside text of any script', () => {
  const written = new WrittenRows();
  const first = written.add(jsonText('[{"name":"São"}]'));
  const second = written.add(jsonText('[]'));
  const answer = JSON.stringify({ data: { b: { nodes: second }, é: '🚲', a: { nodes: first } } });
  expect(written.place(answer)?.written.toString()).toBe(
    '{"data":{"b":{"nodes":[]},"é":"🚲","a":{"nodes":[{"name":"São"}]}}}',
  );
});

it('leaves out rows whose place an error has taken', () => {
  const written = new WrittenRows();
  written.add(jsonText('[{}]'));
  expect(written.place('{"data":null}')?.written.toString()).toBe('{"data":null}');
});
