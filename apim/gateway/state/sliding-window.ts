import type { Now } from './clock.ts';
import { LeastRecentlyUsed } from './least-recently-used.ts';

/** What a sliding window says about one more call. */
export type WindowReading = {
  readonly exceeded: boolean;
  /** Calls left in the window after this one. */
  readonly remaining: number;
  /** Whole seconds, at least 1, until a call would be let through again; 0 when not exceeded. */
  readonly retryAfterSeconds: number;
};

/** The limit that a key is read against; it may differ from call to call (`calls` may be an expression). */
export type WindowLimit = { readonly calls: number; readonly renewalSeconds: number };

/** Calls that count together: they leave the window `renewal-period` after the last of them. */
type Grain = { first: number; last: number; count: number };

type Window = { grains: Grain[]; total: number; renewalSeconds: number };

/**
 * A window is cut into at most this many grains. Calls further apart than a grain are counted exactly to the
 * millisecond; those closer leave together with the last of them, so the window never lets through more than `calls`.
 */
const GRAINS_PER_WINDOW = 128;

/** 100,000 keys and a million grains are about 100 MB at the very most. */
const DEFAULT_BOUNDS = { maxKeys: 100_000, maxWeight: 1_000_000 } as const;

/**
 * The counters of rate-limit and rate-limit-by-key: "the length in seconds of the sliding window during which the
 * number of allowed requests should not exceed the value specified in calls" (rate-limit-by-key-policy, Attributes).
 * Nothing is awaited between reading and counting, so the counts are exact under any concurrency in one process.
 * When the bounds are reached, the key that was idle longest starts anew; `forgotten` counts those.
 */
export class SlidingWindows {
  readonly #windows: LeastRecentlyUsed<Window>;
  readonly #now: Now;

  constructor(now: Now, bounds: { maxKeys: number; maxWeight: number } = DEFAULT_BOUNDS) {
    this.#now = now;
    this.#windows = new LeastRecentlyUsed(bounds);
  }

  /** How many keys have a counter now. */
  get size(): number {
    return this.#windows.size;
  }

  /** How many keys lost their counter because the memory bound was reached. */
  get forgotten(): number {
    return this.#windows.forgotten;
  }

  /** Reads a key without counting: what the deferred form of the statement does on the way in. */
  read(key: string, limit: WindowLimit): WindowReading {
    const window = this.#current(key, limit.renewalSeconds);
    return reading(window, limit, this.#now(), 0);
  }

  /** Lets a call of weight `count` through if there is room, and then counts it; a refused call is not counted. */
  take(key: string, limit: WindowLimit, count = 1): WindowReading {
    const window = this.#current(key, limit.renewalSeconds);
    const now = this.#now();
    const answer = reading(window, limit, now, count);
    if (!answer.exceeded) this.#count(key, window, now, count);
    return answer;
  }

  /** Counts without asking: what the deferred form does at the end of outbound. The limit may be passed by this. */
  add(key: string, limit: WindowLimit, count = 1): WindowReading {
    const window = this.#current(key, limit.renewalSeconds);
    const now = this.#now();
    this.#count(key, window, now, count);
    return reading(window, limit, now, 0);
  }

  #current(key: string, renewalSeconds: number): Window {
    const now = this.#now();
    const known = this.#windows.get(key);
    const window = known ?? { grains: [], total: 0, renewalSeconds };
    // A shared key may be configured with two periods; the longest one decides what is remembered.
    window.renewalSeconds = Math.max(window.renewalSeconds, renewalSeconds);
    const horizon = now - window.renewalSeconds * 1000;
    const [oldest] = window.grains;
    if (oldest === undefined || oldest.last > horizon) return window;
    const alive = window.grains.findIndex((grain) => grain.last > horizon);
    const gone = window.grains.splice(0, alive === -1 ? window.grains.length : alive);
    window.total -= gone.reduce((sum, grain) => sum + grain.count, 0);
    if (known !== undefined) this.#windows.reweigh(key, 1 + window.grains.length);
    return window;
  }

  #count(key: string, window: Window, now: number, count: number): void {
    if (count <= 0) return;
    const newest = window.grains.at(-1);
    const grain = (window.renewalSeconds * 1000) / GRAINS_PER_WINDOW;
    if (newest !== undefined && now - newest.first < grain) {
      newest.last = Math.max(newest.last, now);
      newest.count += count;
    } else {
      window.grains.push({ first: now, last: now, count });
    }
    window.total += count;
    this.#windows.set(key, window, 1 + window.grains.length);
  }
}

/** `taken` is what the call at hand takes of the window if it is let through. */
function reading(
  window: Window,
  { calls, renewalSeconds }: WindowLimit,
  now: number,
  taken: number,
): WindowReading {
  const period = renewalSeconds * 1000;
  const samePeriod = renewalSeconds === window.renewalSeconds;
  const inside = samePeriod ? window.grains : window.grains.filter((grain) => grain.last > now - period);
  const used = samePeriod ? window.total : sum(inside);
  // One free unit lets a call of any weight in: the limit is a number of calls, and a heavy one may overshoot it.
  if (used < calls) {
    return { exceeded: false, remaining: Math.max(0, calls - used - taken), retryAfterSeconds: 0 };
  }
  return {
    exceeded: true,
    remaining: 0,
    retryAfterSeconds: secondsUntilRoom(inside, used, calls, now, period),
  };
}

function secondsUntilRoom(
  inside: readonly Grain[],
  used: number,
  calls: number,
  now: number,
  period: number,
): number {
  let left = used;
  for (const grain of inside) {
    left -= grain.count;
    if (left < calls) return Math.max(1, Math.ceil((grain.last + period - now) / 1000));
  }
  return Math.max(1, Math.ceil(period / 1000));
}

const sum = (grains: readonly Grain[]): number => grains.reduce((total, grain) => total + grain.count, 0);
