/** How a failure shows to the caller; the engine turns it into the answer that on-error may change. */
export type FailureAnswer = {
  readonly statusCode: number;
  /** The `message` of the `{ "statusCode": …, "message": … }` body. */
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A whole body in place of `{ "statusCode", "message" }`. */
  readonly body?: { readonly contentType: string; readonly content: string };
};

/**
 * A statement that refuses or cannot go on. `reason` and `message` become `context.LastError.Reason` and `.Message`
 * (api-management-error-handling-policies), `source` is the statement's name.
 */
export class StatementFailure extends Error {
  override readonly name = 'StatementFailure';
  readonly source: string;
  readonly reason: string;
  /** `response`: the answer that the exchange holds already, as forward-request with fail-on-error-status-code has it. */
  readonly answer: FailureAnswer | 'response';

  constructor(
    source: string,
    reason: string,
    message: string,
    answer: FailureAnswer | 'response',
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.source = source;
    this.reason = reason;
    this.answer = answer;
  }
}

/** A setting that no request should have led to: the caller gets APIM's 500, the trace the reason. */
export function brokenSetting(source: string, message: string, options?: ErrorOptions): StatementFailure {
  const answer = { statusCode: 500, message: 'Internal server error' };
  return new StatementFailure(source, 'ExpressionValueEvaluationFailure', message, answer, options);
}
