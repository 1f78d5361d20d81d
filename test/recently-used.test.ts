import { expect, test } from 'vitest';
import { RecentlyUsed } from '../src/recently-used.ts';

test('forgets what was unused for longest', () => {
  const cache = new RecentlyUsed<string, number>(2);
  cache.set('a', 1);
  cache.set('b', 2);
  cache.get('a');
  cache.set('c', 3);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
  expect(cache.size).toBe(2);
});

test('setting again does not make it larger', () => {
  const cache = new RecentlyUsed<string, number>(2);
  for (let value = 0; value < 10; value++) cache.set('a', value);
  expect([cache.size, cache.get('a')]).toEqual([1, 9]);
});

test('makes what is not there, and keeps nothing of what throws', () => {
  const cache = new RecentlyUsed<string, number>(2);
  expect(() =>
    cache.of('a', () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(cache.of('a', () => 1)).toBe(1);
  expect(cache.of('a', () => 2)).toBe(1);
});
