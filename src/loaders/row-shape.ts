import type { RawRow } from '../db/database.ts';
import type { ColumnModel, TableModel } from './table-model.ts';

/** A row as resolvers see it: values by the Drizzle table's property names. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * The columns that a statement selects from one table. There is one object for each set of columns, so that a shape can
 * be a key. The key of the row is always among them; the region is not selected, for the statement names it.
 */
export interface RowShape {
  readonly model: TableModel;
  readonly columns: readonly ColumnModel[];
  /** Tells the shapes of one table apart. */
  readonly id: string;
  /** Makes the row of what stands at `offset` and after in a raw row. */
  readonly read: (raw: RawRow, region: string, offset?: number) => Row;
}

/** Finds the one shape of a table for a set of columns, whatever their order. */
export type ShapeOf = (model: TableModel, columns: Iterable<ColumnModel>) => RowShape;

/** Makes the finder; shapes are few, since documents ask for few sets of columns. */
export function createShapes(): ShapeOf {
  const shapes = new Map<TableModel, Map<string, RowShape>>();
  return (model, columns) => {
    const wanted = new Set<ColumnModel>(model.key);
    for (const column of columns) if (column !== model.region) wanted.add(column);
    const sorted = [...wanted].sort((a, b) => a.index - b.index);
    const id = sorted.map((column) => column.index).join(',');
    let known = shapes.get(model);
    if (!known) {
      known = new Map();
      shapes.set(model, known);
    }
    let shape = known.get(id);
    if (!shape) {
      shape = { model, columns: sorted, id, read: reader(model, sorted) };
      known.set(id, shape);
    }
    return shape;
  };
}

/**
 * Writes the reader of a shape as code, so that all its rows have one hidden class and no property is looked up by a
 * computed name: a list's rows are made several times as fast. The code holds property names of the domain's tables
 * and positions, nothing that comes from a request.
 */
function reader(model: TableModel, columns: readonly ColumnModel[]): RowShape['read'] {
  const fields = columns.map(({ property, kind }, i) => {
    const value = `raw[offset + ${i}]`;
    const read = kind === 'int' ? `whole(${value})` : kind === 'json' ? `json(${value})` : value;
    return `${JSON.stringify(property)}: ${read}`;
  });
  if (model.region) fields.unshift(`${JSON.stringify(model.region.property)}: region`);
  const make = new Function(
    'whole',
    'json',
    `return (raw, region, offset = 0) => ({ ${fields.join(', ')} });`,
  );
  return make(whole, json);
}

/** CockroachDB sends an int4 column as it is declared, but its int is 8 bytes long, which arrives as text. */
const whole = (value: unknown): unknown => (typeof value === 'string' ? Number(value) : value);

/** JSON's null is GraphQL's: a scalar may not make null of what is not. */
const json = (value: unknown): unknown => (value === 'null' ? null : value);
