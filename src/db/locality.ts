import { getTableColumns, type Table } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';

/** The name of a region as the database spells it, such as `eastus`. Only the composition root makes one of a string. */
export type RegionName = string & { readonly __brand: 'RegionName' };

/** Where a table's rows live: each in the region that its region column names, or all of them in every region. */
export type Locality = { readonly kind: 'regional'; readonly column: PgColumn } | { readonly kind: 'global' };

const locality = Symbol('locality');

type Localized<T extends Table> = T & { readonly [locality]: Locality };

/**
 * Marks a table as REGIONAL BY ROW.
 * @param region the property of the region column, which leads the table's primary key
 */
export function regionalByRow<T extends PgTable>(
  table: T,
  region: keyof T['_']['columns'] & string,
): Localized<T> {
  const column = getTableColumns(table)[region];
  if (!column) throw new TypeError(`The table has no column property ${region}`);
  return Object.assign(table, { [locality]: { kind: 'regional', column } as const });
}

/** Marks a table as GLOBAL: read in every region, written through its primary one. */
export function globalTable<T extends PgTable>(table: T): Localized<T> {
  return Object.assign(table, { [locality]: { kind: 'global' } as const });
}

/** The locality that {@link regionalByRow} or {@link globalTable} gave the table. Throws a TypeError where neither did. */
export function localityOf(table: Table): Locality {
  const found = (table as Partial<Localized<Table>>)[locality];
  if (!found) throw new TypeError('The table has no locality: wrap it in regionalByRow() or globalTable()');
  return found;
}
