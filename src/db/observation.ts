import { metrics, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { attribute, metric } from '../telemetry/attributes.ts';
import { findTracer } from '../telemetry/spans.ts';
import type { Statement, StatementOrigin } from './database.ts';
import type { Engine } from './engine.ts';
import type { SqlLog } from './sql-log.ts';
import { sqlStateOf } from './sqlstate.ts';
import { firstWord } from './statement.ts';

/** Runs a statement and tells traces, metrics and the SQL log of it. Parameters go nowhere. */
export type Observe = <R>(
  statement: Statement,
  origin: StatementOrigin,
  run: () => Promise<readonly R[]>,
) => Promise<readonly R[]>;

/** Makes what observes statements: a span of kind CLIENT each (semantic conventions, database spans). */
export function createObserver(engine: Engine, log: SqlLog | undefined): Observe {
  const tracer = findTracer('meridian.db');
  const duration = metrics.getMeter('meridian.db').createHistogram(metric.statementDuration, {
    unit: 's',
    description: 'Duration of database statements.',
  });

  return async (statement, origin, run) => {
    const word = firstWord(statement.text).toUpperCase();
    const summary = `${word} ${statement.table}`;
    const span = tracer?.startSpan(summary, {
      kind: SpanKind.CLIENT,
      attributes: {
        [attribute.databaseSystem]: engine.system,
        [attribute.queryText]: statement.text,
        [attribute.querySummary]: summary,
        [attribute.statementKind]: word,
        [attribute.table]: statement.table,
        [attribute.region]: statement.region,
      },
    });
    const start = performance.now();
    let rows = 0;
    let error: string | undefined;
    try {
      const found = await run();
      rows = found.length;
      return found;
    } catch (thrown) {
      error = sqlStateOf((thrown as Error).cause ?? thrown) ?? 'unknown';
      span?.setStatus({ code: SpanStatusCode.ERROR });
      span?.setAttribute(attribute.sqlState, error);
      throw thrown;
    } finally {
      const milliseconds = performance.now() - start;
      span?.setAttribute(attribute.returnedRows, rows);
      span?.end();
      duration.record(milliseconds / 1000, {
        [attribute.databaseSystem]: engine.system,
        [attribute.statementKind]: word,
        [attribute.table]: statement.table,
        [attribute.region]: statement.region,
        ...(error === undefined ? {} : { [attribute.errorType]: error }),
      });
      log?.write(statement, origin, { rows, milliseconds, ...(error === undefined ? {} : { error }) });
    }
  };
}
