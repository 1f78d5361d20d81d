/** The entries used last, at most `capacity`: callers decide what is asked for, so nothing may grow without bound. */
export class RecentlyUsed<V> {
  readonly #capacity: number;
  /** In order of use, for a Map keeps the order of insertion. */
  readonly #entries = new Map<string, V>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The entry, made where there is none. What throws is not kept. */
  of(key: string, make: () => V): V {
    const known = this.#entries.get(key);
    const value = known ?? make();
    if (known !== undefined) this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#capacity) {
      const [oldest] = this.#entries.keys();
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    return value;
  }
}
