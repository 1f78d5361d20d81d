import { expect, it } from 'vitest';
import type { Key } from '../../src/loaders/key.ts';
import { KeyLoader } from '../../src/loaders/key-loader.ts';

/** A loader of the keys' own text in capitals, and the keys of each read; `missing` has nothing. */
function upper(fails = false) {
  const reads: Key[][] = [];
  const loader = new KeyLoader<string>(async (keys, found) => {
    reads.push([...keys]);
    if (fails) throw new Error('Not today.');
    for (const [text = ''] of keys) if (text !== 'missing') found(text, text.toUpperCase());
  });
  return { loader, reads };
}

it('reads the lists of one turn together, each key once, and gives each list its own order', async () => {
  const { loader, reads } = upper();
  const lists = await Promise.all([loader.load([['b'], ['a'], ['b']]), loader.load([['c'], ['a']])]);
  expect(lists).toEqual([
    ['B', 'A', 'B'],
    ['C', 'A'],
  ]);
  expect(reads).toEqual([[['b'], ['a'], ['c']]]);
});

it('gives null for a key that has nothing, and for null', async () => {
  const { loader, reads } = upper();
  expect(await loader.load([['missing'], null, ['a']])).toEqual([null, null, 'A']);
  expect(reads).toEqual([[['missing'], ['a']]]);
});

it('reads nothing where there is no key', async () => {
  const { loader, reads } = upper();
  expect(await loader.load([null])).toEqual([null]);
  expect(reads).toEqual([]);
});

it('does not read again what it has read, or is reading', async () => {
  const { loader, reads } = upper();
  await loader.load([['a']]);
  const reading = loader.load([['b']]);
  await Promise.resolve();
  expect(await loader.load([['a'], ['b'], ['missing']])).toEqual(['A', 'B', null]);
  expect(await reading).toEqual(['B']);
  expect(await loader.load([['missing']])).toEqual([null]);
  expect(reads.flat()).toEqual([['a'], ['b'], ['missing']]);
});

it('fails for good with what could not be read', async () => {
  const { loader, reads } = upper(true);
  await expect(loader.load([['a'], ['b']])).rejects.toThrow('Not today.');
  await expect(loader.load([['b']])).rejects.toThrow('Not today.');
  expect(reads).toHaveLength(1);
});

it('asks for at most a thousand keys at once', async () => {
  const { loader, reads } = upper();
  const keys = Array.from({ length: 2_500 }, (_, i) => [`k${i}`]);
  const values = await loader.load(keys);
  expect(values).toHaveLength(2_500);
  expect(values.at(-1)).toBe('K2499');
  expect(reads.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
});
