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

function reader(model: TableModel, columns: readonly ColumnModel[]): RowShape['read'] {
  const region = model.region?.property;
  const properties = columns.map((column) => column.property);
  // CockroachDB sends an int4 column as it is declared, but its int is 8 bytes long, which arrives as text.
  const whole = columns.map((column) => column.kind === 'int');
  return (raw, regionName, offset = 0) => {
    const row: Record<string, unknown> = {};
    if (region !== undefined) row[region] = regionName;
    for (let i = 0; i < properties.length; i += 1) {
      const value = raw[offset + i];
      row[properties[i] as string] = whole[i] && typeof value === 'string' ? Number(value) : value;
    }
    return row;
  };
}
