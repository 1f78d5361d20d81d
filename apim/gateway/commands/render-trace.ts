import { styleText } from 'node:util';
import type { StatementTrace, TraceRecord } from '../engine/trace-record.ts';

const dim = (text: string): string => styleText('dim', text);

/** A record as lines for a terminal: one a statement, with what it evaluated and changed below it. */
export function renderTrace(record: TraceRecord): string {
  const status = styleText(record.statusCode < 400 ? 'green' : 'red', String(record.statusCode || '...'));
  const head = `${styleText('bold', `${record.method} ${record.url}`)} → ${status} ${dim(`${record.durationMs.toFixed(2)} ms  ${record.requestId}`)}`;
  let section = '';
  const lines = record.statements.flatMap((statement) => {
    const title = statement.section === section ? [] : [`  ${styleText('cyan', statement.section)}`];
    section = statement.section;
    return [...title, ...renderStatement(statement)];
  });
  const { lastError } = record;
  const error =
    lastError &&
    `  ${styleText('red', `LastError ${lastError.source}/${lastError.reason}: ${lastError.message}`)}`;
  return [head, ...lines, ...(error ? [error] : [])].join('\n');
}

function renderStatement(statement: StatementTrace): string[] {
  const indent = ' '.repeat(4 + statement.depth * 2);
  const file = statement.file.split('/').at(-1);
  const place = dim(`${statement.scope} ${file}:${statement.line}  ${statement.durationMs.toFixed(2)} ms`);
  const lines = [
    `${indent}${statement.error === undefined ? '' : styleText('red', '✗ ')}${statement.statement}  ${place}`,
  ];
  for (const { expression, value } of statement.values) {
    lines.push(`${indent}  ${dim(oneLine(expression))} = ${oneLine(value)}`);
  }
  for (const { what, before, after } of statement.changes) {
    const change =
      after === undefined
        ? 'deleted'
        : before === undefined
          ? oneLine(after)
          : `${oneLine(before)} → ${oneLine(after)}`;
    lines.push(`${indent}  ${styleText('yellow', what)}: ${change}`);
  }
  for (const note of statement.notes) lines.push(`${indent}  ${dim(oneLine(note))}`);
  if (statement.error !== undefined) lines.push(`${indent}  ${styleText('red', oneLine(statement.error))}`);
  return lines;
}

const oneLine = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');
