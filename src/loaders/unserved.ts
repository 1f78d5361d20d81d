import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import type { Catalog } from './catalog.ts';
import type { AggregateField, ConnectionField, GroupsField, RowsRoot } from './declaration.ts';
import { type Order, orderOf } from './order.ts';
import { columnOf, type TableModel } from './table-model.ts';

/** Something that may be asked for and that makes the database read more rows than it gives. */
export interface Unserved {
  /** The field, filter or order, as the SDL has it. */
  readonly coordinate: string;
  /** The columns that an index would have to begin with. */
  readonly wants: readonly string[];
}

/** Things that may be asked for though no index serves them, and why that is well. */
export interface Waiver {
  readonly reason: string;
  readonly coordinates: readonly string[];
}

/** What no index serves and no waiver excuses, and what waivers excuse though it is served, or not there. */
export function applyWaivers(
  unserved: readonly Unserved[],
  waivers: readonly Waiver[],
): { readonly open: readonly Unserved[]; readonly idle: readonly string[] } {
  const waived = new Set(waivers.flatMap(({ coordinates }) => coordinates));
  const found = new Set(unserved.map(({ coordinate }) => coordinate));
  return {
    open: unserved.filter(({ coordinate }) => !waived.has(coordinate)),
    idle: [...waived].filter((coordinate) => !found.has(coordinate)),
  };
}

/** Whether an index of the table, or its primary key, begins with these columns; those of `equal` in any order. */
export function hasIndex(table: PgTable, equal: readonly string[], then: readonly string[]): boolean {
  return indexesOf(table).some((index) => {
    const head = index.slice(0, equal.length);
    const tail = index.slice(equal.length, equal.length + then.length);
    return equal.every((name) => head.includes(name)) && then.every((name, i) => tail[i] === name);
  });
}

function indexesOf(table: PgTable): readonly (readonly string[])[] {
  const { columns, indexes, primaryKeys } = getTableConfig(table);
  return [
    ...columns.filter(({ primary }) => primary).map(({ name }) => [name]),
    ...primaryKeys.map((key) => key.columns.map(({ name }) => name)),
    ...indexes.map(({ config }) =>
      config.columns.map((column) =>
        'name' in column && typeof column.name === 'string' ? column.name : '',
      ),
    ),
  ];
}

const regionOf = ({ region }: TableModel): string[] => (region ? [region.column.name] : []);
const nameOf = ({ name }: PgColumn): string => name;

/** The declared order of a connection, where no index gives it: every page would sort all rows of its parent. */
export function unservedConnection(
  coordinate: string,
  field: ConnectionField | RowsRoot,
  catalog: Catalog,
): readonly Unserved[] {
  const model = catalog.model(field.table);
  const parent = field.kind === 'connection' ? field.parent.map(nameOf) : [];
  return unservedOrder(coordinate, model, parent, orderOf(model, field.order));
}

/** The same for any order. An index is read in one direction or the other, so mixed directions have none. */
export function unservedOrder(
  coordinate: string,
  model: TableModel,
  parent: readonly string[],
  { terms }: Order,
): readonly Unserved[] {
  const equal = [...regionOf(model), ...parent];
  const then = terms.map(({ column }) => column.column.name).filter((name) => !equal.includes(name));
  const isMixed = new Set(terms.map(({ direction }) => direction)).size > 1;
  return isMixed || !hasIndex(model.table, equal, then) ? [{ coordinate, wants: [...equal, ...then] }] : [];
}

/** A filter by a column, where no index finds its values: every row of the region would be read. */
export function unservedFilter(coordinate: string, column: PgColumn, model: TableModel): readonly Unserved[] {
  const { name } = columnOf(model, column).column;
  const region = regionOf(model);
  return hasIndex(model.table, region, [name]) ? [] : [{ coordinate, wants: [...region, name] }];
}

/** The least and greatest value of a column, or the groups of its values, where no index has them in order. */
export function unservedValues(
  coordinate: string,
  columns: readonly PgColumn[],
  model: TableModel,
): readonly Unserved[] {
  const wants = [...regionOf(model), ...columns.map(nameOf)];
  return hasIndex(model.table, wants, []) ? [] : [{ coordinate, wants }];
}

/** A filter or an aggregate of the rows that belong to a row, where no index finds those. */
export function unservedRelation(
  coordinate: string,
  field: ConnectionField | AggregateField | GroupsField,
  catalog: Catalog,
): readonly Unserved[] {
  const model = catalog.model(field.table);
  const equal = [...regionOf(model), ...field.parent.map(nameOf)];
  return hasIndex(model.table, equal, []) ? [] : [{ coordinate, wants: equal }];
}
