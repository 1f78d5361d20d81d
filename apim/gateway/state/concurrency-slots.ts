/** Gives a slot back; giving it back twice does nothing. */
export type ReleaseSlot = () => void;

/**
 * The slots of limit-concurrency. A key is known only while one of its slots is taken, so the memory is bounded by the
 * requests under way.
 */
export class ConcurrencySlots {
  readonly #taken = new Map<string, number>();

  /** How many keys have a slot taken now. */
  get size(): number {
    return this.#taken.size;
  }

  /** Takes a slot, or undefined when `maxCount` are taken: the statement answers 429 at once, nothing queues. */
  take(key: string, maxCount: number): ReleaseSlot | undefined {
    const taken = this.#taken.get(key) ?? 0;
    if (taken >= maxCount) return undefined;
    this.#taken.set(key, taken + 1);
    let held = true;
    return () => {
      if (held) this.#release(key);
      held = false;
    };
  }

  #release(key: string): void {
    const left = (this.#taken.get(key) ?? 0) - 1;
    if (left > 0) this.#taken.set(key, left);
    else this.#taken.delete(key);
  }
}
