import { asc, desc, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { type ColumnModel, columnOf, type TableModel } from './table-model.ts';

export interface OrderTerm {
  readonly column: PgColumn;
  readonly direction: 'asc' | 'desc';
}

/** A total order of a table's rows. Its columns are NOT NULL, for the two engines put NULL at opposite ends. */
export interface Order {
  readonly terms: readonly { readonly column: ColumnModel; readonly direction: 'asc' | 'desc' }[];
  /** Names the order in cursors: `start_time desc, id desc`. */
  readonly id: string;
}

/** Adds the key as tie-break, in the direction of the last term. Throws a TypeError for a column that may be NULL. */
export function orderOf(model: TableModel, terms: readonly OrderTerm[]): Order {
  const complete = terms.map(({ column, direction }) => ({ column: columnOf(model, column), direction }));
  for (const { column } of complete)
    if (!column.column.notNull)
      throw new TypeError(`${model.name} cannot be ordered by ${column.column.name}: it may be NULL`);
  const last = complete.at(-1)?.direction ?? 'asc';
  for (const column of model.key)
    if (!complete.some((term) => term.column === column)) complete.push({ column, direction: last });
  return {
    terms: complete,
    id: complete.map(({ column, direction }) => `${column.column.name} ${direction}`).join(', '),
  };
}

/** `ORDER BY`, read from the other end where `backwards`. */
export function orderBy(order: Order, backwards: boolean): SQL[] {
  return order.terms.map(({ column, direction }) =>
    (direction === 'desc') === backwards ? asc(column.column) : desc(column.column),
  );
}

/**
 * The rows on one side of a cursor, whose values are bound to `after0`, `after1`, … or `before0`, …. Where all terms
 * have one direction it is one comparison of tuples, which an index serves as a range on both engines.
 */
export function beyond(order: Order, side: 'after' | 'before'): SQL {
  const steps = order.terms.map(({ column, direction }, i) => ({
    column: column.column,
    value: sql`${sql.placeholder(`${side}${i}`)}::${sql.raw(column.sqlType)}`,
    greater: (direction === 'asc') === (side === 'after'),
  }));
  const [first] = steps;
  if (!first) throw new TypeError('An order has no terms');
  if (steps.every((step) => step.greater === first.greater)) {
    const columns = sql.join(
      steps.map((step) => sql`${step.column}`),
      sql`, `,
    );
    const values = sql.join(
      steps.map((step) => step.value),
      sql`, `,
    );
    return first.greater ? sql`(${columns}) > (${values})` : sql`(${columns}) < (${values})`;
  }
  const alternatives = steps.map((step, i) => {
    const equal = steps.slice(0, i).map((earlier) => sql`${earlier.column} = ${earlier.value}`);
    const past = step.greater ? sql`${step.column} > ${step.value}` : sql`${step.column} < ${step.value}`;
    return sql`(${sql.join([...equal, past], sql` and `)})`;
  });
  return sql`(${sql.join(alternatives, sql` or `)})`;
}
