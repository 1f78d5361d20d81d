/** The expression is not valid: where (offset into its source) and, for an unknown name, the nearest valid one. */
export class ExpressionSyntaxError extends Error {
  override readonly name = 'ExpressionSyntaxError';
  readonly offset: number;
  readonly nearest: string | undefined;
  constructor(message: string, offset: number, nearest?: string) {
    super(nearest === undefined ? message : `${message}; did you mean ${nearest}?`);
    this.offset = offset;
    this.nearest = nearest;
  }
}

/** A .NET exception that the expression threw and did not catch. `dotnetType` is its short name: `FormatException`. */
export class ExpressionException extends Error {
  override readonly name = 'ExpressionException';
  readonly dotnetType: string;
  readonly inner: ExpressionException | null;
  constructor(dotnetType: string, message: string, inner: ExpressionException | null = null) {
    super(message);
    this.dotnetType = dotnetType;
    this.inner = inner;
  }
}

/** What ran out. */
export type ExpressionLimit = 'steps' | 'depth' | 'text' | 'time' | 'regex';

/** A hard limit was reached: the evaluation is over, no `catch` of the expression sees this. */
export class ExpressionLimitError extends Error {
  override readonly name = 'ExpressionLimitError';
  readonly limit: ExpressionLimit;
  constructor(limit: ExpressionLimit, message: string) {
    super(message);
    this.limit = limit;
  }
}

/** Makes (does not throw) a .NET exception. */
export function dotnetError(
  dotnetType: string,
  message: string,
  inner: ExpressionException | null = null,
): ExpressionException {
  return new ExpressionException(dotnetType, message, inner);
}
