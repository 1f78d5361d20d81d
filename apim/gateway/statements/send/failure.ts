import { SendFault } from '../exchange.ts';
import { StatementFailure } from '../statement-failure.ts';

/**
 * What a request that was not answered means for the pipeline: reason `Timeout` or `BackendConnectionFailure`
 * (api-management-error-handling-policies, "Predefined errors"); the caller sees 500.
 */
export function sendFailure(source: string, cause: unknown): unknown {
  if (!(cause instanceof SendFault)) return cause;
  const reason = cause.kind === 'timeout' ? 'Timeout' : 'BackendConnectionFailure';
  return new StatementFailure(
    source,
    reason,
    cause.message,
    { statusCode: 500, message: 'Internal server error' },
    { cause },
  );
}
