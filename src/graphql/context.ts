import type { Context as TraceContext } from '@opentelemetry/api';
import type { Principal } from '../auth/principal.ts';
import type { StatementOrigin } from '../db/database.ts';
import type { Loaders } from '../loaders/loaders.ts';
import type { GuardedDatabase } from './region-guard.ts';
import type { WrittenRows } from './row-plans/written-rows.ts';

/** What is known of a call before its document is read: who calls, and how its traces are tied together. */
export interface Call {
  readonly principal: Principal;
  /** API Management's request id, or one of ours. */
  readonly requestId: string;
  readonly traceId: string;
  /** The caller's span, where the caller traces. */
  readonly trace: TraceContext;
  /** When the call arrived, in milliseconds since the epoch. */
  readonly receivedAt: number;
  /** Takes rows of the answer as JSON; undefined where whoever calls puts no rows in their places. */
  readonly written?: WrittenRows;
}

/** What resolvers get. Made anew for each operation, so that no row is remembered from one to the next. */
export interface RequestContext {
  readonly principal: Principal;
  readonly database: GuardedDatabase;
  readonly loaders: Loaders;
  readonly origin: StatementOrigin;
  /** Takes rows of the answer as JSON; undefined where they must be objects. */
  readonly written?: WrittenRows | undefined;
}
