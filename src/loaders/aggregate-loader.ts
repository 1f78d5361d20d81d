import { and, type SQL, sql } from 'drizzle-orm';
import { QueryBuilder } from 'drizzle-orm/pg-core';
import { arrayLiteral } from '../db/array-literal.ts';
import type { RawRow, Statement } from '../db/database.ts';
import type { Filter } from './connection-loader.ts';
import { inRegion } from './entity-loader.ts';
import type { Key } from './key.ts';
import type { Row } from './row-shape.ts';
import type { ColumnModel, TableModel } from './table-model.ts';
import { type Parameter, type Template, template } from './template.ts';

/** What is made of a column's values. NULL takes no part in any of them; of no values at all each is NULL. */
export const aggregateFunctions = ['sum', 'avg', 'min', 'max'] as const;

export type AggregateFunction = (typeof aggregateFunctions)[number];

/** One thing that is asked of a set of rows: how many they are, or a function of a column's values. */
export type AggregateTerm =
  | { readonly kind: 'count' }
  | {
      readonly kind: AggregateFunction;
      readonly column: ColumnModel;
      /** The SDL's name for the column. */
      readonly field: string;
    };

/** An aggregate as it is read: what follows from the declaration, the selection and the caller's arguments. */
export interface AggregateQuery {
  readonly model: TableModel;
  readonly terms: readonly AggregateTerm[];
  /** The columns that hold the parent's key; empty for an aggregate over the whole table. */
  readonly parent: readonly ColumnModel[];
  /** The columns whose values make the groups, and how many groups; undefined where all rows are one. */
  readonly groups: { readonly by: readonly ColumnModel[]; readonly first: number } | undefined;
  readonly filter?: Filter;
}

/** What an aggregate says, by the SDL's names: `{ count: '2', sum: { revenue: '30.50' } }`. */
export type Aggregate = Readonly<Record<string, unknown>>;

/** A group of rows: the values that they share, by property, and what they make together. */
export interface AggregateGroup extends Aggregate {
  readonly key: Row;
}

/** The same for terms that have the same text. */
export function termsId(terms: readonly AggregateTerm[]): string {
  return terms.map((term) => (term.kind === 'count' ? '*' : `${term.kind}${term.column.index}`)).join(',');
}

/** Tells the texts of aggregates over one table apart. */
export function aggregateTextId({ model, terms, parent, groups, filter }: AggregateQuery): string {
  const indexes = (columns: readonly ColumnModel[]) => columns.map(({ index }) => index).join(',');
  return `${model.name}|${termsId(terms)}|${indexes(parent)}|${groups ? `by ${indexes(groups.by)}` : ''}|${filter?.shape ?? ''}`;
}

/** Tells aggregates apart by what they ask and by their values. */
export function aggregateId(query: AggregateQuery): string {
  return `${aggregateTextId(query)}|${query.groups?.first ?? ''}|${query.filter?.id ?? ''}`;
}

/**
 * The text of an aggregate. Of one whole it is a plain SELECT, with a parent grouped by the parent's key. Groups of each
 * of many parents come out of LATERAL, as pages do, so that each parent gets its own `first`. The region's equality
 * stands on the table that is read.
 */
