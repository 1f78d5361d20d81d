import postgres from 'postgres';
import { checkShape, columnShape, foreignKeyShape, indexShape, type SchemaShape } from './table-shape.ts';

const names = (relation: string, keys: string) =>
  `(select array_agg(a.attname::text order by k.n) from unnest(${keys}) with ordinality k(attnum, n)
    join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.attnum)`;

/** The shape of the tables of a PostgreSQL database, from its catalog; partitions are not tables of their own here. */
export async function postgresShape(url: string): Promise<SchemaShape> {
  const sql = postgres(url, { max: 1 });
  try {
    const tables = await sql.unsafe(`
      select c.oid, c.relname, c.relkind, pg_get_partkeydef(c.oid) as partitioned
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname not like 'schema\\_%' order by c.relname`);
    const entries = await Promise.all(
      tables.map(async ({ oid, relname, relkind, partitioned }) => {
        const columns = await sql.unsafe(
          `select a.attname, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull,
             pg_get_expr(d.adbin, d.adrelid) as otherwise
           from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
           where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`,
          [oid],
        );
        const constraints = await sql.unsafe(
          `select contype, conname, pg_get_constraintdef(oid) as definition, ${names('conrelid', 'conkey')} as columns,
             confrelid::regclass::text as foreign_table, ${names('confrelid', 'confkey')} as foreign_columns
           from pg_constraint where conrelid = $1 and conparentid = 0`,
          [oid],
        );
        const indexes = await sql.unsafe(
          `select c.relname, ${names('i.indrelid', 'i.indkey::int2[]')} as columns, i.indisunique
           from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = $1 and not i.indisprimary`,
          [oid],
        );
        const of = (kind: string) => constraints.filter(({ contype }) => contype === kind);
        const isRegional = relkind === 'p' && partitioned === 'LIST (crdb_region)';
        return [
          relname,
          {
            locality: isRegional ? 'regional' : 'global',
            columns: columns.map((c) =>
              columnShape(c.attname, c.type, c.attnotnull, c.otherwise ?? undefined),
            ),
            primaryKey: of('p')[0]?.columns ?? [],
            foreignKeys: of('f')
              .map((key) => foreignKeyShape(key.columns, key.foreign_table, key.foreign_columns))
              .sort(),
            indexes: indexes
              .map((index) =>
                indexShape(`${index.indisunique ? 'unique ' : ''}${index.relname}`, index.columns),
              )
              .sort(),
            checks: of('c')
              .map(({ conname, definition }) =>
                checkShape(
                  conname,
                  definition,
                  columns.map(({ attname }) => attname),
                ),
              )
              .sort(),
          },
        ] as const;
      }),
    );
    return Object.fromEntries(entries);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** The regions that a partition of the table is there for, by table. */
export async function partitions(url: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const sql = postgres(url, { max: 1 });
  try {
    const rows = await sql.unsafe(`
      select p.relname, array_agg(substring(pg_get_expr(c.relpartbound, c.oid) from '''(.*)''') order by c.oid) as regions
      from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
      where p.relkind = 'p' group by p.relname`);
    return Object.fromEntries(rows.map(({ relname, regions }) => [relname, regions]));
  } finally {
    await sql.end({ timeout: 1 });
  }
}
