import { type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Statement } from '../db/database.ts';
import type { SqlSource } from '../db/statement.ts';
import { columnNames, elementType, givenRows, givenValue } from './given-rows.ts';
import type { RowShape } from './row-shape.ts';
import type { ColumnModel, TableModel } from './table-model.ts';
import type { Parameter } from './template.ts';

const dialect = new PgDialect();

type Values = Readonly<Record<string, unknown>>;

/** What becomes of a row whose key is there already. */
export interface OnConflict {
  /** The properties that it takes from the given row. */
  readonly change: readonly string[];
  /** It must meet this, else it is kept and not returned. */
  readonly when: SQL | undefined;
}

/**
 * The statement that makes rows of one region from arrays. A column that only some of the rows give holds its default in
 * the others, or NULL. Without `onConflict` a key that is there already is an error.
 */
export function insertMany(
  { model, columns: returned }: RowShape,
  region: Statement['region'],
  rows: readonly Values[],
  onConflict?: OnConflict,
): SqlSource {
  const given = model.columns.filter(
    (column) => column !== model.region && rows.some((row) => row[column.property] !== undefined),
  );
  const from = givenRows(
    given.map((column) => ({
      name: column.column.name,
      sqlType: elementType(column),
      values: rows.map((row) => (row[column.property] ?? defaultOf(model, column, row)) as Parameter),
    })),
  );
  const selected = given.map((column) => givenValue(column.column.name, column));
  // A computed region follows from the other columns: it is not written, but returned, to be looked at.
  const computed = model.region?.column.generated ? [model.region] : [];
  const written = model.region && computed.length === 0 ? [model.region] : [];
  const at = written.map(({ sqlType }) => sql`${region}::${sql.raw(sqlType)}`);
  const insert = sql`insert into ${model.table} (${columnNames([...written, ...given])}) select ${sql.join([...at, ...selected], sql`, `)} from ${from}`;
  const conflict = onConflict ? sql` ${changeInstead(model, onConflict)}` : sql``;
  const query = sql`${insert}${conflict} returning ${columnNames([...returned, ...computed])}`;
  return { toSQL: () => dialect.sqlToQuery(query) };
}

function changeInstead(model: TableModel, { change, when }: OnConflict): SQL {
  const version = model.byProperty.get('version');
  const taken = model.columns.filter(({ property }) => change.includes(property));
  // DO UPDATE must set something, else it returns no row.
  const changed = taken.length > 0 || version ? taken : model.key;
  const assignments = changed.map(({ column }) => {
    const name = sql.identifier(column.name);
    return sql`${name} = excluded.${name}`;
  });
  if (version) assignments.push(sql`${sql.identifier(version.column.name)} = ${version.column} + 1`);
  const target = [...(model.region ? [model.region] : []), ...model.key];
  return sql`on conflict (${columnNames(target)}) do update set ${sql.join(assignments, sql`, `)}${when ? sql` where ${when}` : sql``}`;
}

/** Null stays null; what is absent gets the default, which must be plain, for an array has no DEFAULT. */
function defaultOf({ name }: TableModel, { column, property }: ColumnModel, row: Values): unknown {
  if (row[property] === null || !column.hasDefault) return null;
  if (column.default === undefined || typeof column.default === 'object')
    throw new TypeError(`The default of ${name}.${property} is the database's own`);
  return column.default;
}
