import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { arrayLiteral } from '../db/array-literal.ts';
import type { Filter } from './connection-loader.ts';
import type { ColumnModel, TableModel } from './table-model.ts';
import type { Parameter } from './template.ts';

/** How a column is compared with one value. */
export type Comparison = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'startsWith' | 'contains';

/** How rows of another table belong to a row: each pair of columns is equal, and both are in one region. */
export interface Relation {
  readonly target: TableModel;
  readonly pairs: readonly { readonly own: ColumnModel; readonly other: ColumnModel }[];
}

/**
 * A condition on a row. A comparison with NULL does not hold, and `not` holds for all rows for which its condition does
 * not: two values of truth, not SQL's three. Values have passed `parameterOf`.
 */
export type Condition =
  | { readonly kind: 'and'; readonly of: readonly Condition[] }
  | { readonly kind: 'or'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | {
      readonly kind: 'compare';
      readonly column: ColumnModel;
      readonly operator: Comparison;
      readonly value: Parameter;
    }
  | {
      readonly kind: 'among';
      readonly column: ColumnModel;
      readonly negated: boolean;
      readonly values: readonly Parameter[];
    }
  | { readonly kind: 'isNull'; readonly column: ColumnModel; readonly negated: boolean }
  | {
      readonly kind: 'json';
      readonly column: ColumnModel;
      readonly path: readonly string[];
      readonly value: string;
    }
  | {
      readonly kind: 'related';
      readonly quantifier: 'some' | 'none' | 'every';
      readonly relation: Relation;
      readonly of: Condition;
    };

/** Where a condition is written: the table or alias whose columns it names, and what it has used so far. */
interface Place {
  readonly columns: (column: ColumnModel) => AnyColumn;
  readonly writing: Writing;
}

interface Writing {
  readonly values: Record<string, Parameter>;
  count: number;
  aliases: number;
  shape: string;
}

/**
 * Writes a condition as SQL. Its text follows from its shape alone: arrays are one parameter each, and values never get
 * into it, so that the statement stays prepared.
 */
export function filterOf(condition: Condition): Filter {
  const writing: Writing = { values: {}, count: 0, aliases: 0, shape: '' };
  const text = write(condition, { columns: ({ column }) => column, writing });
  const { values, shape } = writing;
  // Drizzle's `and` puts no parentheses around what it is given: an OR would let rows of other regions in.
  return { shape, condition: sql`(${text})`, values, id: JSON.stringify(values) };
}

type Writer<K extends Condition['kind']> = (condition: Extract<Condition, { kind: K }>, place: Place) => SQL;

function write(condition: Condition, place: Place): SQL {
  place.writing.shape += `${condition.kind}(`;
  const written = (writers[condition.kind] as Writer<Condition['kind']>)(condition as never, place);
  place.writing.shape += ')';
  return written;
}

const writers: { readonly [K in Condition['kind']]: Writer<K> } = {
  and: (condition, place) => joined(condition.of, place, sql` and `, sql`true`),
  or: (condition, place) => joined(condition.of, place, sql` or `, sql`false`),
  not: (condition, place) => sql`(${write(condition.of, place)}) is not true`,

  compare({ column, operator, value }, place) {
    place.writing.shape += `${column.index}${operator}`;
    return comparisons[operator](place.columns(column), value, column, place.writing);
  },

  among({ column, negated, values }, place) {
    place.writing.shape += `${column.index}${negated ? '!' : ''}`;
    const array = sql`${bind(place.writing, arrayLiteral(values))}::${sql.raw(column.sqlType)}[]`;
    return negated
      ? sql`${place.columns(column)} <> all(${array})`
      : sql`${place.columns(column)} = any(${array})`;
  },

  isNull({ column, negated }, place) {
    place.writing.shape += `${column.index}${negated ? '!' : ''}`;
    return negated ? sql`${place.columns(column)} is not null` : sql`${place.columns(column)} is null`;
  },

  json({ column, path, value }, place) {
    place.writing.shape += column.index;
    const { writing } = place;
    const steps = sql`${bind(writing, arrayLiteral(path))}::text[]`;
    return sql`${place.columns(column)} #> ${steps} = ${bind(writing, value)}::jsonb`;
  },

  related({ quantifier, relation, of }, place) {
    const { target, pairs } = relation;
    const { writing } = place;
    const name = `f${writing.aliases++}`;
    // An alias of its own: the table may be the outer one.
    const other = aliased(target, name);
    writing.shape += `${quantifier}${target.name}:${pairs.map((pair) => `${pair.own.index}=${pair.other.index}`)}:`;
    const inner = write(of, { columns: other.columns, writing });
    const met = quantifier === 'every' ? sql`(${inner}) is not true` : inner;
    const conditions = [
      ...(target.region ? [sql`${other.columns(target.region)} = ${sql.placeholder('region')}`] : []),
      ...pairs.map((pair) => sql`${other.columns(pair.other)} = ${place.columns(pair.own)}`),
      sql`(${met})`,
    ];
    const exists = sql`exists (select 1 from ${target.table} as ${sql.identifier(name)} where ${sql.join(conditions, sql` and `)})`;
    return quantifier === 'some' ? exists : sql`not ${exists}`;
  },
};

function joined(of: readonly Condition[], place: Place, by: SQL, none: SQL): SQL {
  if (of.length === 0) return none;
  return sql.join(
    of.map((each) => sql`(${write(each, place)})`),
    by,
  );
}

type Write = (column: AnyColumn, value: Parameter, model: ColumnModel, writing: Writing) => SQL;

const typed = (writing: Writing, value: Parameter, { sqlType }: ColumnModel): SQL =>
  sql`${bind(writing, value)}::${sql.raw(sqlType)}`;

/** LIKE's own characters, as text. */
const escaped = (value: Parameter): string => String(value).replace(/[\\%_]/g, '\\$&');

const comparisons: Readonly<Record<Comparison, Write>> = {
  eq: (column, value, model, writing) => sql`${column} = ${typed(writing, value, model)}`,
  ne: (column, value, model, writing) => sql`${column} <> ${typed(writing, value, model)}`,
  lt: (column, value, model, writing) => sql`${column} < ${typed(writing, value, model)}`,
  lte: (column, value, model, writing) => sql`${column} <= ${typed(writing, value, model)}`,
  gt: (column, value, model, writing) => sql`${column} > ${typed(writing, value, model)}`,
  gte: (column, value, model, writing) => sql`${column} >= ${typed(writing, value, model)}`,
  startsWith: (column, value, _model, writing) => sql`${column} like ${bind(writing, `${escaped(value)}%`)}`,
  contains: (column, value, _model, writing) => sql`${column} like ${bind(writing, `%${escaped(value)}%`)}`,
};

function bind(writing: Writing, value: Parameter): SQL {
  const name = `filter${writing.count++}`;
  writing.values[name] = value;
  return sql`${sql.placeholder(name)}`;
}

function aliased({ table }: TableModel, name: string): Pick<Place, 'columns'> {
  const other = alias(table, name) as unknown as Record<string, AnyColumn>;
  return {
    columns: ({ property }) => {
      const column = other[property];
      if (column === undefined) throw new TypeError(`No column ${property} in an alias`);
      return column;
    },
  };
}
