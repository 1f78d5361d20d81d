import { describe, expect, it } from 'vitest';
import { SlidingWindows } from '../../../apim/gateway/state/sliding-window.ts';

const limit = { calls: 3, renewalSeconds: 60 };

function frozen(start = 0) {
  let time = start;
  return { now: () => time, advance: (ms: number) => (time += ms) };
}

describe('SlidingWindows', () => {
  it('lets exactly `calls` through and says how many are left', () => {
    const windows = new SlidingWindows(frozen().now);
    expect([1, 2, 3, 4].map(() => windows.take('k', limit))).toEqual([
      { exceeded: false, remaining: 2, retryAfterSeconds: 0 },
      { exceeded: false, remaining: 1, retryAfterSeconds: 0 },
      { exceeded: false, remaining: 0, retryAfterSeconds: 0 },
      { exceeded: true, remaining: 0, retryAfterSeconds: 60 },
    ]);
  });

  it('slides: each call leaves the window a period after it came, not with the others', () => {
    const clock = frozen();
    const windows = new SlidingWindows(clock.now);
    for (const pause of [0, 20_000, 20_000]) {
      clock.advance(pause);
      expect(windows.take('k', limit).exceeded).toBe(false);
    }
    clock.advance(19_999);
    expect(windows.take('k', limit)).toMatchObject({ exceeded: true, retryAfterSeconds: 1 });
    clock.advance(1);
    expect(windows.take('k', limit).exceeded).toBe(false);
    expect(windows.take('k', limit)).toMatchObject({ exceeded: true, retryAfterSeconds: 20 });
  });

  it('does not let double the limit through around the edge of a fixed window', () => {
    const clock = frozen(59_000);
    const windows = new SlidingWindows(clock.now);
    for (let call = 0; call < 3; call += 1) windows.take('k', limit);
    clock.advance(2_000);
    expect(windows.take('k', limit).exceeded).toBe(true);
  });

  it('counts a refused call for nothing', () => {
    const clock = frozen();
    const windows = new SlidingWindows(clock.now);
    for (let call = 0; call < 100; call += 1) windows.take('k', limit);
    clock.advance(60_000);
    expect(windows.take('k', limit)).toMatchObject({ exceeded: false, remaining: 2 });
  });

  it('reads without counting and adds without asking, for the deferred form', () => {
    const windows = new SlidingWindows(frozen().now);
    expect(windows.read('k', limit)).toMatchObject({ exceeded: false, remaining: 3 });
    expect(windows.add('k', limit, 5)).toMatchObject({ remaining: 0 });
    expect(windows.read('k', limit).exceeded).toBe(true);
  });

  it('keeps keys apart', () => {
    const windows = new SlidingWindows(frozen().now);
    for (let call = 0; call < 4; call += 1) windows.take('a', limit);
    expect(windows.take('b', limit).exceeded).toBe(false);
  });

  it('is exact under 10,000 concurrent calls at one instant', async () => {
    const windows = new SlidingWindows(frozen().now);
    const wide = { calls: 7_777, renewalSeconds: 60 };
    const answers = await Promise.all(
      Array.from({ length: 10_000 }, async () => {
        await Promise.resolve();
        return windows.take('k', wide);
      }),
    );
    expect(answers.filter((answer) => !answer.exceeded)).toHaveLength(7_777);
    expect(windows.read('k', wide).remaining).toBe(0);
  });

  it('never lets more than `calls` through in any window, whatever the arrivals', () => {
    const clock = frozen();
    const windows = new SlidingWindows(clock.now);
    const passed: number[] = [];
    for (let step = 0; step < 5_000; step += 1) {
      clock.advance((step * 7919) % 211);
      if (!windows.take('k', { calls: 40, renewalSeconds: 10 }).exceeded) passed.push(clock.now());
    }
    expect(passed.length).toBeGreaterThan(1_000);
    for (const [index, time] of passed.entries()) {
      const inWindow = passed.slice(index).filter((other) => other < time + 10_000);
      expect(inWindow.length).toBeLessThanOrEqual(40);
    }
  });

  it('keeps its memory bounded with a million distinct keys, and says that keys were forgotten', () => {
    const windows = new SlidingWindows(frozen().now, { maxKeys: 1_000, maxWeight: 10_000 });
    for (let key = 0; key < 1_000_000; key += 1) windows.take(`key-${key}`, limit);
    expect(windows.size).toBe(1_000);
    expect(windows.forgotten).toBe(999_000);
  });

  it('bounds the grains too: a busy key costs the idle ones, not more memory', () => {
    const clock = frozen();
    const windows = new SlidingWindows(clock.now, { maxKeys: 1_000, maxWeight: 200 });
    for (let key = 0; key < 50; key += 1) windows.take(`idle-${key}`, limit);
    for (let step = 0; step < 200; step += 1) {
      clock.advance(500);
      windows.add('busy', { calls: 1_000, renewalSeconds: 60 });
    }
    expect(windows.size).toBeLessThan(51);
    expect(windows.read('busy', { calls: 1_000, renewalSeconds: 60 }).remaining).toBe(880);
  });
});
