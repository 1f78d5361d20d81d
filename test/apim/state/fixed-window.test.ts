import { describe, expect, it } from 'vitest';
import { FixedWindows } from '../../../apim/gateway/state/fixed-window.ts';

const hour = 3_600_000;
const quota = { calls: 2, renewalSeconds: 3600, firstPeriodStart: 0 };

function frozen(start = 0) {
  let time = start;
  return { now: () => time, advance: (ms: number) => (time += ms) };
}

describe('FixedWindows', () => {
  it('refuses after `calls` and is replenished at the end of the period, all at once', () => {
    const clock = frozen(10 * hour + 59 * 60_000);
    const windows = new FixedWindows(clock.now);
    windows.take('k', quota);
    windows.take('k', quota);
    expect(windows.take('k', quota)).toMatchObject({ exceeded: 'calls', replenishedInSeconds: 60 });
    clock.advance(60_000);
    expect(windows.take('k', quota)).toMatchObject({ exceeded: undefined, remainingCalls: 1 });
  });

  it('counts periods from first-period-start', () => {
    const clock = frozen(10 * hour);
    const windows = new FixedWindows(clock.now);
    const shifted = { ...quota, firstPeriodStart: 9 * hour + 30 * 60_000 };
    windows.add('k', shifted, 2, 0);
    expect(windows.read('k', shifted).replenishedInSeconds).toBe(30 * 60);
  });

  it('is never replenished with a renewal period of 0', () => {
    const clock = frozen();
    const windows = new FixedWindows(clock.now);
    const forever = { ...quota, renewalSeconds: 0 };
    windows.add('k', forever, 2, 0);
    clock.advance(1e13);
    expect(windows.take('k', forever)).toMatchObject({ exceeded: 'calls', replenishedInSeconds: undefined });
  });

  it('refuses by bandwidth once the kilobytes are used', () => {
    const windows = new FixedWindows(frozen().now);
    const narrow = { bandwidthKilobytes: 1, renewalSeconds: 3600, firstPeriodStart: 0 };
    windows.add('k', narrow, 1, 1023);
    expect(windows.read('k', narrow).exceeded).toBeUndefined();
    windows.add('k', narrow, 1, 1);
    expect(windows.read('k', narrow).exceeded).toBe('bandwidth');
  });

  it('is exact under 10,000 concurrent calls', async () => {
    const windows = new FixedWindows(frozen().now);
    const wide = { ...quota, calls: 9_000 };
    const answers = await Promise.all(
      Array.from({ length: 10_000 }, async () => {
        await Promise.resolve();
        return windows.take('k', wide).exceeded;
      }),
    );
    expect(answers.filter((exceeded) => exceeded === undefined)).toHaveLength(9_000);
  });

  it('keeps its memory bounded with a million distinct keys', () => {
    const windows = new FixedWindows(frozen().now, { maxKeys: 500 });
    for (let key = 0; key < 1_000_000; key += 1) windows.take(`key-${key}`, quota);
    expect(windows.size).toBe(500);
    expect(windows.forgotten).toBe(999_500);
  });
});
