import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pg-proxy';
import type { Statement, StatementOrigin, StatementRunner } from '../db/database.ts';
import { build, type SqlSource } from '../db/statement.ts';
import { MeridianError } from '../errors.ts';
import type { Catalog } from './catalog.ts';
import { deleteMany, type RowChange, updateMany } from './change-many.ts';
import { byKeyStatement, type Key, keyText } from './entity-loader.ts';
import { insertMany } from './insert-many.ts';
import { JsonText } from './json-text.ts';
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

/**
 * Reads and changes rows of one region in one transaction. Rows come back whole. Many rows are one statement, and come
 * back in their order, with null in the place of each that is not there or does not meet the condition.
 */
export interface Writer {
  find(table: PgTable, key: Key): Promise<Row | null>;
  findMany(table: PgTable, keys: readonly Key[]): Promise<readonly (Row | null)[]>;
  insert(table: PgTable, values: Values): Promise<Row>;
  insertMany(table: PgTable, rows: readonly Values[]): Promise<readonly Row[]>;
  /** Inserts, or changes the row that has the key already. */
  upsert(table: PgTable, values: Values, change: Values): Promise<Row>;
  /** The same; null where the row that is there does not meet the condition. */
  upsertWhen(table: PgTable, values: Values, change: Values, when?: SQL): Promise<Row | null>;
  /** Null where there is no such row, or where it does not meet the condition. Counts `version` up. */
  update(table: PgTable, key: Key, change: Values, options?: UpdateOptions): Promise<Row | null>;
  delete(table: PgTable, key: Key, options?: Pick<UpdateOptions, 'when'>): Promise<Row | null>;
  /** Changes each row in its own way, and counts `version` up. */
  updateMany(table: PgTable, changes: readonly RowChange[], when?: SQL): Promise<readonly (Row | null)[]>;
  deleteMany(table: PgTable, rows: readonly RowChange[], when?: SQL): Promise<readonly (Row | null)[]>;
  /** Inserts rows, or changes these properties of those whose key is there already. */
  upsertMany(
    table: PgTable,
    rows: readonly Values[],
    change: readonly string[],
    when?: SQL,
  ): Promise<readonly (Row | null)[]>;
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
  async function runAll(model: TableModel, query: SqlSource): Promise<readonly Row[]> {
    const statement = build(query, { table: model.name, region: model.region ? region : 'global' });
    const raw = await runner.query(statement, origin);
    const shape = whole(model);
    if (model.region?.column.generated)
      for (const each of raw)
        if (each[shape.columns.length] !== region)
          throw new MeridianError('BAD_USER_INPUT', 'The row belongs to another region.', { region });
    return raw.map((each) => shape.read(each, region));
  }

  const run = async (model: TableModel, query: SqlSource): Promise<Row | null> =>
    (await runAll(model, query))[0] ?? null;

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

  /** ON CONFLICT DO UPDATE must set something, else it returns no row. */
  const kept = (model: TableModel): Values =>
    model.byProperty.has(version)
      ? {}
      : Object.fromEntries(model.key.map(({ property, column }) => [property, sql`${column}`]));

  return {
    find(table, key) {
      const model = catalog.model(table);
      return run(model, builder.select(returning(model)).from(table).where(at(model, key)));
    },

    async findMany(table, keys) {
      const model = catalog.model(table);
      const shape = whole(model);
      const at = model.region ? region : 'global';
      const statement = byKeyStatement(shape, catalog.byKey(shape), at, keys);
      const raw = await runner.query(statement, origin);
      const rows = raw.map((each) => shape.read(each, region));
      return inOrder(model, rows, keys);
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

    async insertMany(table, rows) {
      const model = catalog.model(table);
      const made = await runAll(model, insertMany(whole(model), region, rows));
      return inOrder(model, made, keysOf(model, rows)).map((row) => {
        if (!row) throw new TypeError(`A key of ${model.name} was not written as the database writes it`);
        return row;
      });
    },

    async updateMany(table, changes, when) {
      const model = catalog.model(table);
      const changed = await runAll(model, updateMany(whole(model), region, changes, when));
      return inOrder(
        model,
        changed,
        changes.map(({ key }) => key),
      );
    },

    async deleteMany(table, rows, when) {
      const model = catalog.model(table);
      const deleted = await runAll(model, deleteMany(whole(model), region, rows, when));
      return inOrder(
        model,
        deleted,
        rows.map(({ key }) => key),
      );
    },

    async upsertMany(table, rows, change, when) {
      const model = catalog.model(table);
      const made = await runAll(model, insertMany(whole(model), region, rows, { change, when }));
      return inOrder(model, made, keysOf(model, rows));
    },

    async upsert(table, values, change) {
      return (await this.upsertWhen(table, values, change)) as Row;
    },

    upsertWhen(table, values, change, when) {
      const model = catalog.model(table);
      const target = [...(model.region ? [model.region] : []), ...model.key].map((each) => each.column);
      return run(
        model,
        builder
          .insert(table)
          .values(inRegion(model, values) as never)
          .onConflictDoUpdate({
            target,
            set: { ...kept(model), ...counted(model, change) } as never,
            ...(when && { setWhere: when }),
          })
          .returning(returning(model)),
      );
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

    delete(table, key, { when } = {}) {
      const model = catalog.model(table);
      return run(
        model,
        builder
          .delete(table)
          .where(and(at(model, key), when))
          .returning(returning(model)),
      );
    },
  };
}

const keysOf = (model: TableModel, rows: readonly Values[]): Key[] =>
  rows.map((row) => model.key.map(({ property }) => String(row[property])));

/** RETURNING promises no order. */
function inOrder(model: TableModel, rows: readonly Row[], keys: readonly Key[]): (Row | null)[] {
  const byKey = new Map(
    rows.map((row) => [keyText(model.key.map(({ property }) => String(row[property]))), row]),
  );
  return keys.map((key) => byKey.get(keyText(key)) ?? null);
}

/** JSON is text in rows; Drizzle would write the text as a JSON string. A null is cast too: one text for both. */
function sendable(model: TableModel, values: Values): Values {
  const sent: Record<string, unknown> = {};
  for (const [property, given] of Object.entries(values)) {
    const value = given instanceof JsonText ? given.text : given;
    const isJson = model.byProperty.get(property)?.column.dataType === 'json';
    const isText = value === null || typeof value === 'string';
    sent[property] = isJson && isText ? sql`${value}::jsonb` : value;
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
