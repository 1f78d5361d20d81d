import { and, eq, type SQL, sql } from 'drizzle-orm';
import { QueryBuilder } from 'drizzle-orm/pg-core';
import { arrayLiteral } from '../db/array-literal.ts';
import type { Statement } from '../db/database.ts';
import type { Row, RowShape } from './row-shape.ts';
import { type Template, template } from './template.ts';

/** The values of a key without the region, as the database writes them. */
export type Key = readonly string[];

/** Tells the keys of one table apart. No text in a database holds the separator. */
export function keyText(key: Key): string {
  return key.length === 1 ? (key[0] as string) : key.join('\0');
}

/** The key of a row, as {@link keyText} writes it. */
export function keyTextOf(row: Row, shape: RowShape): string {
  const { key } = shape.model;
  if (key.length === 1) return String(row[(key[0] as (typeof key)[0]).property]);
  return key.map((column) => String(row[column.property])).join('\0');
}

/** The statement that reads rows of one region by their keys, all keys in one array parameter a key column. */
export function byKeyStatement(
  shape: RowShape,
  text: Template,
  region: Statement['region'],
  keys: readonly Key[],
): Statement {
  const values: Record<string, string> = { region };
  for (let i = 0; i < shape.model.key.length; i += 1)
    values[`key${i}`] = arrayLiteral(keys.map((key) => key[i] as string));
  return { text: text.text, parameters: text.bind(values), table: shape.model.name, region, bounded: true };
}

/** Its text: constant for a shape, however many keys there are. */
export function byKeyTemplate(shape: RowShape): Template {
  const { model } = shape;
  const arrays = model.key.map(
    (column, i) => sql`${sql.placeholder(`key${i}`)}::${sql.raw(column.sqlType)}[]`,
  );
  const matches =
    model.key.length === 1
      ? sql`${model.key[0]?.column} = any(${arrays[0]})`
      : sql`(${sql.join(
          model.key.map((each) => sql`${each.column}`),
          sql`, `,
        )}) in (select * from unnest(${sql.join(arrays, sql`, `)}))`;
  return template(
    new QueryBuilder()
      .select(selected(shape))
      .from(model.table)
      .where(and(inRegion(shape), matches)),
  );
}

/** The columns of a shape as Drizzle selects them, in the shape's order. */
export function selected(shape: RowShape) {
  return Object.fromEntries(shape.columns.map((each) => [each.property, each.column]));
}

/** The equality on the region column that keeps a statement in one region; nothing for a GLOBAL table. */
export function inRegion({ model }: Pick<RowShape, 'model'>): SQL | undefined {
  return model.region && eq(model.region.column, sql.placeholder('region'));
}
