import { ExpressionException, ExpressionLimitError, type LastErrorView } from '../expression/index.ts';
import { BodyTooLarge } from '../statements/http/message-body.ts';
import type { FailureAnswer } from '../statements/statement-failure.ts';
import { StatementFailure } from '../statements/statement-failure.ts';
import { INTERNAL_SERVER_ERROR } from './error-answer.ts';
import type { StepLocation } from './step-location.ts';

/** An error of the pipeline, and the statement in which it came up (none: before any ran). */
export type PolicyFault = { readonly error: unknown; readonly at: StepLocation | undefined };

/** What the caller is told by default, and what `context.LastError` says. */
export type FaultReading = {
  readonly answer: FailureAnswer | 'response';
  readonly source: string;
  readonly reason: string;
  readonly message: string;
};

/** Reads an error: those of statements say everything themselves, those of expressions are API Management's 500. */
export function readFault({ error, at }: PolicyFault): FaultReading {
  const source = at?.statement ?? 'configuration';
  if (error instanceof StatementFailure) {
    const { answer, reason, message } = error;
    return { answer, source: error.source, reason, message };
  }
  if (error instanceof ExpressionException || error instanceof ExpressionLimitError) {
    const message = `Expression evaluation failed. ${error.message}`;
    return { answer: INTERNAL_SERVER_ERROR, source, reason: 'ExpressionValueEvaluationFailure', message };
  }
  if (error instanceof BodyTooLarge) {
    const answer = { statusCode: 413, message: 'Request entity too large' };
    return { answer, source, reason: 'RequestEntityTooLarge', message: error.message };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { answer: INTERNAL_SERVER_ERROR, source, reason: 'GatewayFailure', message };
}

/** `context.LastError` (api-management-error-handling-policies, "LastError"). */
export function lastErrorView(reading: FaultReading, at: StepLocation | undefined): LastErrorView {
  return {
    type: 'ILastError',
    Source: reading.source,
    Reason: reading.reason,
    Message: reading.message,
    Scope: at?.scope ?? null,
    Section: at?.section ?? null,
    Path: at?.path ?? null,
    PolicyId: at?.policyId ?? null,
  };
}
