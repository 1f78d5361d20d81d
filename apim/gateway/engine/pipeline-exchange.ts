import {
  type CompiledExpression,
  type DeploymentView,
  type ExpressionSeams,
  type LastErrorView,
  type PolicyContext,
  type ResponseView,
  textOf,
  type Value,
} from '../expression/index.ts';
import type {
  Answer,
  ClientCertificate,
  Configured,
  Emission,
  Exchange,
  ForwardedRequest,
  GatewayState,
  StatementSeams,
} from '../statements/exchange.ts';
import type { HeaderList } from '../statements/http/header-list.ts';
import type { Section } from '../statements/statement.ts';
import type { Belonging } from './api-views.ts';
import { LiveRequestView, ResponseViews } from './message-view.ts';
import type { PolicyFault } from './policy-fault.ts';
import type { StepLocation } from './step-location.ts';
import {
  changesBetween,
  type Snapshot,
  type StatementTrace,
  snapshotOf,
  type TraceRecord,
} from './trace-record.ts';

/** What a request begins with. */
export type ExchangeStart = {
  readonly requestId: string;
  readonly receivedAt: number;
  /** Milliseconds of a clock that nobody sets back. */
  readonly stopwatch: () => number;
  readonly request: ForwardedRequest;
  readonly original: { readonly method: string; readonly url: URL; readonly headers: HeaderList };
  readonly ipAddress: string;
  readonly matchedParameters: ReadonlyMap<string, string>;
  readonly belonging: Belonging;
  readonly deployment: DeploymentView;
  readonly state: GatewayState;
  readonly seams: StatementSeams & { readonly guid: () => string };
  readonly configured: Configured;
  readonly signal: AbortSignal | undefined;
  readonly isHandshake: boolean;
  readonly readsResponseBody: boolean;
  readonly isTraced: boolean;
  /** Gets what statements say about themselves as it comes: for logs. */
  readonly onEmission: (emission: Emission) => void;
};

const SHOWN_LENGTH = 300;

/** One request on its way through the pipeline: what statements see of it (`Exchange`), and what the engine keeps of it. */
export class PipelineExchange implements Exchange {
  readonly context: PolicyContext;
  readonly variables = new Map<string, Value>();
  readonly request: ForwardedRequest;
  readonly original: Exchange['original'];
  readonly state: GatewayState;
  readonly seams: StatementSeams;
  readonly configured: Configured;
  readonly signal: AbortSignal | undefined;
  readonly requestId: string;
  readonly isHandshake: boolean;
  readonly readsResponseBody: boolean;
  section: Section = 'inbound';
  response: Answer | undefined;
  certificate: ClientCertificate | undefined;
  proxy: Exchange['proxy'];
  lastError: LastErrorView | null = null;
  fault: PolicyFault | undefined;
  /** Set after a cache hit, until the cache-store of the outbound section. */
  skipsToCacheStore = false;
  readonly endActs: (() => void | Promise<void>)[] = [];
  readonly answerActs: ((answer: Answer) => void)[] = [];
  readonly trace: TraceRecord | undefined;
  readonly #views: ResponseViews;
  readonly #expressionSeams: ExpressionSeams;
  readonly #onEmission: (emission: Emission) => void;
  readonly #stopwatch: () => number;
  readonly #startedAt: number;
  /** The statements that run now, the innermost last. */
  readonly #running: StatementTrace[] = [];
  #snapshot: Snapshot | undefined;

