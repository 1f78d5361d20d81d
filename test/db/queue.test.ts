import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

interface Queue {
  readonly length: number;
  push(entry: number): number;
  shift(): number | undefined;
  remove(entry: number): number | null;
}
type CreateQueue = (initial: unknown[]) => Queue;

/** The arrays that a queue keeps its entries in; it makes each from the one before by `slice`, or anew. */
const stores: unknown[][] = [];
class Store extends Array<unknown> {
  constructor(...entries: unknown[]) {
    super(...(entries as []));
    stores.push(this);
  }
}

const moduleFile = fileURLToPath(import.meta.resolve('postgres'));
const modules = ['src/queue.js', 'cjs/src/queue.js'].map((name) => join(dirname(dirname(moduleFile)), name));

// The driver scans its queues at each query; unpatched they keep a hole for every entry that has left.
it.each(modules)('%s forgets the entries that have left, and keeps the order of the rest', async (file) => {
  const createQueue = file.includes('cjs')
    ? (createRequire(import.meta.url)(file) as CreateQueue)
    : ((await import(pathToFileURL(file).href)) as { default: CreateQueue }).default;
  stores.length = 0;
  const queue = createQueue(new Store());
  queue.push(-1);
  for (let n = 0; n < 10_000; n += 1) {
    queue.push(n);
    expect(queue.shift()).toBe(n - 1);
  }
  expect(stores.at(-1)?.length).toBeLessThan(200);
  expect(queue.length).toBe(1);
  for (const n of [1, 2, 3]) queue.push(n);
  expect(queue.remove(2)).toBe(2);
  expect(queue.remove(2)).toBeNull();
  expect([queue.shift(), queue.shift(), queue.shift(), queue.shift()]).toEqual([9_999, 1, 3, undefined]);
});

it('the patch is that of the installed version', () => {
  const { version } = JSON.parse(readFileSync(join(dirname(dirname(moduleFile)), 'package.json'), 'utf8'));
  const patch = readFileSync(join(import.meta.dirname, `../../patches/postgres+${version}.patch`), 'utf8');
  for (const built of ['src', 'cjs/src'])
    for (const file of ['connection.js', 'queue.js'])
      expect(patch).toContain(`+++ b/node_modules/postgres/${built}/${file}`);
});
