import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Statement } from '../db/database.ts';
import type { SqlSource } from '../db/statement.ts';
import { elementType, type GivenColumn, givenRows, givenValue } from './given-rows.ts';
import type { Key } from './key.ts';
import type { RowShape } from './row-shape.ts';
import type { ColumnModel, TableModel } from './table-model.ts';
import type { Parameter } from './template.ts';

const dialect = new PgDialect();

/** A row to change among several. No two have one key, for a statement changes a row once. */
export interface RowChange {
  readonly key: Key;
  /** By property; what is absent is kept. */
  readonly change: Readonly<Record<string, unknown>>;
  /** The version that the row must have. */
  readonly expectedVersion?: number | undefined;
}

/**
 * The statement that changes rows of one region, each in its own way. A column that only some of them change keeps its
 * value in the others. Rows that are not there or do not meet the conditions are not returned.
 */
export function updateMany(
  shape: RowShape,
  region: Statement['region'],
  changes: readonly RowChange[],
  when: SQL | undefined,
): SqlSource {
  const { model } = shape;
  const changed = model.columns.filter(({ property }) =>
    changes.some(({ change }) => change[property] !== undefined),
  );
  const values = changed.map((column, i): GivenColumn => {
    const ofRows = changes.map(({ change }) => (change[column.property] ?? null) as Parameter);
    return { name: `v${i}`, sqlType: elementType(column), values: ofRows };
  });
  const flags: GivenColumn[] = [];
  const assignments = changed.map((column, i) => {
    const name = sql.identifier(column.column.name);
    const value = givenValue(`v${i}`, column);
    const isChanged = changes.map(({ change }) => change[column.property] !== undefined);
    if (isChanged.every(Boolean)) return sql`${name} = ${value}`;
    flags.push({ name: `c${i}`, sqlType: 'boolean', values: isChanged });
    return sql`${name} = case when ${givenValue(`c${i}`)} then ${value} else ${column.column} end`;
  });
  const version = model.byProperty.get('version');
  if (version) assignments.push(sql`${sql.identifier(version.column.name)} = ${version.column} + 1`);
  const from = givenRows([...keysOf(model, changes), ...values, ...flags, ...versionsOf(model, changes)]);
  const query = sql`update ${model.table} set ${list(assignments)} from ${from} where ${matches(model, region, changes, when)} returning ${returned(shape)}`;
  return { toSQL: () => dialect.sqlToQuery(query) };
}

/** The statement that deletes rows of one region and returns them. */
export function deleteMany(
  shape: RowShape,
  region: Statement['region'],
  rows: readonly RowChange[],
  when: SQL | undefined,
): SqlSource {
  const { model } = shape;
  const using = givenRows([...keysOf(model, rows), ...versionsOf(model, rows)]);
  const query = sql`delete from ${model.table} using ${using} where ${matches(model, region, rows, when)} returning ${returned(shape)}`;
  return { toSQL: () => dialect.sqlToQuery(query) };
}

const keysOf = ({ key }: TableModel, rows: readonly RowChange[]): GivenColumn[] =>
  key.map((column, i) => ({
    name: `k${i}`,
    sqlType: elementType(column),
    values: rows.map((row) => row.key[i] as string),
  }));

/** Only where one of the rows expects a version. */
function versionsOf(model: TableModel, rows: readonly RowChange[]): GivenColumn[] {
  const column = expectedIn(model, rows);
  if (!column) return [];
  const values = rows.map(({ expectedVersion }) => expectedVersion ?? null);
  return [{ name: 'expected', sqlType: column.sqlType, values }];
}

function expectedIn(model: TableModel, rows: readonly RowChange[]): ColumnModel | undefined {
  const isExpected = rows.some(({ expectedVersion }) => expectedVersion !== undefined);
  return isExpected ? model.byProperty.get('version') : undefined;
}

function matches(
  model: TableModel,
  region: Statement['region'],
  rows: readonly RowChange[],
  when: SQL | undefined,
): SQL | undefined {
  const version = expectedIn(model, rows);
  const expected = givenValue('expected');
  return and(
    model.region && eq(model.region.column, region),
    ...model.key.map(({ column }, i) => sql`${column} = ${givenValue(`k${i}`)}`),
    version && or(sql`${expected} is null`, sql`${version.column} = ${expected}`),
    when,
  );
}

/** As readers of a shape expect them, and the region where the database computes it. */
function returned({ model, columns }: RowShape): SQL {
  const computed = model.region?.column.generated ? [model.region] : [];
  return list([...columns, ...computed].map(({ column }) => sql`${column}`));
}

const list = (parts: readonly SQL[]): SQL => sql.join([...parts], sql`, `);
