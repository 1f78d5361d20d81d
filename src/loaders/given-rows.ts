import { type SQL, sql } from 'drizzle-orm';
import { arrayLiteral } from '../db/array-literal.ts';
import type { ColumnModel } from './table-model.ts';
import type { Parameter } from './template.ts';

/** A column of the rows that a statement is given: its name there, the type of its values, a value a row. */
export interface GivenColumn {
  readonly name: string;
  readonly sqlType: string;
  readonly values: readonly Parameter[];
}

/**
 * Rows that a statement is given, as a source in FROM: `unnest($1::uuid[], $2::varchar[]) as "given"("id", "city")`. An
 * array a column, so that the text is the same for two rows and for a thousand.
 */
export function givenRows(columns: readonly GivenColumn[]): SQL {
  const arrays = columns.map(({ values, sqlType }) => sql`${arrayLiteral(values)}::${sql.raw(sqlType)}[]`);
  const names = columns.map(({ name }) => sql.identifier(name));
  return sql`unnest(${sql.join(arrays, sql`, `)}) as "given"(${sql.join(names, sql`, `)})`;
}

/** The names of columns, as a statement lists them. */
export const columnNames = (columns: readonly ColumnModel[]): SQL =>
  sql.join(
    columns.map(({ column }) => sql.identifier(column.name)),
    sql`, `,
  );

/** The type that a column's values travel as in an array: CockroachDB has no arrays of JSONB. */
export const elementType = ({ kind, sqlType }: ColumnModel): string => (kind === 'json' ? 'text' : sqlType);

/** A value of the given rows, as the column takes it. */
export function givenValue(name: string, column?: ColumnModel): SQL {
  const value = sql`"given".${sql.identifier(name)}`;
  return column?.kind === 'json' ? sql`${value}::${sql.raw(column.sqlType)}` : value;
}
