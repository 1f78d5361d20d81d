/**
 * The entries that were used last, at most `capacity` of them. What callers can make us remember is kept in one of
 * these, so that no stream of requests can fill the memory.
 */
export class RecentlyUsed<K, V> {
  readonly #capacity: number;
  /** A Map keeps the order of insertion: the first key is the one unused for longest. */
  readonly #entries = new Map<K, V>();
  /** Need not be put at the end again: taking entries out and in is what a cache that is hit costs. */
  #last: K | undefined;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined && key !== this.#last) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
      this.#last = key;
    }
    return value;
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    this.#last = key;
    if (this.#entries.size <= this.#capacity) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }

  /** The entry, made where there is none. What throws is not kept. */
  of(key: K, make: () => V): V {
    const known = this.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.set(key, made);
    return made;
  }

  delete(key: K): boolean {
    return this.#entries.delete(key);
  }
}