  constructor(start: ExchangeStart) {
    this.request = start.request;
    this.original = start.original;
    this.state = start.state;
    this.seams = start.seams;
    this.configured = start.configured;
    this.signal = start.signal;
    this.requestId = start.requestId;
    this.isHandshake = start.isHandshake;
    this.readsResponseBody = start.readsResponseBody;
    this.#stopwatch = start.stopwatch;
    this.#startedAt = start.stopwatch();
    this.#onEmission = start.onEmission;
    this.#views = new ResponseViews((message) =>
      this.note(`The ${message} body was consumed by an expression: As<T>(preserveContent: true) keeps it.`),
    );
    this.#expressionSeams = { now: start.seams.now, random: start.seams.random, guid: start.seams.guid };
    this.context = contextOf(this, start);
    if (start.isTraced) {
      this.trace = {
        requestId: start.requestId,
        receivedAt: start.receivedAt,
        method: start.original.method,
        url: start.original.url.href,
        api: start.belonging.api?.Id,
        statusCode: 0,
        durationMs: 0,
        statements: [],
        emissions: [],
        lastError: undefined,
      };
      this.#snapshot = snapshotOf(this);
    }
  }

  /** Milliseconds since the request came in. */
  get elapsed(): number {
    return this.#stopwatch() - this.#startedAt;
  }

  evaluate = (expression: CompiledExpression): Value => {
    const value = expression.evaluate(this.context, this.#expressionSeams);
    this.#running.at(-1)?.values.push({ expression: shortened(expression.source), value: shown(value) });
    return value;
  };

  atEndOfOutbound = (act: () => void | Promise<void>): void => {
    this.endActs.push(act);
  };

  beforeAnswer = (act: (answer: Answer) => void): void => {
    this.answerActs.push(act);
  };

  emit = (emission: Emission): void => {
    this.trace?.emissions.push(emission);
    this.#onEmission(emission);
  };

  note = (text: string): void => {
    this.#running.at(-1)?.notes.push(shortened(text));
  };

  viewOf = (answer: Answer): ResponseView => this.#views.of(answer);

  answerOf = (view: Value | undefined): Answer | undefined => this.#views.answerOf(view);

  /** Remembers where an error came up; blocks around the statement see the same error pass and change nothing. */
  markFault(error: unknown, at: StepLocation): void {
    if (this.fault?.error !== error) this.fault = { error, at };
  }

  /** Leaves what the engine itself has put in place out of the next statement's changes. */
  skipChanges(): void {
    if (this.#snapshot !== undefined) this.#snapshot = snapshotOf(this);
  }

  /** Opens the trace of a statement; undefined when nobody traces. */
  beginStep(at: StepLocation): StatementTrace | undefined {
    if (this.trace === undefined) return undefined;
    const span: StatementTrace = {
      statement: at.statement,
      section: at.section,
      scope: at.scope,
      path: at.path,
      file: at.place.file,
      line: at.place.line,
      depth: this.#running.length,
      startMs: this.elapsed,
      durationMs: 0,
      values: [],
      changes: [],
      notes: [],
      error: undefined,
    };
    this.trace.statements.push(span);
    this.#running.push(span);
    return span;
  }

  /** Closes the trace of a statement with what it changed; what the statements within it changed is theirs. */
  endStep(span: StatementTrace | undefined, isLeaf: boolean, error: unknown): void {
    if (span === undefined || this.#snapshot === undefined) return;
    span.durationMs = this.elapsed - span.startMs;
    if (error !== undefined) span.error = shortened(error instanceof Error ? error.message : String(error));
    const index = this.#running.lastIndexOf(span);
    if (index !== -1) this.#running.splice(index, 1);
    if (!isLeaf) return;
    const now = snapshotOf(this);
    span.changes.push(...changesBetween(this.#snapshot, now, shown));
    this.#snapshot = now;
  }
}

/** `context` of expressions: live views of the exchange. */
function contextOf(exchange: PipelineExchange, start: ExchangeStart): PolicyContext {
  const { belonging } = start;
  const request = new LiveRequestView(
    start.request,
    {
      originalUrl: start.original.url,
      ipAddress: start.ipAddress,
      matchedParameters: start.matchedParameters,
    },
    (message) => exchange.note(`The ${message} body was consumed by an expression.`),
  );
  return {
    type: 'IProxyRequestContext',
    Api: belonging.api,
    Deployment: start.deployment,
    get Elapsed() {
      return exchange.elapsed;
    },
    GraphQL: null,
    get LastError() {
      return exchange.lastError;
    },
    Operation: belonging.operation,
    Product: belonging.product,
    Request: request,
    RequestId: start.requestId,
    get Response() {
      return exchange.response === undefined ? null : exchange.viewOf(exchange.response);
    },
    Subscription: belonging.subscription,
    Timestamp: start.receivedAt,
    Tracing: start.isTraced,
    User: belonging.user,
    Variables: exchange.variables,
    Workspace: null,
    Trace: (message) => exchange.note(message),
  };
}

/** A value as the trace shows it. */
function shown(value: unknown): string {
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
