import type { Answer, Emission, ForwardedRequest } from '../statements/exchange.ts';
import type { Section } from '../statements/statement.ts';
import type { ScopeName } from './scope.ts';

/** What an expression gave. */
export type TracedValue = { readonly expression: string; readonly value: string };

/** Something that a statement changed: a header, a variable, the path. */
export type TracedChange = {
  readonly what: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
};

/** One statement's run. */
export type StatementTrace = {
  readonly statement: string;
  readonly section: Section;
  readonly scope: ScopeName;
  /** Where it stands within its section: `choose[2]/when[1]/set-header`. */
  readonly path: string;
  readonly file: string;
  readonly line: number;
  /** How deep it is nested, for display. */
  readonly depth: number;
  /** Milliseconds since the request came in. */
  readonly startMs: number;
  durationMs: number;
  readonly values: TracedValue[];
  readonly changes: TracedChange[];
  readonly notes: string[];
  error: string | undefined;
};

/** One request's run through the policies. */
export type TraceRecord = {
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  readonly method: string;
  readonly url: string;
  readonly api: string | undefined;
  statusCode: number;
  durationMs: number;
  readonly statements: StatementTrace[];
  readonly emissions: Emission[];
  lastError: { readonly source: string; readonly reason: string; readonly message: string } | undefined;
};

/** What of an exchange the trace compares; values are compared by identity, since statements replace them. */
export type Snapshot = ReadonlyMap<string, unknown>;

/** Takes a snapshot of an exchange. */
export function snapshotOf(exchange: {
  readonly request: ForwardedRequest;
  readonly response: Answer | undefined;
  readonly variables: ReadonlyMap<string, unknown>;
}): Snapshot {
  const { request, response, variables } = exchange;
  const taken = new Map<string, unknown>();
  taken.set('request method', request.method);
  taken.set('request path', request.path);
  taken.set('backend', request.backendUrl);
  for (const [name, value] of request.query) taken.set(`query ${name}`, value);
  for (const [name, values] of request.headers.entries()) taken.set(`request header ${name}`, values);
  taken.set('request body', request.body.buffered);
  for (const [name, value] of variables) taken.set(`variable ${name}`, value);
  if (response === undefined) return taken;
  taken.set('response status', response.statusCode);
  for (const [name, values] of response.headers.entries()) taken.set(`response header ${name}`, values);
  taken.set('response body', response.body.buffered);
  return taken;
}

/** What is different between two snapshots. A body that was only read into memory has not changed. */
export function changesBetween(
  before: Snapshot,
  after: Snapshot,
  show: (value: unknown) => string,
): TracedChange[] {
  const changes: TracedChange[] = [];
  for (const [what, value] of after) {
    const old = before.get(what);
    if (old === value) continue;
    if (what === 'request body' && old === undefined) continue;
    const shown = { before: old === undefined ? undefined : show(old), after: show(value) };
    if (shown.before !== shown.after) changes.push({ what, ...shown });
  }
  for (const [what, value] of before) {
    if (!after.has(what)) changes.push({ what, before: show(value), after: undefined });
  }
  return changes;
}
