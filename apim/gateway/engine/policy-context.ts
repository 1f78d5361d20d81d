import type { LastErrorView, PolicyContext, RequestView, ResponseView, Value } from '../expression/index.ts';
import type { Belonging } from './api-views.ts';

/** What of an exchange `context` shows as it is at the moment. */
export type ContextSource = {
  readonly elapsed: number;
  readonly lastError: LastErrorView | null;
  readonly responseView: ResponseView | null;
  readonly variables: Map<string, Value>;
  readonly note: (text: string) => void;
};

/** What of `context` stays the same during a request. */
export type ContextFacts = {
  readonly belonging: Belonging;
  readonly deployment: PolicyContext['Deployment'];
  readonly requestId: string;
  readonly receivedAt: number;
  /** Absent when nobody traces. */
  readonly record: unknown;
};

/** `context` of policy expressions. A class, because getters on an object literal cost tens of microseconds a request. */
export class LivePolicyContext implements PolicyContext {
  readonly type = 'IProxyRequestContext';
  readonly GraphQL = null;
  readonly Workspace = null;
  readonly Request: RequestView;
  readonly #source: ContextSource;
  readonly #facts: ContextFacts;

  constructor(source: ContextSource, facts: ContextFacts, request: RequestView) {
    this.#source = source;
    this.#facts = facts;
    this.Request = request;
  }

  get Api(): PolicyContext['Api'] {
    return this.#facts.belonging.api;
  }

  get Deployment(): PolicyContext['Deployment'] {
    return this.#facts.deployment;
  }

  get Elapsed(): number {
    return this.#source.elapsed;
  }

  get LastError(): LastErrorView | null {
    return this.#source.lastError;
  }

  get Operation(): PolicyContext['Operation'] {
    return this.#facts.belonging.operation;
  }

  get Product(): PolicyContext['Product'] {
    return this.#facts.belonging.product;
  }

  get RequestId(): string {
    return this.#facts.requestId;
  }

  get Response(): ResponseView | null {
    return this.#source.responseView;
  }

  get Subscription(): PolicyContext['Subscription'] {
    return this.#facts.belonging.subscription;
  }

  get Timestamp(): number {
    return this.#facts.receivedAt;
  }

  get Tracing(): boolean {
    return this.#facts.record !== undefined;
  }

  get User(): PolicyContext['User'] {
    return this.#facts.belonging.user;
  }

  get Variables(): Map<string, Value> {
    return this.#source.variables;
  }

  Trace(message: string): void {
    this.#source.note(message);
  }
}
