import { expect, it } from 'vitest';
import { loadMutated } from './load-mutated.ts';

// `npm run policy:fuzz` loads 100,000; a seed of each day would make this test one that cannot be repeated.
it('the loader neither crashes nor hangs on 1,000 mutated documents, and gives a reason for each that it refuses', () => {
  const { loaded, slowestMs } = loadMutated(1_000, 20_261_124);
  expect(loaded).toBeGreaterThan(10);
  expect(loaded).toBeLessThan(990);
  expect(slowestMs).toBeLessThan(3_000);
});
