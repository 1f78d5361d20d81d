import { expect, it } from 'vitest';
import { retrying } from '../../src/db/retry.ts';
import { build, isRead } from '../../src/db/statement.ts';

const placement = { table: 'users', region: 'global' } as const;

it('builds a statement of plain parameters, and refuses what a driver would have to guess', () => {
  const of = (params: unknown[]) => ({ toSQL: () => ({ sql: 'select $1', params }) });
  expect(build(of(['a', 1, true, null]), placement)).toEqual({
    text: 'select $1',
    parameters: ['a', 1, true, null],
    ...placement,
  });
  for (const value of [new Date(), ['a'], { a: 1 }, undefined, 1n])
    expect(() => build(of([value]), placement)).toThrow('A parameter of a statement on users is not plain');
});

it.each([
  ['select 1', true],
  ['  SELECT 1', true],
  ['with x as (select 1) select * from x', true],
  ['with x as (delete from users returning id) select * from x', false],
  ['with x as (INSERT INTO users values (1)) select 1', false],
  ['insert into users values (1)', false],
  ['update users set name = $1', false],
  ['delete from users', false],
  ['(select 1)', false],
])('%s: reads only is %s', (text, expected) => {
  expect(isRead(text)).toBe(expected);
});

it('pauses with full jitter between attempts, longer each time, and stops at the deadline', async () => {
  const pauses: number[] = [];
  let now = 0;
  const seams = {
    now: () => now,
    random: () => 0.5,
    wait: async (milliseconds: number) => {
      pauses.push(milliseconds);
      now += milliseconds;
    },
  };
  const failing = (attempts: number, deadline: number) =>
    retrying(
      () => Promise.reject(new Error('again')),
      { attempts, deadline, isRetryable: () => true },
      seams,
    );
  await expect(failing(5, 1_000)).rejects.toThrow('again');
  expect(pauses).toEqual([10, 20, 40, 80]);
  pauses.length = 0;
  now = 0;
  await expect(failing(5, 31)).rejects.toThrow('again');
  expect(pauses).toEqual([10, 20]);
});

it('runs once what must not run again', async () => {
  let runs = 0;
  const body = async () => {
    runs += 1;
    throw new Error('no');
  };
  const options = { attempts: 5, deadline: Number.POSITIVE_INFINITY, isRetryable: () => false };
  await expect(retrying(body, options)).rejects.toThrow('no');
  expect(runs).toBe(1);
});
