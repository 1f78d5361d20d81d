import { getTableConfig } from 'drizzle-orm/pg-core';
import { localityOf } from '../../src/db/locality.ts';
import { markets, tables } from './tables.ts';

/** The shop's tables in PostgreSQL, a partition a market. A computed column cannot be a partition key there. */
export function shopDdl(): readonly string[] {
  const statements = [`create type market_region as enum (${markets.map((each) => `'${each}'`).join(', ')})`];
  for (const table of tables) {
    const { name, columns, primaryKeys } = getTableConfig(table);
    const lines = columns.map((column) => {
      const as = column.generated?.as;
      const computed = as === undefined ? '' : ` generated always as (${sqlOf(as)}) stored`;
      const fallback = column.default === undefined ? '' : ` default ${String(column.default)}`;
      return `"${column.name}" ${column.getSQLType()}${column.notNull ? ' not null' : ''}${computed}${fallback}`;
    });
    const key =
      primaryKeys[0]?.columns.map((column) => column.name) ??
      columns.flatMap((column) => (column.primary ? [column.name] : []));
    const locality = localityOf(table);
    const isPartitioned = locality.kind === 'regional' && !locality.column.generated;
    statements.push(
      `create table ${name} (${[...lines, `primary key (${key.map((each) => `"${each}"`).join(', ')})`].join(', ')})` +
        (isPartitioned ? ' partition by list (market)' : ''),
    );
    if (isPartitioned)
      for (const market of markets)
        statements.push(`create table ${name}_${market} partition of ${name} for values in ('${market}')`);
  }
  return [...statements, ...constraints];
}

/** Some of what a shop would refuse; not all, so that rows without a parent can be there. */
const constraints: readonly string[] = [
  'alter table order_lines add foreign key (market, order_id) references orders (market, id)',
  'alter table order_lines add foreign key (sku) references products (sku)',
  'alter table order_lines add constraint order_lines_quantity check (quantity > 0)',
  'alter table parcels add foreign key (market, order_id, position) references order_lines (market, order_id, position)',
  'alter table product_tags add foreign key (sku) references products (sku)',
  'alter table product_tags add foreign key (tag_id) references tags (id)',
];

function sqlOf(as: unknown): string {
  const { queryChunks } = as as { queryChunks: readonly { value: readonly string[] }[] };
  return queryChunks.flatMap(({ value }) => value).join('');
}

/** Rows: three customers in the north, two in the south. */
export const shopRows: readonly string[] = [
  `insert into countries values ('se', 'Sweden'), ('no', 'Norway'), ('it', 'Italy')`,
  `insert into categories values (1, 'All', null), (2, 'Tools', 1), (3, 'Saws', 2), (4, 'Toys', 1)`,
  `insert into products values
    ('saw', 'Saw', 19.9900, 3, false, '{"teeth": 42, "weight": 1.10}'),
    ('kite', 'Kite', 7.5000, 4, false, null),
    ('drill', 'Drill', 12345678.9999, 2, true, '{"volts": 12345678901234567890}')`,
  `insert into tags values (1, 'sharp'), (2, 'red'), (3, 'loud')`,
  `insert into product_tags values ('saw', 1), ('saw', 3), ('kite', 2), ('drill', 3)`,
  `insert into customers (number, name, country, since) values
    (1, 'Astrid', 'se', '0001-01-01 00:00:00'), (2, 'Bjørn', 'no', '9999-12-31 23:59:59.999999'),
    (3, 'Cilla 🎈', 'se', '2026-01-31 12:00:00.000001'), (1, 'Dario', 'it', '2026-01-01'), (2, 'Elena', 'it', '2026-01-02')`,
  `insert into addresses values ('north', 1, 'home', 'Gatan 1'), ('north', 1, 'work', 'Gatan 2'), ('south', 1, 'home', 'Via 1')`,
  `insert into orders (market, id, customer, address_label, placed) values
    ('north', 9007199254740993, 1, 'home', '2026-02-01'), ('north', 9007199254740992, 1, 'work', '2026-02-02'),
    ('north', 3, null, null, '2026-02-03'), ('north', 4, 2, null, '2026-02-04'), ('south', 3, 1, 'home', '2026-02-05')`,
  `insert into order_lines values
    ('north', 9007199254740993, 1, 'saw', 2), ('north', 9007199254740993, 2, 'kite', 1),
    ('north', 9007199254740992, 1, 'saw', 5), ('north', 3, 1, 'drill', 1), ('south', 3, 1, 'kite', 9)`,
  `insert into parcels values
    ('north', 'P1', 9007199254740993, 1, 500), ('north', 'P2', 9007199254740993, 1, 700),
    ('north', 'P3', 9007199254740993, 2, 100), ('north', 'P4', null, null, 5), ('south', 'P1', 3, 1, 1)`,
  `insert into employees values ('north', 1, 'Queen', null), ('north', 2, 'Duke', 1), ('north', 3, 'Page', 2),
    ('north', 4, 'Fool', 1), ('south', 1, 'King', null), ('south', 2, 'Knave', 1)`,
  `insert into reviews values ('north', 'saw', 1, 5, 'sharp'), ('north', 'saw', 2, 2, null), ('south', 'saw', 1, 1, 'dull')`,
];
