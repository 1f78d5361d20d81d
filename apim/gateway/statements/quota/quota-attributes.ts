import type { QuotaReading } from '../../state/fixed-window.ts';
import { literal, optional, required } from '../define.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { integer } from '../setting-kinds.ts';
import type { Element, Load } from '../statement.ts';
import { StatementFailure } from '../statement-failure.ts';
import { timeSpanText } from '../text/time-span.ts';

/** "Either calls, bandwidth, or both together must be specified"; none of them takes an expression. */
export const QUOTA_ATTRIBUTES = {
  calls: literal(optional(integer(0))),
  bandwidth: literal(optional(integer(0))),
  'renewal-period': literal(required(integer(0))),
} as const;

/** Reports a quota that limits nothing. */
export function checkQuota(element: Element, load: Load): void {
  if (element.attributes.has('calls') || element.attributes.has('bandwidth')) return;
  load.fault(element.place, `<${element.name}> needs "calls", "bandwidth" or both`);
}

/** Refuses with 403 when the quota is used up; the text as ERR and recorded answers have it (`d.hh:mm:ss`). */
export function refuseBeyond(source: string, reading: QuotaReading): void {
  if (reading.exceeded === undefined) return;
  const what = reading.exceeded === 'calls' ? 'call volume' : 'bandwidth';
  const seconds = reading.replenishedInSeconds;
  const until = seconds === undefined ? '' : ` Quota will be replenished in ${timeSpanText(seconds)}.`;
  const message = `Out of ${what} quota.${until}`;
  throw new StatementFailure(source, 'QuotaExceeded', message, {
    statusCode: 403,
    message,
    headers: seconds === undefined ? {} : { 'Retry-After': String(seconds) },
  });
}

/** The bytes that a request and its answer took, as far as they are known when the answer leaves. */
export function bytesOf(exchange: Exchange, answer: Answer): number {
  return sizeOf(exchange.request) + sizeOf(answer);
}

function sizeOf({ body, headers }: Pick<Answer, 'body' | 'headers'>): number {
  const declared = Number(headers.text('Content-Length') ?? 0);
  return body.buffered?.length ?? (Number.isFinite(declared) ? declared : 0);
}
