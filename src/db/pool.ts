import { MeridianError } from '../errors.ts';
import type { Connection } from './driver.ts';

export interface PoolSettings {
  readonly size: number;
  /** The longest that a caller waits for a connection, in milliseconds. */
  readonly waitMs: number;
  /** How old a connection may get, in milliseconds. Each gets up to 10 % less, so that they are not renewed together. */
  readonly lifetimeMs: number;
  /** The most callers that wait at once; one more is refused at once. */
  readonly queueLimit: number;
}

export interface PoolSeams {
  readonly now: () => number;
  readonly random: () => number;
}

/** How a caller uses a connection: alone, or together with others whose statements are short. */
export type Use = 'alone' | 'together';

/** A connection that belongs to its caller until it is given back; to its callers, where they use it together. */
export interface Lease {
  readonly connection: Connection;
  /**
   * Gives it back. A connection that was lost, is too old or must not be used again is replaced by a new one; what
   * others still run on it fails then, as it does when the network fails.
   */
  release(fate?: 'keep' | 'discard'): void;
}

interface Waiter {
  readonly use: Use;
  readonly resolve: (lease: Lease) => void;
  readonly reject: (error: MeridianError) => void;
  readonly timer: NodeJS.Timeout;
}

interface Slot {
  connection: Connection;
  lifetimeMs: number;
  /** How many callers have it. */
  callers: number;
}

/** The most callers of a connection at once: the last waits for the statements of the others. */
const mostTogether = 8;

/**
 * A bounded number of connections, the one used last first so that prepared statements stay warm. Each is lent to one
 * caller at a time, or to several whose statements are short: those that come in one turn of the event loop go out in
 * one packet, which saves more than the statements cost (docs/adr/0004). postgres.js's own pool has no bound on the
 * wait and strands what waits when a connection dies (postgres.js issues 1066, 1195, 1219), so it is not used.
 */
export class Pool {
  readonly #idle: Slot[] = [];
  readonly #shared = new Set<Slot>();
  /** Who shares in this turn of the event loop: what they send is not written yet. */
  #gathering: Slot | undefined;
  readonly #slots = new Set<Slot>();
  readonly #waiting = new Set<Waiter>();
  readonly #settings: PoolSettings;
  readonly #connect: () => Connection;
  readonly #seams: PoolSeams;
  #closed = false;
  #drained: (() => void) | undefined;

  constructor(
    settings: PoolSettings,
    connect: () => Connection,
    seams: PoolSeams = { now: Date.now, random: Math.random },
  ) {
    this.#settings = settings;
    this.#connect = connect;
    this.#seams = seams;
  }

  /** Connections lent out at the moment. */
  get inUse(): number {
    return this.#slots.size - this.#idle.length;
  }

  /** Callers that wait at the moment. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Lends a connection. Rejects with UNAVAILABLE when none becomes free in time.
   * @param deadline when the caller gives up, in milliseconds since the epoch
   */
  acquire(deadline: number, use: Use = 'alone'): Lease | Promise<Lease> {
    if (this.#closed) throw unavailable('The gateway is stopping.');
    const slot = this.#find(use);
    if (slot) return this.#lend(slot, use);
    if (this.#waiting.size >= this.#settings.queueLimit) throw unavailable('Too many statements wait.');
    const waitMs = Math.min(this.#settings.waitMs, deadline - this.#seams.now());
    if (waitMs <= 0) throw unavailable('No time is left to wait for a connection.');
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        use,
        resolve,
        reject,
        timer: setTimeout(() => {
          this.#waiting.delete(waiter);
          reject(unavailable('No database connection became free in time.'));
        }, waitMs),
      };
      this.#waiting.add(waiter);
    });
  }

