/** `npm run policy:fuzz [COUNT [SEED]]`: loads mutated documents; ends with 1 when one crashes or takes over 2 seconds of CPU. */
import { writeSync } from 'node:fs';
import { loadMutated } from './load-mutated.ts';

const count = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 1);
const started = performance.now();
const { loaded, slowestMs, slowest } = loadMutated(count, seed, (done) => {
  if (done % 5_000 === 0) writeSync(2, `${done} of ${count}\n`);
});
const seconds = ((performance.now() - started) / 1000).toFixed(1);
writeSync(
  1,
  `${count} documents in ${seconds} s: ${loaded} loaded, no crash, the slowest took ${slowestMs.toFixed(1)} ms of CPU\n`,
);
if (slowestMs > 2_000) {
  writeSync(1, `${slowest}\n`);
  process.exitCode = 1;
}
