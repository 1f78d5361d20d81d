import type { Watched } from '../engine/change-watch.ts';
import { type RecordedRequest, Recorder } from '../engine/recorder.ts';
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

  /** Begins a record in the place of the oldest. */
  record(request: RecordedRequest, watched: Watched): Recorder {
    const place = this.#next % this.#size;
    this.#next += 1;
    const oldest = this.#records[place];
    if (oldest?.isOver) {
      oldest.restart(request, watched);
      return oldest;
    }
    const recorder = new Recorder(request, watched);
    this.#records[place] = recorder;
    return recorder;
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
