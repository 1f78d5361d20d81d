import type { WindowReading } from '../../state/sliding-window.ts';
import { literal, optional, type Settings, withDefault } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { bool, integer, name } from '../setting-kinds.ts';
import { StatementFailure } from '../statement-failure.ts';

/** The attributes that say where the state of a limit is told; no expressions. */
export const REPORT_ATTRIBUTES = {
  'retry-after-header-name': literal(withDefault(name, 'Retry-After')),
  'retry-after-variable-name': literal(optional(name)),
  'remaining-calls-header-name': literal(optional(name)),
  'remaining-calls-variable-name': literal(optional(name)),
  'total-calls-header-name': literal(optional(name)),
} as const;

/** The attributes of the by-key statements that say what a request counts for. */
export const INCREMENT_ATTRIBUTES = {
  'increment-condition': withDefault(bool, true),
  'increment-count': withDefault(integer(0), 1),
} as const;

/**
 * "Policy expressions are allowed but will postpone evaluation and counter increment actions to end of outbound"
 * (rate-limit-by-key-policy, increment-condition and increment-count).
 */
export function isDeferred(settings: Settings<typeof INCREMENT_ATTRIBUTES>): boolean {
  return settings['increment-condition'].isExpression || settings['increment-count'].isExpression;
}

/** What this request counts for; 0 when the condition is false. */
export function countOf(settings: Settings<typeof INCREMENT_ATTRIBUTES>, exchange: Exchange): number {
  return settings['increment-condition'].of(exchange) ? settings['increment-count'].of(exchange) : 0;
}

/** Tells the caller and the later statements how much is left, and refuses with 429 when nothing is. */
export function report(
  source: string,
  settings: Settings<typeof REPORT_ATTRIBUTES>,
  exchange: Exchange,
  calls: number,
  reading: WindowReading,
): void {
  const remainingHeader = settings['remaining-calls-header-name'].constant;
  const totalHeader = settings['total-calls-header-name'].constant;
  const remainingVariable = settings['remaining-calls-variable-name'].constant;
  if (remainingVariable !== undefined) exchange.variables.set(remainingVariable, reading.remaining);
  if (remainingHeader !== undefined || totalHeader !== undefined) {
    exchange.beforeAnswer(({ headers }) => {
      if (remainingHeader !== undefined) headers.set(remainingHeader, String(reading.remaining));
      if (totalHeader !== undefined) headers.set(totalHeader, String(calls));
    });
  }
  if (!reading.exceeded) return;
  const seconds = reading.retryAfterSeconds;
  const retryVariable = settings['retry-after-variable-name'].constant;
  if (retryVariable !== undefined) exchange.variables.set(retryVariable, seconds);
  throw new StatementFailure(source, 'RateLimitExceeded', 'Rate limit is exceeded', {
    statusCode: 429,
    message: `Rate limit is exceeded. Try again in ${seconds} seconds.`,
    headers: { [settings['retry-after-header-name'].constant ?? 'Retry-After']: String(seconds) },
  });
}
