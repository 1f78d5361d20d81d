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

/** A connection that belongs to one caller until it is given back. */
export interface Lease {
  readonly connection: Connection;
  /** Gives it back. A connection that was lost, is too old or must not be used again is replaced by a new one. */
  release(fate?: 'keep' | 'discard'): void;
}

interface Waiter {
  readonly resolve: (lease: Lease) => void;
  readonly reject: (error: MeridianError) => void;
  readonly timer: NodeJS.Timeout;
}

interface Slot {
  connection: Connection;
  lifetimeMs: number;
}

/**
 * A bounded number of connections, each lent to one caller at a time, the one used last first so that prepared
 * statements stay warm. postgres.js's own pool has no bound on the wait and strands what waits when a connection dies
 * (postgres.js issues 1066, 1195, 1219), so it is not used.
 */
export class Pool {
  readonly #idle: Slot[] = [];
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
  acquire(deadline: number): Lease | Promise<Lease> {
    if (this.#closed) throw unavailable('The gateway is stopping.');
    const slot = this.#idle.pop() ?? (this.#slots.size < this.#settings.size ? this.#open() : undefined);
    if (slot) return this.#lend(slot);
    if (this.#waiting.size >= this.#settings.queueLimit) throw unavailable('Too many statements wait.');
    const waitMs = Math.min(this.#settings.waitMs, deadline - this.#seams.now());
    if (waitMs <= 0) throw unavailable('No time is left to wait for a connection.');
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
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

  #open(): Slot {
    const slot: Slot = { connection: this.#connect(), lifetimeMs: this.#drawLifetime() };
    this.#slots.add(slot);
    return slot;
  }

  #drawLifetime(): number {
    return this.#settings.lifetimeMs * (1 - 0.1 * this.#seams.random());
  }

  #lend(slot: Slot): Lease {
    if (slot.connection.lost || this.#isOld(slot)) this.#renew(slot);
    const connection = slot.connection;
    let released = false;
    return {
      connection,
      release: (fate = 'keep') => {
        if (released) return;
        released = true;
        if (fate === 'discard' || connection.lost) this.#renew(slot);
        this.#giveBack(slot);
      },
    };
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
    this.#waiting.delete(next);
    clearTimeout(next.timer);
    next.resolve(this.#lend(slot));
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
