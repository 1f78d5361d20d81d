import { getTableConfig, type IndexedColumn, PgDialect, type PgTable } from 'drizzle-orm/pg-core';
import { localityOf } from '../../src/db/locality.ts';
import { checkShape, columnShape, foreignKeyShape, indexShape, type SchemaShape } from './table-shape.ts';

/** The shape of Drizzle tables. */
export function drizzleShape(tables: readonly PgTable[]): SchemaShape {
  return Object.fromEntries(
    tables.map((table) => {
      const config = getTableConfig(table);
      const names = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name);
      return [
        config.name,
        {
          locality: localityOf(table).kind,
          columns: config.columns.map((column) =>
            columnShape(
              column.name,
              column.getSQLType(),
              column.notNull,
              column.default === undefined ? undefined : String(column.default),
            ),
          ),
          primaryKey: names(config.primaryKeys[0]?.columns ?? []),
          foreignKeys: config.foreignKeys
            .map((key) => key.reference())
            .map(({ columns, foreignTable, foreignColumns }) =>
              foreignKeyShape(names(columns), getTableConfig(foreignTable).name, names(foreignColumns)),
            )
            .sort(),
          indexes: config.indexes
            .map((index) =>
              indexShape(
                index.config.name ?? '',
                names(index.config.columns as { name: string }[] & IndexedColumn[]),
              ),
            )
            .sort(),
          checks: config.checks
            .map(({ name, value }) =>
              checkShape(name, new PgDialect().sqlToQuery(value).sql, names(config.columns)),
            )
            .sort(),
        },
      ];
    }),
  );
}