export function aggregateTemplate(query: AggregateQuery): Template {
  const { model, terms, parent, groups, filter } = query;
  const results = terms.map(write);
  if (!groups) {
    const where = and(inRegion(query), parent.length > 0 ? isOneOf(parent) : undefined, filter?.condition);
    const keys = parent.map(({ column }) => sql`${column}`);
    const selected = sql`select ${list([...keys, ...results])} from ${model.table} where ${where ?? sql`true`}`;
    return template(keys.length === 0 ? selected : sql`${selected} group by ${list(keys)}`);
  }

  const matches = parent.map(({ column }, i) => sql`${column} = parent.${sql.raw(`k${i}`)}`);
  const grouped = new QueryBuilder()
    .select(
      Object.fromEntries([
        ...groups.by.map(({ column }, i) => [`g${i}`, sql`${column}`.as(`g${i}`)] as const),
        ...results.map((result, i) => [`a${i}`, result.as(`a${i}`)] as const),
        // What the outer ORDER BY goes by: neither engine promises the order of a join.
        ...(parent.length > 0 ? [['n', sql`count(*)`.as('n')] as const] : []),
      ]),
    )
    .from(model.table)
    .where(and(inRegion(query), ...matches, filter?.condition))
    .groupBy(...groups.by.map(({ column }) => column))
    .orderBy(sql`count(*) desc`, ...groups.by.flatMap(({ column }) => nullsLast(column, sql`${column}`)))
    .limit(sql.placeholder('limit'));
  if (parent.length === 0) return template(grouped);
  const names = parent.map((_, i) => `k${i}`);
  const keys = sql.raw(names.map((name) => `parent.${name}`).join(', '));
  const outer = groups.by.flatMap(({ column }, i) => nullsLast(column, sql.raw(`child.g${i}`)));
  return template(
    sql`select ${keys}, child.* from unnest(${list(arraysOf(parent))}) as parent(${sql.raw(names.join(', '))}) cross join lateral ${grouped} as child order by ${list([sql`child.n desc`, ...outer])}`,
  );
}

/** The statement of an aggregate, of each of `parents` where it has a parent. */
export function aggregateStatement(
  { model, parent, groups, filter }: AggregateQuery,
  text: Template,
  region: Statement['region'],
  parents: readonly Key[],
): Statement {
  const values: Record<string, Parameter> = { ...filter?.values, region };
  if (groups) values.limit = groups.first;
  for (let i = 0; i < parent.length; i += 1)
    values[`parent${i}`] = arrayLiteral(parents.map((key) => key[i] as string));
  return { text: text.text, parameters: text.bind(values), table: model.name, region };
}

/** Reads the one row of an aggregate, `offset` columns in; without a row, what is said of no rows at all. */
export function readAggregate(
  terms: readonly AggregateTerm[],
  raw: RawRow | undefined,
  offset = 0,
): Aggregate {
  const read: Record<string, unknown> = {};
  terms.forEach((term, i) => {
    const value = raw?.[offset + i] ?? null;
    if (term.kind === 'count') read.count = value ?? '0';
    else {
      read[term.kind] ??= {};
      (read[term.kind] as Record<string, unknown>)[term.field] = value;
    }
  });
  // An object of which nothing is asked but its type is there too.
  for (const name of aggregateFunctions) read[name] ??= {};
  return read;
}

/** Reads the rows of the groups of one parent, or of the whole table. */
export function readGroups(
  { model, terms, parent, groups }: AggregateQuery,
  raw: readonly RawRow[],
  region: string,
): readonly AggregateGroup[] {
  const by = groups?.by ?? [];
  // What a group is not made by is null, and the region is the statement's.
  const nothing = Object.fromEntries(model.columns.map(({ property }) => [property, null]));
  if (model.region) Object.assign(nothing, { [model.region.property]: region });
  return raw.map((row) => {
    const key = { ...nothing };
    by.forEach(({ property }, i) => {
      Object.assign(key, { [property]: row[parent.length + i] });
    });
    return { ...readAggregate(terms, row, parent.length + by.length), key };
  });
}

function write(term: AggregateTerm): SQL {
  if (term.kind === 'count') return sql`count(*)`;
  return sql`${sql.raw(term.kind)}(${term.column.column})`;
}

/** The two engines put NULL at opposite ends, unless told where. A column that has none needs no telling. */
function nullsLast({ notNull }: ColumnModel['column'], value: SQL): SQL[] {
  return notNull ? [value] : [sql`${value} is null`, value];
}

function isOneOf(parent: readonly ColumnModel[]): SQL {
  const [only] = parent;
  if (only && parent.length === 1) return sql`${only.column} = any(${list(arraysOf(parent))})`;
  const columns = list(parent.map(({ column }) => sql`${column}`));
  return sql`(${columns}) in (select * from unnest(${list(arraysOf(parent))}))`;
}

const arraysOf = (parent: readonly ColumnModel[]): SQL[] =>
  parent.map(({ sqlType }, i) => sql`${sql.placeholder(`parent${i}`)}::${sql.raw(sqlType)}[]`);

const list = (parts: readonly SQL[]): SQL => sql.join([...parts], sql`, `);
