/** What a bounded map forgets, and when it stops remembering. */
export type Bounds = {
  /** How many keys are kept at most. */
  readonly maxKeys: number;
  /** How much weight is kept at most, in the unit of `weigh`; unbounded if left out. */
  readonly maxWeight?: number;
};

type Kept<V> = { value: V; weight: number };

/**
 * A map that keeps the keys used last: `Map` iterates in insertion order, so moving a key to the end on each use makes
 * the first key the one to forget. Every operation is O(1), also when a million distinct keys pass through.
 */
export class LeastRecentlyUsed<V> {
  readonly #kept = new Map<string, Kept<V>>();
  readonly #bounds: Bounds;
  #weight = 0;
  #forgotten = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /** How many keys are kept now. */
  get size(): number {
    return this.#kept.size;
  }

  /** The sum of all weights kept now. */
  get weight(): number {
    return this.#weight;
  }

  /** How many live keys were dropped because the bounds were reached: a gateway that sees this grow needs more room. */
  get forgotten(): number {
    return this.#forgotten;
  }

  /** The value of a key, which becomes the one used last. */
  get(key: string): V | undefined {
    const kept = this.#kept.get(key);
    if (kept === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept.value;
  }

  /** Keeps a value and drops what no longer fits. A value heavier than the whole map is not kept. */
  set(key: string, value: V, weight = 1): void {
    this.delete(key);
    if (weight > (this.#bounds.maxWeight ?? Number.POSITIVE_INFINITY)) {
      this.#forgotten += 1;
      return;
    }
    this.#kept.set(key, { value, weight });
    this.#weight += weight;
    this.#shrink();
  }

  /** Changes the weight of a kept value that grew or shrank in place. */
  reweigh(key: string, weight: number): void {
    const kept = this.#kept.get(key);
    if (kept === undefined) return;
    this.#weight += weight - kept.weight;
    kept.weight = weight;
    this.#shrink();
  }

  /** Forgets a key. */
  delete(key: string): boolean {
    const kept = this.#kept.get(key);
    if (kept === undefined) return false;
    this.#weight -= kept.weight;
    return this.#kept.delete(key);
  }

  /** Forgets everything. */
  clear(): void {
    this.#kept.clear();
    this.#weight = 0;
  }

  /** Keys and values, the one to be forgotten next first. */
  *entries(): IterableIterator<[string, V]> {
    for (const [key, kept] of this.#kept) yield [key, kept.value];
  }

  #shrink(): void {
    const maxWeight = this.#bounds.maxWeight ?? Number.POSITIVE_INFINITY;
    while (this.#kept.size > this.#bounds.maxKeys || this.#weight > maxWeight) {
      const oldest = this.#kept.keys().next();
      if (oldest.done) return;
      this.delete(oldest.value);
      this.#forgotten += 1;
    }
  }
}
