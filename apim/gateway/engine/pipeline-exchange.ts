import type {
  CompiledExpression,
  DeploymentView,
  ExpressionSeams,
  LastErrorView,
  PolicyContext,
  ResponseView,
  Value,
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
import type { OperationDefinition } from '../statements/validate/api-definition.ts';
import type { Belonging } from './api-views.ts';
import { JournalMap, type Watched } from './change-watch.ts';
import { LiveRequestView, ResponseViews } from './message-view.ts';
import { LivePolicyContext } from './policy-context.ts';
import type { PolicyFault } from './policy-fault.ts';
import type { RecordedRequest, Recorder } from './recorder.ts';
import type { StepLocation } from './step-location.ts';

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
  /** In DER. */
  readonly clientCertificate: Uint8Array | undefined;
  readonly belonging: Belonging;
  readonly deployment: DeploymentView;
  readonly state: GatewayState;
  readonly seams: StatementSeams & { readonly guid: () => string };
  readonly configured: Configured;
  readonly definition: OperationDefinition | undefined;
  readonly signal: AbortSignal | undefined;
  readonly isHandshake: boolean;
  readonly readsResponseBody: boolean;
  /** Begins the record of the request; absent when nobody traces. */
  readonly record: ((request: RecordedRequest, watched: Watched) => Recorder) | undefined;
  /** Gets what statements say about themselves as it comes: for logs. */
  readonly onEmission: (emission: Emission) => void;
};

/** One request on its way through the pipeline: what statements see of it (`Exchange`), and what the engine keeps of it. */
export class PipelineExchange implements Exchange {
  readonly context: PolicyContext;
  readonly variables = new JournalMap<Value>();
  readonly request: ForwardedRequest;
  readonly original: Exchange['original'];
  readonly state: GatewayState;
  readonly seams: StatementSeams;
  readonly configured: Configured;
  readonly definition: OperationDefinition | undefined;
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
  /** Absent when nobody traces, and once the request is over: the recorder may be recording another one by then. */
  recorder: Recorder | undefined;
  readonly #views: ResponseViews;
  readonly #seams: ExpressionSeams;
  readonly #onEmission: (emission: Emission) => void;
  readonly #stopwatch: () => number;
  readonly #startedAt: number;
  readonly #onConsumed = (message: 'request' | 'response'): void =>
    this.note(`The ${message} body was consumed by an expression; As<T>(preserveContent: true) keeps it.`);

  constructor(start: ExchangeStart) {
    this.request = start.request;
    this.original = start.original;
    this.state = start.state;
    this.seams = start.seams;
    this.configured = start.configured;
    this.definition = start.definition;
    this.signal = start.signal;
    this.requestId = start.requestId;
    this.isHandshake = start.isHandshake;
    this.readsResponseBody = start.readsResponseBody;
    this.#stopwatch = start.stopwatch;
    this.#startedAt = start.stopwatch();
    this.#onEmission = start.onEmission;
    this.#views = new ResponseViews(this.#onConsumed);
    this.#seams = start.seams;
    const { ipAddress, matchedParameters, clientCertificate } = start;
    const facts = { originalUrl: start.original.url, ipAddress, matchedParameters, clientCertificate };
    this.context = new LivePolicyContext(
      this,
      start,
      new LiveRequestView(start.request, facts, this.#onConsumed),
    );
    const { requestId, receivedAt } = start;
    const { method, url } = start.original;
    this.recorder = start.record?.(
      { requestId, receivedAt, method, url, api: start.belonging.api?.Id },
      this,
    );
  }

  /** Milliseconds since the request came in. */
  get elapsed(): number {
    return this.#stopwatch() - this.#startedAt;
  }

  /** The response as expressions see it. */
  get responseView(): ResponseView | null {
    return this.response === undefined ? null : this.#views.of(this.response);
  }

  evaluate(expression: CompiledExpression): Value {
    const value = expression.evaluate(this.context, this.#seams);
    this.recorder?.value(expression.source, value);
    return value;
  }

  atEndOfOutbound(act: () => void | Promise<void>): void {
    this.endActs.push(act);
  }

  beforeAnswer(act: (answer: Answer) => void): void {
    this.answerActs.push(act);
  }

  /** Ends the record. */
  finishRecord(statusCode: number): void {
    this.recorder?.finish(statusCode, this.elapsed);
    this.recorder = undefined;
  }

  emit(emission: Emission): void {
    this.recorder?.emission(emission);
    this.#onEmission(emission);
  }

  note(text: string): void {
    this.recorder?.note(text);
  }

  viewOf(answer: Answer): ResponseView {
    return this.#views.of(answer);
  }

  answerOf(view: Value | undefined): Answer | undefined {
    return this.#views.answerOf(view);
  }

  /** Remembers where an error came up; blocks around the statement see the same error pass and change nothing. */
  markFault(error: unknown, at: StepLocation): void {
    if (this.fault?.error !== error) this.fault = { error, at };
  }
}
