import { constantCase, type Dice } from './dice.ts';
import { compare, meets, one, type Where } from './evaluate.ts';
import type { RandomFilters } from './random-filter.ts';
import { type Kind, type ModelData, type ModelRow, type ModelType, typeOf, type Value } from './rows.ts';

/** What is asked of a set of rows, and what the model says of it. */
export interface RandomAggregate {
  readonly args: readonly string[];
  readonly text: string;
  readonly answer: (rows: readonly ModelRow[]) => unknown;
}

export interface AggregateParts extends RandomFilters {
  readonly data: ModelData;
  readonly dice: Dice;
  /** Declares a variable of the operation and returns `$name`. */
  readonly variable: (type: string, value: unknown) => string;
  /** A selection of a row's fields. */
  readonly selection: (
    type: ModelType,
    depth: number,
  ) => { readonly text: string; readonly answer: (row: ModelRow) => unknown };
}

/** A selection of numbers, and the function from rows to them. */
interface Numbers {
  readonly text: string;
  readonly answer: (rows: readonly ModelRow[]) => Readonly<Record<string, unknown>>;
}

/** Makes aggregates over a type's rows, and groups of them. */
export function createRandomAggregates({ data, dice, variable, selection, where, asSent }: AggregateParts) {
  const { below, chance, some } = dice;

  function numbers(type: ModelType): Numbers {
    const names = some(
      [
        'count',
        ...(type.numbers.length > 0 ? ['sum', 'avg'] : []),
        ...(type.extremes.length > 0 ? ['min', 'max'] : []),
      ],
      4,
    );
    const parts = names.map((name) => {
      if (name === 'count')
        return { name, text: name, answer: (rows: readonly ModelRow[]) => String(rows.length) };
      const calculate = functions[name] as Calculate;
      const fields = some(name === 'sum' || name === 'avg' ? type.numbers : type.extremes, 3);
      return {
        name,
        text: `${name} { ${fields.join(' ')} }`,
        answer: (rows: readonly ModelRow[]) =>
          Object.fromEntries(
            fields.map((field) => [
              field,
              calculate(
                type.fields[field] as Kind,
                rows.flatMap((row) => row[field] ?? []),
              ),
            ]),
          ),
      };
    });
    return {
      text: parts.map(({ text }) => text).join(' '),
      answer: (rows) => Object.fromEntries(parts.map(({ name, answer }) => [name, answer(rows)])),
    };
  }

  function filtered(
    type: ModelType,
    region: string,
  ): { args: string[]; keep: (rows: readonly ModelRow[]) => ModelRow[] } {
    const filter: Where | undefined = chance(0.5) ? where(type, region, 2) : undefined;
    return {
      args: filter ? [`where: ${variable(`${type.name}Filter`, asSent(filter, type, region))}`] : [],
      keep: (rows) => rows.filter((row) => !filter || meets(row, filter, type, data)),
    };
  }

  /** All rows as one. */
  function aggregate(type: ModelType, region: string): RandomAggregate {
    const { args, keep } = filtered(type, region);
    const { text, answer } = numbers(type);
    return { args, text: `{ ${text} }`, answer: (rows) => answer(keep(rows)) };
  }

  /** What a group's rows share in the field: what it is known by, and the columns that sort it. */
  function sharing(type: ModelType, field: string) {
    const relation = type.one[field];
    if (!relation) return { columns: [field], text: field, answer: (row: ModelRow): unknown => row[field] };
    const inner = selection(typeOf(relation.type), 0);
    return {
      columns: relation.by,
      text: `${field} ${inner.text}`,
      answer(row: ModelRow): unknown {
        const other = one(row, field, type, data);
        return other ? inner.answer(other) : null;
      },
    };
  }

  /** Rows that share values, the largest group first. */
  function groups(type: ModelType, region: string): RandomAggregate {
    const { args, keep } = filtered(type, region);
    const by = some(type.groupedBy, 2);
    const keys = by.map((field) => sharing(type, field));
    const columns = keys.flatMap((key) => key.columns);
    const wantsKey = chance(0.8);
    // What the groups are not made by is null, whatever it is.
    const idle = chance(0.3)
      ? type.groupedBy.find((field) => !by.includes(field) && !type.one[field])
      : undefined;
    const first = chance(0.7) ? below(8) : undefined;
    const inner = numbers(type);
    const keyText = [...keys.map(({ text }) => text), ...(idle ? [idle] : [])].join(' ');
    const valuesOf = (row: ModelRow) => columns.map((column) => row[column] as Value);
    return {
      args: [
        `by: [${by.map(constantCase).join(', ')}]`,
        ...args,
        ...(first === undefined ? [] : [`first: ${first}`]),
      ],
      text: `{ ${wantsKey ? `key { ${keyText} } ` : ''}${inner.text} }`,
      answer(rows) {
        const found = [...Map.groupBy(keep(rows), (row) => JSON.stringify(valuesOf(row))).values()];
        const order = (a: readonly ModelRow[], b: readonly ModelRow[]) =>
          b.length - a.length || compareAll(valuesOf(a[0] as ModelRow), valuesOf(b[0] as ModelRow));
        return found
          .sort(order)
          .slice(0, first ?? 20)
          .map((group) => {
            const row = group[0] as ModelRow;
            const key = Object.fromEntries(keys.map(({ answer }, i) => [by[i], answer(row)]));
            return {
              ...(wantsKey ? { key: { ...key, ...(idle ? { [idle]: null } : {}) } } : {}),
              ...inner.answer(group),
            };
          });
      },
    };
  }

  return { aggregate, groups };
}

/** Null comes after all values. */
function compareAll(left: readonly Value[], right: readonly Value[]): number {
  for (const [i, a] of left.entries()) {
    const b = right[i] as Value;
    if (a === b) continue;
    if (a === null || b === null) return a === null ? 1 : -1;
    return compare('text', a, b);
  }
  return 0;
}

type Calculate = (kind: Kind, values: readonly Value[]) => unknown;

const cents = (value: Value): bigint => BigInt(String(value).replace('.', ''));

/** What is made of the values that are not null. Amounts have two digits after the point. */
const functions: Readonly<Record<string, Calculate>> = {
  sum(_kind, values) {
    if (values.length === 0) return null;
    const sum = values.reduce((all, value) => all + cents(value), 0n);
    return `${sum / 100n}.${String(sum % 100n).padStart(2, '0')}`;
  },
  avg(_kind, values) {
    if (values.length === 0) return null;
    const sum = values.reduce((all, value) => all + cents(value), 0n);
    return new Quotient(sum, BigInt(values.length));
  },
  min: (kind, values) => values.toSorted((a, b) => compare(kind, a, b)).at(0) ?? null,
  max: (kind, values) => values.toSorted((a, b) => compare(kind, a, b)).at(-1) ?? null,
};

/** Equals any text of the quotient of cents that has sixteen digits of it: how many more is the database's choice. */
class Quotient {
  readonly sum: bigint;
  readonly count: bigint;

  constructor(sum: bigint, count: bigint) {
    this.sum = sum;
    this.count = count;
  }

  asymmetricMatch(text: unknown): boolean {
    const [, whole = '', fraction = ''] = /^(\d+)\.(\d{14,40})$/.exec(String(text)) ?? [];
    if (whole === '') return false;
    const scale = 10n ** BigInt(fraction.length);
    const off = BigInt(whole + fraction) * this.count * 100n - this.sum * scale;
    // At most half of the last digit.
    return (off < 0n ? -off : off) * 2n <= this.count * 100n;
  }

  toString(): string {
    return `${this.sum}/${this.count * 100n}`;
  }
}
