import { type Kind, type ModelData, type ModelRow, type ModelType, typeOf, type Value } from './rows.ts';

/** A filter as GraphQL variables have it, but for ids, which are raw keys here. */
export type Where = Readonly<Record<string, unknown>>;

/** Values that compare as the database compares them. */
function comparable(kind: Kind, value: Value): string | number {
  if (kind === 'decimal') return Math.round(Number(value) * 100);
  if (kind !== 'instant') return value as string | number;
  const [whole = '', fraction = ''] = String(value).replace('Z', '').split('.');
  return `${whole}.${fraction.padEnd(6, '0')}`;
}

export function compare(kind: Kind, left: Value, right: Value): number {
  const [a, b] = [comparable(kind, left), comparable(kind, right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

type Operator = (kind: Kind, value: Value, operand: never) => boolean;

const operators: Readonly<Record<string, Operator>> = {
  eq: (kind, value, operand: Value) => value !== null && compare(kind, value, operand) === 0,
  ne: (kind, value, operand: Value) => value !== null && compare(kind, value, operand) !== 0,
  lt: (kind, value, operand: Value) => value !== null && compare(kind, value, operand) < 0,
  lte: (kind, value, operand: Value) => value !== null && compare(kind, value, operand) <= 0,
  gt: (kind, value, operand: Value) => value !== null && compare(kind, value, operand) > 0,
  gte: (kind, value, operand: Value) => value !== null && compare(kind, value, operand) >= 0,
  in: (kind, value, operand: Value[]) =>
    value !== null && operand.some((each) => compare(kind, value, each) === 0),
  notIn: (kind, value, operand: Value[]) =>
    value === null ? operand.length === 0 : operand.every((each) => compare(kind, value, each) !== 0),
  between: (kind, value, { from, to }: { from: Value; to: Value }) =>
    value !== null && compare(kind, value, from) >= 0 && compare(kind, value, to) <= 0,
  isNull: (_kind, value, operand: boolean) => (value === null) === operand,
  startsWith: (_kind, value, operand: string) => value !== null && String(value).startsWith(operand),
  contains: (_kind, value, operand: string) => value !== null && String(value).includes(operand),
};

/** Whether a row meets a filter. */
export function meets(row: ModelRow, where: Where, type: ModelType, data: ModelData): boolean {
  return Object.entries(where).every(([name, operand]) => {
    if (name === 'and') return (operand as Where[]).every((each) => meets(row, each, type, data));
    if (name === 'or') return (operand as Where[]).some((each) => meets(row, each, type, data));
    if (name === 'not') return !meets(row, operand as Where, type, data);
    if (type.one[name]) {
      const other = one(row, name, type, data);
      return other !== undefined && meets(other, operand as Where, typeOf(type.one[name].type), data);
    }
    if (type.many[name]) {
      const target = typeOf(type.many[name].type);
      const others = many(row, name, type, data);
      return Object.entries(operand as Record<string, Where>).every(([quantifier, inner]) => {
        const met = others.filter((other) => meets(other, inner, target, data)).length;
        if (quantifier === 'some') return met > 0;
        return quantifier === 'none' ? met === 0 : met === others.length;
      });
    }
    const kind = type.fields[name] as Kind;
    return Object.entries(operand as Where).every(([operator, value]) =>
      (operators[operator] as Operator)(kind, row[name] as Value, value as never),
    );
  });
}

/** The row behind a field that leads to one. */
export function one(row: ModelRow, field: string, type: ModelType, data: ModelData): ModelRow | undefined {
  const relation = type.one[field];
  if (!relation) throw new TypeError(field);
  const target = typeOf(relation.type);
  const values = relation.by.map((name) => row[name] as Value);
  return data.matching(target, target.key, values, String(row.region))[0];
}

/** The rows behind a field that leads to many, in no order. */
export function many(row: ModelRow, field: string, type: ModelType, data: ModelData): readonly ModelRow[] {
  const relation = type.many[field];
  if (!relation) throw new TypeError(field);
  const values = type.key.map((name) => row[name] as Value);
  return data.matching(typeOf(relation.type), relation.by, values, String(row.region));
}

export type Terms = readonly (readonly [string, 'asc' | 'desc'])[];

/** The order with the key as tie-break, in the direction of the last term. */
export function complete(type: ModelType, terms: Terms): Terms {
  const last = terms.at(-1)?.[1] ?? 'asc';
  const missing = type.key.filter((name) => !terms.some(([field]) => field === name));
  return [...terms, ...missing.map((name) => [name, last] as const)];
}

export function comparison(type: ModelType, terms: Terms): (left: ModelRow, right: ModelRow) => number {
  return (left, right) => {
    for (const [field, direction] of terms) {
      const kind = type.fields[field] ?? 'id';
      const found = compare(kind, left[field] as Value, right[field] as Value);
      if (found !== 0) return direction === 'asc' ? found : -found;
    }
    return 0;
  };
}

export interface PageRequest {
  readonly first?: number;
  readonly last?: number;
  readonly after?: ModelRow;
  readonly before?: ModelRow;
}

/** One page of sorted rows, by Relay's algorithm. */
export function pageOf(
  sorted: readonly ModelRow[],
  { first, last, after, before }: PageRequest,
  order: (left: ModelRow, right: ModelRow) => number,
) {
  const between = sorted.filter(
    (row) => (!after || order(row, after) > 0) && (!before || order(row, before) < 0),
  );
  if (last !== undefined) {
    const rows = last === 0 ? [] : between.slice(-last);
    return {
      rows,
      hasNextPage: before !== undefined,
      hasPreviousPage: between.length > last || after !== undefined,
    };
  }
  const size = first ?? 20;
  return {
    rows: between.slice(0, size),
    hasNextPage: between.length > size || before !== undefined,
    hasPreviousPage: after !== undefined,
  };
}
