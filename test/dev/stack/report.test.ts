import { expect, it } from 'vitest';
import { createReport } from '../../../src/dev/stack/report.ts';

const written = async (isTTY: boolean) => {
  let text = '';
  let now = 0;
  const report = createReport({ isTTY, write: (more) => (text += more) }, () => now);
  await report.step('Seed', async (progress) => {
    progress(0.5);
    progress(0.501);
    now = 1_234;
    progress(1);
  });
  return text;
};

it('draws a bar over itself on a terminal, each length once', async () => {
  const text = await written(true);
  expect(text.split('\r').map((part) => part.replaceAll(/[^█%\d]/g, ''))).toEqual([
    '',
    `${'█'.repeat(15)}50%`,
    `${'█'.repeat(30)}100%`,
    '212',
  ]);
});

it('writes one line a step elsewhere', async () => {
  expect(await written(false)).toBe('  Seed                 1.2 s\n');
});
