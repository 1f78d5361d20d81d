import type { Now } from './clock.ts';
import { LeastRecentlyUsed } from './least-recently-used.ts';

/** A quota: at least one of `calls` and `bandwidthKilobytes`. */
export type Quota = {
  readonly calls?: number;
  readonly bandwidthKilobytes?: number;
  /** Seconds; 0 means for ever (quota-by-key-policy, renewal-period). */
  readonly renewalSeconds: number;
  /** Milliseconds since the epoch that the first period started at. */
  readonly firstPeriodStart: number;
};

/** What a quota says about one more call. */
export type QuotaReading = {
  readonly exceeded: 'calls' | 'bandwidth' | undefined;
  readonly remainingCalls: number;
  /** Whole seconds until the quota is replenished; undefined for a quota that never is. */
  readonly replenishedInSeconds: number | undefined;
};

type Used = { period: number; calls: number; bytes: number; endsAt: number };

const DEFAULT_BOUNDS = { maxKeys: 200_000 } as const;

/** Quota periods of different length never share a counter, and neither do their keys. */
const counterKey = (key: string, quota: Quota) => `${quota.renewalSeconds}\u0000${key}`;

/**
 * The counters of quota and quota-by-key: a fixed window "calculated relative to first-period-start"
 * (quota-by-key-policy, renewal-period). Bounded; `forgotten` counts the keys that started anew because of it.
 */
export class FixedWindows {
  readonly #used: LeastRecentlyUsed<Used>;
  readonly #now: Now;

  constructor(now: Now, bounds: { maxKeys: number } = DEFAULT_BOUNDS) {
    this.#now = now;
    this.#used = new LeastRecentlyUsed(bounds);
  }

  /** How many keys have a counter now. */
  get size(): number {
    return this.#used.size;
  }

  /** How many keys lost their counter because the memory bound was reached. */
  get forgotten(): number {
    return this.#used.forgotten;
  }

  /** Reads a key without counting; `own` calls of the request at hand, counted before, are left out. */
  read(key: string, quota: Quota, own = 0): QuotaReading {
    const used = this.#current(counterKey(key, quota), quota);
    return reading({ ...used, calls: used.calls - own }, quota, this.#now());
  }

  /** Lets a call through if there is room, and then counts it; a refused call is not counted. */
  take(key: string, quota: Quota, calls = 1): QuotaReading {
    const before = this.read(key, quota);
    return before.exceeded === undefined ? this.add(key, quota, calls, 0) : before;
  }

  /** Counts without asking: calls of a deferred increment, and bytes once they are known. */
  add(key: string, quota: Quota, calls: number, bytes: number): QuotaReading {
    const used = this.#current(counterKey(key, quota), quota);
    used.calls += calls;
    used.bytes += bytes;
    this.#used.set(counterKey(key, quota), used);
    const { exceeded: _, ...rest } = reading(used, quota, this.#now());
    return { ...rest, exceeded: undefined };
  }

  #current(key: string, quota: Quota): Used {
    const { period, endsAt } = periodOf(this.#now(), quota);
    const used = this.#used.get(key);
    return used?.period === period ? used : { period, calls: 0, bytes: 0, endsAt };
  }
}

function periodOf(
  now: number,
  { renewalSeconds, firstPeriodStart }: Quota,
): { period: number; endsAt: number } {
  if (renewalSeconds === 0) return { period: 0, endsAt: Number.POSITIVE_INFINITY };
  const length = renewalSeconds * 1000;
  const period = Math.floor((now - firstPeriodStart) / length);
  return { period, endsAt: firstPeriodStart + (period + 1) * length };
}

function reading(used: Used, quota: Quota, now: number): QuotaReading {
  const calls = quota.calls ?? Number.POSITIVE_INFINITY;
  const bytes = (quota.bandwidthKilobytes ?? Number.POSITIVE_INFINITY) * 1024;
  const outOf = used.calls >= calls ? 'calls' : used.bytes >= bytes ? 'bandwidth' : undefined;
  return {
    exceeded: outOf,
    remainingCalls: Math.max(0, calls - used.calls),
    replenishedInSeconds: Number.isFinite(used.endsAt)
      ? Math.max(1, Math.ceil((used.endsAt - now) / 1000))
      : undefined,
  };
}
