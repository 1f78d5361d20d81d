import { getTableColumns, getTableName } from 'drizzle-orm';
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import { localityOf } from '../db/locality.ts';
import { kindOf, type ValueKind } from './value-kind.ts';

/** A column with all that loaders ask about it. */
export interface ColumnModel {
  /** The Drizzle property, which is the key in rows. */
  readonly property: string;
  readonly column: PgColumn;
  /** The position in the table. */
  readonly index: number;
  /** As a cast has it: `uuid`, `numeric(10, 2)`. */
  readonly sqlType: string;
  readonly kind: ValueKind;
}

/** A table with what its keys and its locality say. */
export interface TableModel {
  readonly table: PgTable;
  readonly name: string;
  readonly columns: readonly ColumnModel[];
  readonly byColumn: ReadonlyMap<PgColumn, ColumnModel>;
  readonly byProperty: ReadonlyMap<string, ColumnModel>;
  /** Undefined for a GLOBAL table. */
  readonly region: ColumnModel | undefined;
  /** The primary key without the region: what tells rows of one region apart. */
  readonly key: readonly ColumnModel[];
}

/** Reads a Drizzle table. Throws a TypeError where it has no locality, or a primary key that does not name the region. */
export function modelOf(table: PgTable): TableModel {
  const name = getTableName(table);
  const columns = Object.entries(getTableColumns(table)).map(
    ([property, column], index): ColumnModel => ({
      property,
      column,
      index,
      sqlType: column.getSQLType(),
      kind: kindOf(column),
    }),
  );
  const byColumn = new Map(columns.map((each) => [each.column, each]));
  const locality = localityOf(table);
  const region = locality.kind === 'regional' ? byColumn.get(locality.column) : undefined;
  // primaryKey() holds copies of the columns, so they are known by their names.
  const primary = (
    getTableConfig(table).primaryKeys[0]?.columns ??
    columns.map(({ column }) => column).filter((column) => column.primary)
  ).flatMap(({ name: inKey }) => columns.filter(({ column }) => column.name === inKey));
  const key = primary.filter((each) => each !== region);
  if (key.length === 0) throw new TypeError(`The table ${name} has no primary key`);
  if (region && !primary.includes(region))
    throw new TypeError(`The primary key of ${name} does not name its region column`);
  return {
    table,
    name,
    columns,
    byColumn,
    byProperty: new Map(columns.map((each) => [each.property, each])),
    region,
    key,
  };
}

/** The model of the column with this property. Throws a TypeError where there is none. */
export function propertyOf({ byProperty, name }: TableModel, property: string): ColumnModel {
  const found = byProperty.get(property);
  if (!found) throw new TypeError(`${name} has no property ${property}`);
  return found;
}

/** The column's model. Throws a TypeError for a column of another table. */
export function columnOf(model: TableModel, column: PgColumn): ColumnModel {
  const found = model.byColumn.get(column);
  if (!found) throw new TypeError(`${column.name} is not a column of ${model.name}`);
  return found;
}