  /** Refuses new callers, waits up to `graceMs` for those that hold a connection, then closes every socket. */
  async close(graceMs: number): Promise<void> {
    this.#closed = true;
    for (const waiter of this.#waiting) {
      clearTimeout(waiter.timer);
      waiter.reject(unavailable('The gateway is stopping.'));
    }
    this.#waiting.clear();
    if (this.inUse > 0) {
      const drained = new Promise<void>((resolve) => {
        this.#drained = resolve;
      });
      let timer: NodeJS.Timeout | undefined;
      const grace = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, graceMs);
      });
      await Promise.race([drained, grace]);
      clearTimeout(timer);
    }
    await Promise.all([...this.#slots].map((slot) => slot.connection.close()));
    this.#slots.clear();
    this.#idle.length = 0;
  }

  /** Whoever waits comes first, so that sharing starves nobody. */
  #find(use: Use): Slot | undefined {
    if (use === 'together' && this.#gathering && this.#hasRoom(this.#gathering)) return this.#gathering;
    const free = this.#idle.pop() ?? (this.#slots.size < this.#settings.size ? this.#open() : undefined);
    if (free || use === 'alone' || this.#waiting.size > 0) return free;
    let best: Slot | undefined;
    for (const slot of this.#shared)
      if (this.#hasRoom(slot) && (best === undefined || slot.callers < best.callers)) best = slot;
    return best;
  }

  #hasRoom({ connection, callers }: Slot): boolean {
    // While it connects nothing can be sent, and the client would keep what comes second in a queue of its own.
    return callers < mostTogether && !connection.lost && connection.connectedAt !== undefined;
  }

  #open(): Slot {
    const slot: Slot = { connection: this.#connect(), lifetimeMs: this.#drawLifetime(), callers: 0 };
    this.#slots.add(slot);
    return slot;
  }

  #drawLifetime(): number {
    return this.#settings.lifetimeMs * (1 - 0.1 * this.#seams.random());
  }

  #lend(slot: Slot, use: Use): Lease {
    if (slot.callers === 0 && (slot.connection.lost || this.#isOld(slot))) this.#renew(slot);
    slot.callers += 1;
    if (use === 'together') this.#share(slot);
    const connection = slot.connection;
    let released = false;
    return {
      connection,
      release: (fate = 'keep') => {
        if (released) return;
        released = true;
        // Another of its callers may have replaced it already.
        if ((fate === 'discard' || connection.lost) && slot.connection === connection) this.#renew(slot);
        slot.callers -= 1;
        if (slot.callers > 0) return;
        this.#shared.delete(slot);
        if (this.#gathering === slot) this.#gathering = undefined;
        this.#giveBack(slot);
      },
    };
  }

  #share(slot: Slot): void {
    this.#shared.add(slot);
    if (this.#gathering === undefined)
      setImmediate(() => {
        this.#gathering = undefined;
      });
    this.#gathering = slot;
  }

  #giveBack(slot: Slot): void {
    if (this.#closed) {
      this.#idle.push(slot);
      if (this.inUse === 0) this.#drained?.();
      return;
    }
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#idle.push(slot);
      return;
    }
    this.#serve(next, slot);
    // Those who wait behind it and share as well come along.
    if (next.use === 'together')
      for (const waiter of this.#waiting) {
        if (waiter.use === 'alone' || !this.#hasRoom(slot)) break;
        this.#serve(waiter, slot);
      }
  }

  #serve(waiter: Waiter, slot: Slot): void {
    this.#waiting.delete(waiter);
    clearTimeout(waiter.timer);
    waiter.resolve(this.#lend(slot, waiter.use));
  }

  #isOld({ connection, lifetimeMs }: Slot): boolean {
    return connection.connectedAt !== undefined && this.#seams.now() - connection.connectedAt > lifetimeMs;
  }

  /** The old connection closes on its own time; the new one connects when it is first used. */
  #renew(slot: Slot): void {
    void slot.connection.close();
    slot.connection = this.#connect();
    slot.lifetimeMs = this.#drawLifetime();
  }
}

function unavailable(message: string): MeridianError {
  return new MeridianError('UNAVAILABLE', message);
}
