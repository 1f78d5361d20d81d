/**
 * What the engine and the policy statements agree on. The shapes are declared beside the statements, because the engine
 * imports statements and never the other way round; this file is where the engine's side of the bargain is written.
 *
 * A statement is one entry of `STATEMENTS` in statements/registry.ts and carries everything about itself: name, sections,
 * attributes, elements, compile, and the traits below. Adding one touches its file, the registry and its fixtures.
 *
 * The engine promises:
 * - `compile` runs once an element. A name that is no statement, a section that the definition does not list and a second
 *   use of a `once` statement are found by the engine; attributes and elements by the statement's table (`define`).
 * - `load.statements(parent)` compiles what stands in an element, `<base/>` included.
 * - Before a statement runs whose expressions read `Body`, the bodies that they name are in memory. A statement that reads
 *   a body itself awaits `body.bytes()`.
 * - Whatever `run` throws ends the section: a StatementFailure becomes its answer and `context.LastError`, an
 *   ExpressionException becomes 500 (`ExpressionValueEvaluationFailure`), `on-error` runs, then the answer leaves.
 * - `'answered'` ends the pipeline: outbound is not run (return-response-policy).
 * - `atEndOfOutbound` acts run once, in order, when outbound or on-error is over, before the answer leaves.
 * - `answersPreflight`: on a CORS preflight only the first such statement of the effective inbound section runs
 *   (cors-policy, "How CORS works"); if it leaves no answer, the pipeline runs as on any request.
 * - `notOnHandshake`: skipped on the handshake of a WebSocket (websocket-api, "Limitations").
 */
export type * from '../statements/exchange.ts';
export type * from '../statements/statement.ts';
export type { FailureAnswer } from '../statements/statement-failure.ts';
export { StatementFailure } from '../statements/statement-failure.ts';

/** Traits of a statement that the engine reads from its definition; absent means no. */
export type StatementTraits = {
  /** Whether it answers a CORS preflight, alone. */
  readonly answersPreflight?: boolean;
  /** Whether it is skipped when a WebSocket is opened. */
  readonly notOnHandshake?: boolean;
};
