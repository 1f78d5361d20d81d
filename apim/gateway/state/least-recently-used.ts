/** What a bounded map forgets, and when it stops remembering. */
export type Bounds = {
  /** How many keys are kept at most. */
  readonly maxKeys: number;
  /** How much weight is kept at most, in the unit of `weigh`; unbounded if left out. */
  readonly maxWeight?: number;
};

/** A kept key between the one used before it and the one used after it. */
type Kept<V> = {
  readonly key: string;
  value: V;
  weight: number;
  before: Kept<V> | undefined;
  after: Kept<V> | undefined;
};

/**
 * A map that keeps the keys used last. Uses are a linked list: moving a key within a `Map` would leave a hole in its table
 * for each use, and the tables that it is copied to from time to time keep each other from being collected. Every operation
 * is O(1), also when a million distinct keys pass through.
 */
export class LeastRecentlyUsed<V> {
  readonly #kept = new Map<string, Kept<V>>();
  readonly #bounds: Bounds;
  #oldest: Kept<V> | undefined;
  #newest: Kept<V> | undefined;
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
    this.#use(kept);
    return kept.value;
  }

  /** Keeps a value and drops what no longer fits. A value heavier than the whole map is not kept. */
  set(key: string, value: V, weight = 1): void {
    if (weight > (this.#bounds.maxWeight ?? Number.POSITIVE_INFINITY)) {
      this.delete(key);
      this.#forgotten += 1;
      return;
    }
    const known = this.#kept.get(key);
    if (known === undefined) {
      const kept: Kept<V> = { key, value, weight, before: undefined, after: undefined };
      this.#kept.set(key, kept);
      this.#append(kept);
      this.#weight += weight;
    } else {
      this.#weight += weight - known.weight;
      known.value = value;
      known.weight = weight;
      this.#use(known);
    }
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
    this.#unlink(kept);
    return this.#kept.delete(key);
  }

  /** Forgets everything. */
  clear(): void {
    this.#kept.clear();
    this.#oldest = undefined;
    this.#newest = undefined;
    this.#weight = 0;
  }

  /** Keys and values, the one to be forgotten next first. */
  *entries(): IterableIterator<[string, V]> {
    for (let kept = this.#oldest; kept !== undefined; kept = kept.after) yield [kept.key, kept.value];
  }

  #use(kept: Kept<V>): void {
    if (kept === this.#newest) return;
    this.#unlink(kept);
    this.#append(kept);
  }

  #append(kept: Kept<V>): void {
    kept.before = this.#newest;
    kept.after = undefined;
    if (this.#newest === undefined) this.#oldest = kept;
    else this.#newest.after = kept;
    this.#newest = kept;
  }

  #unlink({ before, after }: Kept<V>): void {
    if (before === undefined) this.#oldest = after;
    else before.after = after;
    if (after === undefined) this.#newest = before;
    else after.before = before;
  }

  #shrink(): void {
    const maxWeight = this.#bounds.maxWeight ?? Number.POSITIVE_INFINITY;
    while (
      this.#oldest !== undefined &&
      (this.#kept.size > this.#bounds.maxKeys || this.#weight > maxWeight)
    ) {
      this.delete(this.#oldest.key);
      this.#forgotten += 1;
    }
  }
}
