import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pg-proxy';
import type { Statement, StatementOrigin, StatementRunner } from '../db/database.ts';
import { build, type SqlSource } from '../db/statement.ts';
import { MeridianError } from '../errors.ts';
import type { Catalog } from './catalog.ts';
import type { Key } from './entity-loader.ts';
import type { Row, RowShape } from './row-shape.ts';
import { columnOf, type TableModel } from './table-model.ts';

/** Values by the Drizzle table's property names. What is absent keeps its default or its present value. */
export type Values = Readonly<Record<string, unknown>>;

export interface UpdateOptions {
  /** The row must also meet this, else nothing is changed. */
  readonly when?: SQL;
  /** The version that the caller knows; another one is a CONFLICT. */
  readonly expectedVersion?: number | null | undefined;
}

/** Reads and changes rows of one region in one transaction. Rows come back whole. */
export interface Writer {
  find(table: PgTable, key: Key): Promise<Row | null>;
  insert(table: PgTable, values: Values): Promise<Row>;
  /** Inserts, or changes the row that has the key already. */
  upsert(table: PgTable, values: Values, change: Values): Promise<Row>;
  /** Null where there is no such row, or where it does not meet the condition. Counts `version` up. */
  update(table: PgTable, key: Key, change: Values, options?: UpdateOptions): Promise<Row | null>;
  delete(table: PgTable, key: Key): Promise<Row | null>;
}

/** Only builds SQL: nothing is ever run through it. */
const builder = drizzle(async () => ({ rows: [] }));

const version = 'version';

export function createWriter(
  catalog: Catalog,
  runner: StatementRunner,
  region: Statement['region'],
  origin: StatementOrigin,
): Writer {
  async function run(model: TableModel, query: SqlSource): Promise<Row | null> {
    const statement = build(query, { table: model.name, region: model.region ? region : 'global' });
    const [raw] = await runner.query(statement, origin);
    if (raw === undefined) return null;
    if (model.region?.column.generated && raw[whole(model).columns.length] !== region)
      throw new MeridianError('BAD_USER_INPUT', 'The row belongs to another region.', { region });
    return whole(model).read(raw, region);
  }

  const whole = (model: TableModel): RowShape => catalog.shape(model, model.columns);

  /** All columns but the region, which is known; a computed one is looked at, for the database has chosen it. */
  const returning = (model: TableModel) =>
    Object.fromEntries(
      [...whole(model).columns, ...(model.region?.column.generated ? [model.region] : [])].map((each) => [
        each.property,
        each.column,
      ]),
    );

  /** The row of the region with the key. */
  function at(model: TableModel, key: Key): SQL | undefined {
    return and(
      model.region && eq(model.region.column, region),
      ...model.key.map((each, i) => eq(each.column, key[i] as string)),
    );
  }

  /** The region column is always written: its default is the primary region, not the row's. */
  const inRegion = (model: TableModel, values: Values): Values =>
    // A computed one follows from the other columns, and the database refuses a value for it.
    sendable(
      model,
      model.region && !model.region.column.generated
        ? { ...values, [model.region.property]: region }
        : values,
    );

  function counted(model: TableModel, change: Values): Values {
    const column = model.byProperty.get(version)?.column;
    return sendable(model, column ? { ...change, [version]: sql`${column} + 1` } : change);
  }

  return {
    find(table, key) {
      const model = catalog.model(table);
      return run(model, builder.select(returning(model)).from(table).where(at(model, key)));
    },

    async insert(table, values) {
      const model = catalog.model(table);
      const row = await run(
        model,
        builder
          .insert(table)
          .values(inRegion(model, values) as never)
          .returning(returning(model)),
      );
      return row as Row;
    },

    async upsert(table, values, change) {
      const model = catalog.model(table);
      const target = [...(model.region ? [model.region] : []), ...model.key].map((each) => each.column);
      const row = await run(
        model,
        builder
          .insert(table)
          .values(inRegion(model, values) as never)
          .onConflictDoUpdate({ target, set: counted(model, change) as never })
          .returning(returning(model)),
      );
      return row as Row;
    },

    async update(table, key, change, options = {}) {
      const model = catalog.model(table);
      const { when, expectedVersion } = options;
      const known = model.byProperty.get(version);
      const current =
        known && expectedVersion !== undefined && expectedVersion !== null
          ? eq(columnOf(model, known.column).column, expectedVersion)
          : undefined;
      const row = await run(
        model,
        builder
          .update(table)
          .set(counted(model, change) as never)
          .where(and(at(model, key), when, current))
          .returning(returning(model)),
      );
      if (row === null && current) await refuseOtherVersion(this, table, key, Number(expectedVersion));
      return row;
    },

    delete(table, key) {
      const model = catalog.model(table);
      return run(model, builder.delete(table).where(at(model, key)).returning(returning(model)));
    },
  };
}

/** JSON is text in rows; Drizzle would write the text as a JSON string. */
function sendable(model: TableModel, values: Values): Values {
  const sent: Record<string, unknown> = {};
  for (const [property, value] of Object.entries(values)) {
    const isJson = model.byProperty.get(property)?.column.dataType === 'json';
    sent[property] = isJson && typeof value === 'string' ? sql`${value}::jsonb` : value;
  }
  return sent;
}

async function refuseOtherVersion(writer: Writer, table: PgTable, key: Key, expected: number): Promise<void> {
  const row = await writer.find(table, key);
  if (row && row[version] !== expected)
    throw new MeridianError('CONFLICT', 'The row was changed in the meantime.', {
      expectedVersion: expected,
      version: row[version],
    });
}
