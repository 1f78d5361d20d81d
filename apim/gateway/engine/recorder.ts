import { textOf, type Value } from '../expression/index.ts';
import type { Emission } from '../statements/exchange.ts';
import { ChangeWatch, type Watched } from './change-watch.ts';
import type { StepLocation } from './step-location.ts';
import type { StatementTrace, TracedChange, TracedValue, TraceRecord } from './trace-record.ts';

const SHOWN_LENGTH = 300;

/** What is kept of a statement's run while requests are served; `readable` makes the rest of it when somebody looks. */
export type Span = {
  readonly at: StepLocation;
  readonly depth: number;
  readonly startMs: number;
  durationMs: number;
  values: TracedValue[] | undefined;
  changes: TracedChange[] | undefined;
  notes: string[] | undefined;
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

/** Records one request: its statements as they begin and end. */
export class Recorder {
  lastError: TraceRecord['lastError'];
  readonly #request: RecordedRequest;
  #changes: ChangeWatch | undefined;
  #statusCode = 0;
  #durationMs = 0;
  readonly #spans: Span[] = [];
  readonly #emissions: Emission[] = [];
  /** The statements that run now, the innermost last. */
  readonly #running: Span[] = [];

  constructor(request: RecordedRequest, watched: Watched) {
    this.#request = request;
    this.#changes = new ChangeWatch(watched);
  }

  begin(at: StepLocation, startMs: number): Span {
    const span: Span = {
      at,
      depth: this.#running.length,
      startMs,
      durationMs: 0,
      values: undefined,
      changes: undefined,
      notes: undefined,
      error: undefined,
    };
    this.#spans.push(span);
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
    const span = this.#running.at(-1);
    if (span === undefined) return;
    span.values ??= [];
    span.values.push({ expression, value: shown(value) });
  }

  note(text: string): void {
    const span = this.#running.at(-1);
    if (span === undefined) return;
    span.notes ??= [];
    span.notes.push(shortened(text));
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
      statements: this.#spans.map(readableSpan),
      emissions: this.#emissions,
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
    values: values?.map(({ expression, value }) => ({ expression: shortened(expression), value })) ?? [],
    changes: changes ?? [],
    notes: notes ?? [],
    error,
  };
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
