import { type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { arrayLiteral } from '../db/array-literal.ts';
import type { Statement } from '../db/database.ts';
import type { SqlSource } from '../db/statement.ts';
import type { RowShape } from './row-shape.ts';
import type { ColumnModel, TableModel } from './table-model.ts';
import type { Parameter } from './template.ts';

const dialect = new PgDialect();

/**
 * The statement that makes rows of one region: an array for each column, so that its text is the same for two rows and
 * for a thousand. A column that only some of the rows give holds its default in the others, or NULL.
 */
export function insertMany(
  { model, columns: returned }: RowShape,
  region: Statement['region'],
  rows: readonly Readonly<Record<string, unknown>>[],
): SqlSource {
  const given = model.columns.filter(
    (column) => column !== model.region && rows.some((row) => row[column.property] !== undefined),
  );
  const names = (columns: readonly ColumnModel[]): SQL =>
    sql.join(
      columns.map(({ column }) => sql.identifier(column.name)),
      sql`, `,
    );
  const arrays = given.map((column) => {
    const values = rows.map((row) => (row[column.property] ?? defaultOf(model, column, row)) as Parameter);
    return sql`${arrayLiteral(values)}::${sql.raw(elementOf(column))}[]`;
  });
  const selected = given.map((column) => {
    const value = sql`"given".${sql.identifier(column.column.name)}`;
    // CockroachDB has no arrays of JSONB.
    return column.kind === 'json' ? sql`${value}::${sql.raw(column.sqlType)}` : value;
  });
  // A computed region follows from the other columns: it is not written, but returned, to be looked at.
  const computed = model.region?.column.generated ? [model.region] : [];
  const written = model.region && computed.length === 0 ? [model.region] : [];
  const at = written.map(({ sqlType }) => sql`${region}::${sql.raw(sqlType)}`);
  const query = sql`insert into ${model.table} (${names([...written, ...given])}) select ${sql.join(
    [...at, ...selected],
    sql`, `,
  )} from unnest(${sql.join(arrays, sql`, `)}) as "given"(${names(given)}) returning ${names([...returned, ...computed])}`;
  return { toSQL: () => dialect.sqlToQuery(query) };
}

const elementOf = ({ kind, sqlType }: ColumnModel): string => (kind === 'json' ? 'text' : sqlType);

/** Null stays null; what is absent gets the default, which must be plain, for an array has no DEFAULT. */
function defaultOf(
  { name }: TableModel,
  { column, property }: ColumnModel,
  row: Readonly<Record<string, unknown>>,
): unknown {
  if (row[property] === null || !column.hasDefault) return null;
  if (column.default === undefined || typeof column.default === 'object')
    throw new TypeError(`The default of ${name}.${property} is the database's own`);
  return column.default;
}
