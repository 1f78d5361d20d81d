import type { Statement } from './database.ts';

/** What a Drizzle query builder gives. */
export interface SqlSource {
  toSQL(): { readonly sql: string; readonly params: readonly unknown[] };
}

/** What is known of a statement beside its text. */
export type StatementPlacement = Pick<Statement, 'table' | 'region'>;

/**
 * Makes a statement of a Drizzle query. Parameters must be plain by then: arrays as literals (see `arrayLiteral`), JSON
 * and dates as text. Throws a TypeError for one that is not, since the driver would guess what it means.
 */
export function build(query: SqlSource, placement: StatementPlacement): Statement {
  const { sql: text, params } = query.toSQL();
  for (const parameter of params)
    if (!isParameter(parameter))
      throw new TypeError(`A parameter of a statement on ${placement.table} is not plain`);
  return { text, parameters: params as Statement['parameters'], ...placement };
}

/** Whether the driver sends the value as it is. */
export function isParameter(value: unknown): value is Statement['parameters'][number] {
  return (
    value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  );
}

/** Whether a statement changes nothing, so that it may be sent again after a lost connection. */
export function isRead(text: string): boolean {
  const word = firstWord(text);
  return (
    word === 'select' ||
    word === 'show' ||
    word === 'explain' ||
    (word === 'with' && !/\b(insert|update|delete)\b/i.test(text))
  );
}

/** The word that a statement begins with, in lower case. */
export function firstWord(text: string): string {
  return (/^\s*([a-z]+)/i.exec(text)?.[1] ?? '').toLowerCase();
}
