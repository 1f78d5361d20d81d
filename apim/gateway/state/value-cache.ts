import type { Now } from './clock.ts';
import { LeastRecentlyUsed } from './least-recently-used.ts';

type Cached<V> = { readonly value: V; readonly expiresAt: number };

/** 64 MB and 50,000 values: a laptop's share of what the built-in cache of a Developer-tier instance holds. */
const DEFAULT_BOUNDS = { maxKeys: 50_000, maxWeight: 64 * 1024 * 1024 } as const;

/**
 * The cache behind cache-lookup(-value) and cache-store(-value): values with a life time, bounded by their number and
 * by their bytes, the one used longest ago going first.
 */
export class ValueCache<V> {
  readonly #cached: LeastRecentlyUsed<Cached<V>>;
  readonly #now: Now;

  constructor(now: Now, bounds: { maxKeys: number; maxWeight: number } = DEFAULT_BOUNDS) {
    this.#now = now;
    this.#cached = new LeastRecentlyUsed(bounds);
  }

  /** How many values are cached, those that expired but were not asked for since included. */
  get size(): number {
    return this.#cached.size;
  }

  /** The bytes that the cached values were stored with. */
  get bytes(): number {
    return this.#cached.weight;
  }

  /** The value of a key, or undefined when there is none or its time is over. */
  lookup(key: string): V | undefined {
    const cached = this.#cached.get(key);
    if (cached === undefined) return undefined;
    if (cached.expiresAt > this.#now()) return cached.value;
    this.#cached.delete(key);
    return undefined;
  }

  /** Keeps a value of `bytes` bytes for a number of seconds; none for 0 or fewer. */
  store(key: string, value: V, durationSeconds: number, bytes: number): void {
    if (durationSeconds <= 0) return void this.#cached.delete(key);
    this.#cached.set(
      key,
      { value, expiresAt: this.#now() + durationSeconds * 1000 },
      bytes + key.length * 2 + 64,
    );
  }

  /** Forgets a key. */
  remove(key: string): void {
    this.#cached.delete(key);
  }
}
