import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { propagation, ROOT_CONTEXT, type Context as TraceContext, trace } from '@opentelemetry/api';

/** What ties a call to its caller's logs and traces. */
export interface CallTrace {
  readonly requestId: string;
  readonly traceId: string;
  readonly trace: TraceContext;
}

/** W3C Trace Context, section 3.2: version, trace id, parent id, flags. All zeros is no trace id. */
const traceparentPattern = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}/;

/** It goes to logs and back to the caller, so it is taken only where it looks like an id. */
const requestIdPattern = /^[\w-]{1,128}$/;

/**
 * Reads `X-Request-Id` and `traceparent`. Where the caller sends none that is well formed, it makes them, so that the
 * statements of one call can be found together even where nothing is exported.
 */
export function readCallTrace(headers: IncomingHttpHeaders): CallTrace {
  const given = headers['x-request-id'];
  const requestId = typeof given === 'string' && requestIdPattern.test(given) ? given : randomUUID();
  const extracted = propagation.extract(ROOT_CONTEXT, headers);
  const traceparent = headers.traceparent;
  return {
    requestId,
    traceId:
      trace.getSpanContext(extracted)?.traceId ??
      (typeof traceparent === 'string' ? traceparentPattern.exec(traceparent)?.[1] : undefined) ??
      // 122 random bits are enough for a trace id, and Node keeps UUIDs in stock, which it does not random bytes.
      randomUUID().replaceAll('-', ''),
    trace: extracted,
  };
}
