import { context, metrics, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { ExecutionResult } from 'graphql';
import { attribute, metric } from '../telemetry/attributes.ts';
import { findTracer } from '../telemetry/spans.ts';
import type { Call } from './context.ts';
import { errorCodeOf } from './errors.ts';
import type { PreparedOperation } from './prepare.ts';

/** What the span of an operation says beside its name. */
export interface OperationFacts {
  readonly operation: PreparedOperation;
  readonly documentHash: string;
  readonly cost: number;
}

/** Runs an operation in a span of its own. */
export type TraceOperation = <T extends ExecutionResult>(
  call: Call,
  facts: OperationFacts,
  run: () => Promise<T>,
) => Promise<T>;

/**
 * Makes what opens one span an operation, of kind SERVER, as a child of API Management's where it traces, and counts
 * its duration. Names and attributes are those of the GraphQL conventions (graphql/otel-wg); a span is named by the
 * type of operation alone, since callers make up operation names.
 */
export function createOperationTelemetry(): TraceOperation {
  const tracer = findTracer('meridian.graphql');
  const duration = metrics
    .getMeter('meridian.graphql')
    .createHistogram(metric.operationDuration, { unit: 's', description: 'Duration of GraphQL operations.' });

  return async (call, { operation, documentHash, cost }, run) => {
    const span = tracer?.startSpan(
      operation.type,
      {
        kind: SpanKind.SERVER,
        attributes: {
          [attribute.operationType]: operation.type,
          ...(operation.name === undefined ? {} : { [attribute.operationName]: operation.name }),
          [attribute.documentHash]: documentHash,
          [attribute.cost]: cost,
          [attribute.client]: call.principal.client,
          [attribute.apimRequestId]: call.requestId,
        },
      },
      call.trace,
    );
    const start = performance.now();
    let failure: string | undefined;
    try {
      const result = await (span ? context.with(trace.setSpan(call.trace, span), run) : run());
      if (result.errors?.length) {
        // A denied field is an answer, not a failure of the operation.
        failure = result.errors.map(errorCodeOf).find((code) => code !== 'FORBIDDEN');
        span?.setAttribute(attribute.errorCount, result.errors.length);
      }
      return result;
    } catch (error) {
      failure = errorCodeOf(error);
      throw error;
    } finally {
      if (failure) {
        span?.setAttribute(attribute.errorType, failure);
        if (failure === 'INTERNAL_SERVER_ERROR') span?.setStatus({ code: SpanStatusCode.ERROR });
      }
      span?.end();
      duration.record((performance.now() - start) / 1000, {
        [attribute.operationType]: operation.type,
        ...(failure ? { [attribute.errorType]: failure } : {}),
      });
    }
  };
}
