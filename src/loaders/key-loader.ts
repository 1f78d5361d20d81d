import DataLoader from 'dataloader';
import { type Key, keyText } from './key.ts';

/** Reads what belongs to keys, and tells it by the keys' text; of a key that has nothing it tells nothing. */
export type ReadKeys<V> = (keys: readonly Key[], found: (text: string, value: V) => void) => Promise<void>;

/** The most keys that one statement takes. */
const mostKeys = 1_000;

/** What is known of one key. */
interface Slot<V> {
  readonly key: Key;
  value: V | null;
  /** What the value is waited for with; undefined once it is there, rejected for good where it could not be read. */
  batch: Promise<unknown> | undefined;
}

/**
 * Loads by key: those of one turn are read together, and each once. DataLoader says when a turn is over; it is asked with
 * lists of keys, because a promise for each row of a level is what most of a nested operation's time went to.
 */
export class KeyLoader<V> {
  readonly #read: ReadKeys<V>;
  readonly #slots = new Map<string, Slot<V>>();
  readonly #batches: DataLoader<readonly Slot<V>[], true>;

  constructor(read: ReadKeys<V>) {
    this.#read = read;
    this.#batches = new DataLoader((lists) => this.#readBatch(lists), { cache: false });
  }

  /** What belongs to each key, in their order; null for null and for a key that has nothing. */
  load(keys: readonly (Key | null)[]): Promise<readonly (V | null)[]> {
    const waits = new Set<Promise<unknown>>();
    const fresh: Slot<V>[] = [];
    const slots = keys.map((key) => key && this.#slotOf(key, fresh));
    this.#ask(fresh);
    for (const slot of slots) if (slot?.batch) waits.add(slot.batch);
    const values = () => slots.map((slot) => slot?.value ?? null);
    const [first] = waits;
    return first && waits.size === 1 ? first.then(values) : Promise.all(waits).then(values);
  }

  /** What belongs to one key; null where it has nothing. */
  one(key: Key): Promise<V | null> {
    const fresh: Slot<V>[] = [];
    const slot = this.#slotOf(key, fresh);
    this.#ask(fresh);
    return slot.batch ? slot.batch.then(() => slot.value) : Promise.resolve(slot.value);
  }

  #slotOf(key: Key, fresh: Slot<V>[]): Slot<V> {
    const text = keyText(key);
    let slot = this.#slots.get(text);
    if (!slot) {
      slot = { key, value: null, batch: undefined };
      this.#slots.set(text, slot);
      fresh.push(slot);
    }
    return slot;
  }

  #ask(fresh: readonly Slot<V>[]): void {
    if (fresh.length === 0) return;
    const batch = this.#batches.load(fresh);
    for (const slot of fresh) slot.batch = batch;
  }

  async #readBatch(lists: readonly (readonly Slot<V>[])[]): Promise<true[]> {
    const slots = lists.length === 1 ? (lists[0] as readonly Slot<V>[]) : lists.flat();
    const found = (text: string, value: V) => {
      const slot = this.#slots.get(text);
      if (slot) slot.value = value;
    };
    const keys = slots.map(({ key }) => key);
    if (keys.length <= mostKeys) await this.#read(keys, found);
    else {
      const reads: Promise<void>[] = [];
      for (let from = 0; from < keys.length; from += mostKeys)
        reads.push(this.#read(keys.slice(from, from + mostKeys), found));
      await Promise.all(reads);
    }
    for (const slot of slots) slot.batch = undefined;
    return lists.map(() => true);
  }
}
