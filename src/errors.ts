/**
 * The closed set of codes that a caller can get in `extensions.code`. Messages are made of constants and names, never
 * of values, SQL or tokens; whatever else a caller may know goes into `details`.
 */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'COST_LIMIT_EXCEEDED'
  | 'FORBIDDEN'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'INTERNAL_SERVER_ERROR'
  | 'NOT_FOUND'
  | 'OUTCOME_UNKNOWN'
  | 'UNAUTHENTICATED'
  | 'UNAVAILABLE';

/** An error whose code, message and details are meant for the caller. `cause` stays in the logs. */
export class MeridianError extends Error {
  override readonly name = 'MeridianError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}
