import { and, type SQL, sql } from 'drizzle-orm';
import { QueryBuilder } from 'drizzle-orm/pg-core';
import { arrayLiteral } from '../db/array-literal.ts';
import type { RawRow, Statement, WireRow } from '../db/database.ts';
import { inRegion, selected } from './entity-loader.ts';
import { type Key, keyText } from './key.ts';
import { beyond, type Order, orderBy } from './order.ts';
import type { Page } from './page.ts';
import type { RowShape } from './row-shape.ts';
import type { ColumnModel } from './table-model.ts';
import { type Parameter, type Template, template } from './template.ts';
import { UnreadRows } from './unread-rows.ts';
import { type WireKeyReader, wireKeyReader } from './wire-keys.ts';

/** Rows of one page, and what lies around it. */
export interface RowPage {
  readonly rows: UnreadRows;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** A condition on the rows of a connection; its SQL has placeholders whose values stand beside it. */
export interface Filter {
  /** The same for the same SQL, whatever the values. */
  readonly shape: string;
  readonly condition: SQL;
  readonly values: Readonly<Record<string, Parameter>>;
  /** Tells filters of one shape apart by their values. */
  readonly id: string;
}

/** One connection as it is read: what follows from the declaration and the caller's arguments. */
export interface ConnectionQuery {
  readonly shape: RowShape;
  readonly order: Order;
  readonly page: Page;
  /** The columns that hold the parent's key; empty for a connection over the whole table. */
  readonly parent: readonly ColumnModel[];
  readonly filter?: Filter;
}

/** Tells the texts of connections over one shape apart. */
export function textId({ order, page, parent, filter }: ConnectionQuery): string {
  const parents = parent.map((column) => column.index).join(',');
  return `${parents}|${order.id}|${page.backwards ? '-' : '+'}${page.after ? 'a' : ''}${page.before ? 'b' : ''}|${filter?.shape ?? ''}`;
}

/**
 * The text that reads one page. Without a parent it is a plain ordered SELECT. With one, every parent's page comes from
 * one statement: an index range for each element of the array, so that only the rows of the pages are read
 * (docs/adr/0003). The region's equality stands inside, on the table that is read.
 */
export function pageTemplate(query: ConnectionQuery): Template {
  const { shape, order, page, parent, filter } = query;
  const matches = parent.map((column, i) => sql`${column.column} = parent.${sql.raw(`k${i}`)}`);
  const where = and(
    inRegion(shape),
    ...matches,
    filter?.condition,
    page.after && beyond(order, 'after'),
    page.before && beyond(order, 'before'),
  );
  const ordered = new QueryBuilder()
    .select(selected(shape))
    .from(shape.model.table)
    .where(where)
    .orderBy(...orderBy(order, page.backwards))
    .limit(sql.placeholder('limit'));
  if (parent.length === 0) return template(ordered);

  const arrays = parent.map(
    (column, i) => sql`${sql.placeholder(`parent${i}`)}::${sql.raw(column.sqlType)}[]`,
  );
  const names = sql.raw(parent.map((_, i) => `k${i}`).join(', '));
  const keys = sql.raw(parent.map((_, i) => `parent.k${i}`).join(', '));
  const outer = order.terms.map(({ column, direction }) =>
    sql.raw(`child."${column.column.name}" ${(direction === 'desc') === page.backwards ? 'asc' : 'desc'}`),
  );
  return template(
    sql`select ${keys}, child.* from unnest(${sql.join(arrays, sql`, `)}) as parent(${names}) cross join lateral ${ordered} as child order by ${sql.join(outer, sql`, `)}`,
  );
}

/** The statement for one page, of each of `parents` where the connection has a parent. */
export function pageStatement(
  query: ConnectionQuery,
  text: Template,
  region: Statement['region'],
  parents: readonly Key[],
): Statement {
  const { page, filter, parent, shape } = query;
  // One row more than the page tells whether there is another page.
  const values: Record<string, Parameter> = { ...filter?.values, region, limit: page.size + 1 };
  for (const side of ['after', 'before'] as const)
    page[side]?.forEach((value, i) => {
      values[`${side}${i}`] = value;
    });
  for (let i = 0; i < parent.length; i += 1)
    values[`parent${i}`] = arrayLiteral(parents.map((key) => key[i] as string));
  const statement = { text: text.text, parameters: text.bind(values), table: shape.model.name, region };
  // How many rows a filter leaves depends on its values, and so does the best plan.
  return filter ? statement : { ...statement, bounded: true };
}

/** The text that counts the rows of a connection, of each parent where it has one. */
export function countTemplate({ shape, parent, filter }: ConnectionQuery): Template {
  const arrays = parent.map(
    (column, i) => sql`${sql.placeholder(`parent${i}`)}::${sql.raw(column.sqlType)}[]`,
  );
  const columns = sql.join(
    parent.map((column) => sql`${column.column}`),
    sql`, `,
  );
  const [only] = parent;
  const matches =
    only === undefined
      ? undefined
      : parent.length === 1
        ? sql`${only.column} = any(${arrays[0]})`
        : sql`(${columns}) in (select * from unnest(${sql.join(arrays, sql`, `)}))`;
  const where = and(inRegion(shape), matches, filter?.condition) ?? sql`true`;
  const { table } = shape.model;
  return template(
    only === undefined
      ? sql`select count(*) from ${table} where ${where}`
      : sql`select ${columns}, count(*) from ${table} where ${where} group by ${columns}`,
  );
}

/** The statement that counts. */
export function countStatement(
  query: ConnectionQuery,
  text: Template,
  region: Statement['region'],
  parents: readonly Key[],
): Statement {
  const values: Record<string, Parameter> = { ...query.filter?.values, region };
  for (let i = 0; i < query.parent.length; i += 1)
    values[`parent${i}`] = arrayLiteral(parents.map((key) => key[i] as string));
  return { text: text.text, parameters: text.bind(values), table: query.shape.model.name, region };
}

/** Makes a page of rows as they came, one more than asked for where there are. */
export function readPageRows(query: ConnectionQuery, wire: readonly WireRow[], region: string): RowPage {
  const { page, shape, parent } = query;
  const more = wire.length > page.size;
  const kept = wire.slice(0, page.size);
  if (page.backwards) kept.reverse();
  // What lies beyond a cursor is not asked for: the cursor's own row was there.
  return {
    rows: new UnreadRows(kept, shape, region, parent.length),
    hasNextPage: page.backwards ? page.before !== undefined : more || page.before !== undefined,
    hasPreviousPage: page.backwards ? more || page.after !== undefined : page.after !== undefined,
  };
}

/** Makes what reads the parent's key from a row of a connection with parents: it stands before the other columns. */
export function parentReader({ parent, shape }: ConnectionQuery): WireKeyReader {
  return wireKeyReader(
    parent,
    parent.map((_, i) => i),
    parent.length + shape.columns.length,
  );
}

/** The key of a parent, as {@link keyText} writes it, from a row that begins with it. */
export function parentText(row: RawRow, width: number): string {
  return width === 1 ? String(row[0]) : keyText(row.slice(0, width).map(String));
}
