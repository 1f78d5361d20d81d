import DataLoader from 'dataloader';
import { type Key, keyText } from './key.ts';

/** Reads what belongs to keys, and sets it by the keys' text; a key that has nothing is left out. */
export type ReadKeys<V> = (keys: readonly Key[], found: Map<string, V>) => Promise<void>;

/** The most keys that one statement takes. */
const mostKeys = 1_000;

/** What is known of one key. */
class Slot<V> {
  readonly text: string;
  value: V | null = null;
  /** What the value is waited for with; rejected for good where it could not be read. */
  batch: Promise<void> | undefined;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Loads by key: those of one turn are read together, and each once. DataLoader says when a turn is over; it is asked with
 * lists of keys, because a promise for each row of a level is what most of a nested operation's time went to.
 */
export class KeyLoader<V> {
  readonly #slots = new Map<string, Slot<V>>();
  readonly #batches: DataLoader<readonly Key[], ReadonlyMap<string, V>>;

  constructor(read: ReadKeys<V>) {
    this.#batches = new DataLoader(
      async (lists) => {
        const keys = lists.flat();
        const found = new Map<string, V>();
        const reads: Promise<void>[] = [];
        for (let from = 0; from < keys.length; from += mostKeys)
          reads.push(read(keys.slice(from, from + mostKeys), found));
        await Promise.all(reads);
        return lists.map(() => found);
      },
      { cache: false },
    );
  }

  /** What belongs to each key, in their order; null for null and for a key that has nothing. */
  load(keys: readonly (Key | null)[]): Promise<(V | null)[]> {
    const freshKeys: Key[] = [];
    const fresh: Slot<V>[] = [];
    const waits = new Set<Promise<void>>();
    const slots = keys.map((key) => {
      if (key === null) return undefined;
      const text = keyText(key);
      let slot = this.#slots.get(text);
      if (slot) {
        if (slot.batch) waits.add(slot.batch);
        return slot;
      }
      slot = new Slot<V>(text);
      this.#slots.set(text, slot);
      fresh.push(slot);
      freshKeys.push(key);
      return slot;
    });
    if (fresh.length > 0) waits.add(this.#read(freshKeys, fresh));
    const values = () => slots.map((slot) => slot?.value ?? null);
    const [only] = waits;
    return waits.size === 1 && only ? only.then(values) : Promise.all(waits).then(values);
  }

  #read(keys: readonly Key[], slots: readonly Slot<V>[]): Promise<void> {
    const batch = this.#batches.load(keys).then((found) => {
      for (const slot of slots) {
        slot.value = found.get(slot.text) ?? null;
        slot.batch = undefined;
      }
    });
    for (const slot of slots) slot.batch = batch;
    return batch;
  }
}
