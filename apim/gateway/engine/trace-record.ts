import type { Emission } from '../statements/exchange.ts';
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
