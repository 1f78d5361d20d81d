import { textOf, type Value } from '../expression/index.ts';
import type { Emission } from '../statements/exchange.ts';
import { ChangeWatch, type Watched } from './change-watch.ts';
import type { StepLocation } from './step-location.ts';
import type { StatementTrace, TracedChange, TracedValue, TraceRecord } from './trace-record.ts';

const SHOWN_LENGTH = 300;

/** What is kept of a statement's run while requests are served; `readable` makes the rest of it when somebody looks. */
export type Span = {
  at: StepLocation;
  depth: number;
  startMs: number;
  durationMs: number;
  /** Expressions and what they gave, by turns. */
  readonly values: string[];
  changes: TracedChange[] | undefined;
  readonly notes: string[];
  error: string | undefined;
};

/** What a record begins with. */
export type RecordedRequest = {
  readonly requestId: string;
  readonly receivedAt: number;
  readonly method: string;
  readonly url: URL;
  readonly api: string | undefined;
};

/** What a recorder keeps for its next request; a request with more statements, by retries, leaves the rest. */
const KEPT_SPANS = 500;

/**
 * Records one request at a time: its statements as they begin and end. It is used again for a later request, with the
 * objects that it has: a hundred new records of old requests would be most of what the collector has to move.
 */
export class Recorder {
  lastError: TraceRecord['lastError'];
  #request: RecordedRequest;
  #changes: ChangeWatch | undefined;
  #statusCode = 0;
  #durationMs = 0;
  /** Those from `#count` on are left from an earlier request. */
  readonly #spans: Span[] = [];
  #count = 0;
  readonly #emissions: Emission[] = [];
  /** The statements that run now, the innermost last. */
  readonly #running: Span[] = [];

  constructor(request: RecordedRequest, watched: Watched) {
    this.#request = request;
    this.#changes = new ChangeWatch(watched);
  }

  /** Whether the request is over, so that another may be recorded. */
  get isOver(): boolean {
    return this.#changes === undefined;
  }

  /** Forgets the request before and records another. */
  restart(request: RecordedRequest, watched: Watched): void {
    this.#request = request;
    this.#changes = new ChangeWatch(watched);
    this.lastError = undefined;
    this.#statusCode = 0;
    this.#durationMs = 0;
    this.#count = 0;
    if (this.#spans.length > KEPT_SPANS) this.#spans.length = KEPT_SPANS;
    this.#emissions.length = 0;
    this.#running.length = 0;
  }

  begin(at: StepLocation, startMs: number): Span {
    const depth = this.#running.length;
    let span = this.#spans[this.#count];
    if (span === undefined) {
      span = {
        at,
        depth,
        startMs,
        durationMs: 0,
        values: [],
        changes: undefined,
        notes: [],
        error: undefined,
      };
      this.#spans.push(span);
    } else {
      span.at = at;
      span.depth = depth;
      span.startMs = startMs;
      span.durationMs = 0;
      span.values.length = 0;
      span.changes = undefined;
      span.notes.length = 0;
      span.error = undefined;
    }
    this.#count += 1;
    this.#running.push(span);
    return span;
  }

  /** Closes a span with what the statement changed; what those within it changed is theirs. */
  end(span: Span, isLeaf: boolean, endMs: number, error: unknown): void {
    span.durationMs = endMs - span.startMs;
    if (error !== undefined) span.error = shortened(error instanceof Error ? error.message : String(error));
    // The innermost, but for statements of a wait, which run beside each other.
    if (this.#running.at(-1) === span) this.#running.pop();
    else this.#running.splice(this.#running.lastIndexOf(span), 1);
    if (isLeaf) span.changes = this.#changes?.take(shown);
  }

  value(expression: string, value: Value): void {
    this.#running.at(-1)?.values.push(expression, shown(value));
  }

  note(text: string): void {
    this.#running.at(-1)?.notes.push(shortened(text));
  }

  emission(emission: Emission): void {
    this.#emissions.push(emission);
  }

  /** Leaves what the engine itself has put in place out of the next statement's changes. */
  skipChanges(): void {
    this.#changes?.take(shown);
  }

  /** The request is over. Its messages are let go of: a hundred kept requests must not keep their sockets and bodies. */
  finish(statusCode: number, durationMs: number): void {
    this.#statusCode = statusCode;
    this.#durationMs = durationMs;
    this.#changes = undefined;
  }

  /** The record as pages and commands show it; secrets are still in it. */
  readable(): TraceRecord {
    const { requestId, receivedAt, method, url, api } = this.#request;
    return {
      requestId,
      receivedAt,
      method,
      url: url.href,
      api,
      statusCode: this.#statusCode,
      durationMs: this.#durationMs,
      statements: this.#spans.slice(0, this.#count).map(readableSpan),
      emissions: [...this.#emissions],
      lastError: this.lastError,
    };
  }
}

function readableSpan({
  at,
  depth,
  startMs,
  durationMs,
  values,
  changes,
  notes,
  error,
}: Span): StatementTrace {
  return {
    statement: at.statement,
    section: at.section,
    scope: at.scope,
    path: at.path,
    file: at.place.file,
    line: at.place.line,
    depth,
    startMs,
    durationMs,
    values: valuesOf(values),
    changes: changes ?? [],
    notes: [...notes],
    error,
  };
}

function valuesOf(byTurns: readonly string[]): TracedValue[] {
  const values: TracedValue[] = [];
  for (let index = 0; index + 1 < byTurns.length; index += 2) {
    values.push({ expression: shortened(byTurns[index] ?? ''), value: byTurns[index + 1] ?? '' });
  }
  return values;
}

/** A value as the trace shows it. */
function shown(value: unknown): string {
  if (typeof value === 'string') return shortened(value);
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return shortened(value.join(', '));
  if (value instanceof Uint8Array) {
    return `${value.length} bytes: ${shortened(Buffer.from(value.subarray(0, SHOWN_LENGTH)).toString())}`;
  }
  try {
    return shortened(textOf(value as Value));
  } catch {
    // A value of the context, such as a request, has no text of its own.
    return `(${(value as { type?: string }).type ?? typeof value})`;
  }
}

const shortened = (text: string): string =>
  text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
