import { expect, test } from 'vitest';
import { TextBuffer } from '../../../src/graphql/row-plans/text-buffer.ts';

test('two that are open never share memory', () => {
  const first = TextBuffer.open();
  first.close();
  first.close();
  const open = Array.from({ length: 3 }, (_, i) => {
    const text = TextBuffer.open();
    text.putText(String(i));
    return text;
  });
  expect(open.map(({ written }) => written.toString())).toEqual(['0', '1', '2']);
});

test('one that was closed is opened again, empty', () => {
  const first = TextBuffer.open();
  first.putText('before');
  first.close();
  const second = TextBuffer.open();
  expect(second).toBe(first);
  expect(second.written).toHaveLength(0);
});

test('one that grew long is not kept', () => {
  const long = TextBuffer.open();
  long.reserve(1024 * 1024);
  long.close();
  expect(TextBuffer.open()).not.toBe(long);
});

test('text of three bytes a character fits where it ends', () => {
  const text = TextBuffer.open();
  const written = '漢'.repeat(100_000);
  text.putText(written);
  expect(text.written.toString()).toBe(written);
});
