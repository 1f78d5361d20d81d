import { is, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { PgColumn, PgDialect } from 'drizzle-orm/pg-core';
import type { SqlSource } from '../db/statement.ts';
import { columnNames, elementType } from './given-rows.ts';
import { type ColumnModel, columnOf, propertyOf, type TableModel } from './table-model.ts';
import { type Settings, settingsOf } from './write-texts.ts';

const dialect = new PgDialect();

type Values = Readonly<Record<string, unknown>>;

/** What becomes of a row that is inserted beside a changed one: its own values, and those that it takes from there. */
export interface MadeRow {
  readonly model: TableModel;
  readonly own: Settings;
  /** Columns of the changed row, by the inserted one's property. */
  readonly taken: ReadonlyMap<string, ColumnModel>;
}

/** Takes values apart from columns. Throws a TypeError for a column of a third table. */
export function madeRow(model: TableModel, changed: TableModel, values: Values): MadeRow {
  const own: Record<string, unknown> = {};
  const taken = new Map<string, ColumnModel>();
  for (const [property, value] of Object.entries(values))
    if (is(value, PgColumn)) taken.set(property, columnOf(changed, value));
    else own[property] = value;
  return { model, own: settingsOf(model, own, 'new'), taken };
}

/** Tells the texts of one pair of tables apart; undefined where an expression is among the values. */
export function idOfMade({ model, own, taken }: MadeRow): string | undefined {
  if (own.id === undefined) return undefined;
  return `${model.name}|${own.id}|${[...taken].map(([property, { column }]) => `${property}=${column.name}`)}`;
}

/**
 * The statement that changes a row and, where that was done, inserts another. Of both it gives back all columns but the
 * region's, the changed row's first.
 * @param update an UPDATE with RETURNING of all columns
 */
export function updateAndInsert(
  update: SQLWrapper,
  changed: readonly ColumnModel[],
  { model, own, taken }: MadeRow,
  made: readonly ColumnModel[],
): SqlSource {
  // In a SELECT a parameter is text until it is told otherwise.
  const values = Object.entries(own.placeholders).map(([property, value]) => {
    const column = propertyOf(model, property);
    return [column, sql`${value}::${sql.raw(elementType(column))}`] as const;
  });
  const copies = [...taken].map(
    ([property, source]) => [propertyOf(model, property), sql`"changed".${name(source)}`] as const,
  );
  const region = model.region && [
    [model.region, sql`${sql.placeholder('region')}::${sql.raw(model.region.sqlType)}`] as const,
  ];
  const all = [...(region ?? []), ...values, ...copies];
  const query = sql`with "changed" as ${update}, "made" as (insert into ${model.table} (${columnNames(all.map(([column]) => column))}) select ${list(all.map(([, value]) => value))} from "changed" returning ${columnNames(made)}) select ${list(
    [
      ...changed.map((column) => sql`"changed".${name(column)}`),
      ...made.map((column) => sql`"made".${name(column)}`),
    ],
  )} from "changed" cross join "made"`;
  return { toSQL: () => dialect.sqlToQuery(query) };
}

const name = ({ column }: ColumnModel): SQL => sql`${sql.identifier(column.name)}`;
const list = (parts: readonly SQL[]): SQL => sql.join([...parts], sql`, `);
