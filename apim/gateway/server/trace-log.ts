import type { Recorder } from '../engine/recorder.ts';
import type { TraceRecord } from '../engine/trace-record.ts';
import { redactRecord, type Secrets } from './redact.ts';

/** The last requests, for the page and the command. */
export class TraceLog {
  readonly #records: Recorder[] = [];
  readonly #size: number;
  readonly #secrets: Secrets;
  #next = 0;

  constructor(size: number, secrets: Secrets) {
    this.#size = size;
    this.#secrets = secrets;
  }

  /** Whether requests are to be traced at all. */
  get isOn(): boolean {
    return this.#size > 0;
  }

  /** Keeps a record in the place of the oldest. */
  add(record: Recorder): void {
    if (this.#size === 0) return;
    this.#records[this.#next % this.#size] = record;
    this.#next += 1;
  }

  /** The last requests, the newest first, without secrets: they are taken out when somebody looks, not on each request. */
  last(count = this.#size): TraceRecord[] {
    const wanted = Math.min(count, this.#records.length);
    return Array.from({ length: wanted }, (_, back) => {
      const record = this.#records[(this.#next - 1 - back) % this.#size];
      return redactRecord((record as Recorder).readable(), this.#secrets);
    });
  }
}
