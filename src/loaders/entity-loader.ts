import { and, eq, type SQL, sql } from 'drizzle-orm';
import { QueryBuilder } from 'drizzle-orm/pg-core';
import { arrayLiteral } from '../db/array-literal.ts';
import type { Statement } from '../db/database.ts';
import type { Key } from './key.ts';
import type { RowShape } from './row-shape.ts';
import { type Template, template } from './template.ts';
import { type WireKeyReader, wireKeyReader } from './wire-keys.ts';

/** Makes what reads the key of a row of this shape. */
export function rowKeyReader({ model, columns }: RowShape): WireKeyReader {
  const at = model.key.map((column) => columns.indexOf(column));
  return wireKeyReader(model.key, at, columns.length);
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
