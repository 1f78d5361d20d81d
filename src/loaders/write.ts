import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pg-proxy';
import type { RawRow, Statement, StatementOrigin, TransactionRunner } from '../db/database.ts';
import { build, type SqlSource } from '../db/statement.ts';
import { MeridianError } from '../errors.ts';
import type { Catalog } from './catalog.ts';
import { deleteMany, type RowChange, updateMany } from './change-many.ts';
import type { ChangedRows } from './changed-rows.ts';
import { byKeyStatement } from './entity-loader.ts';
import { insertMany } from './insert-many.ts';
import { type Key, keyText } from './key.ts';
import type { Row, RowShape } from './row-shape.ts';
import type { TableModel } from './table-model.ts';
import type { Parameter } from './template.ts';
import { idOfMade, madeRow, updateAndInsert } from './update-and-insert.ts';
import { settingsOf } from './write-texts.ts';

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
  /**
   * Changes a row and inserts another in one statement. The other's values may be columns of the first's table: it takes
   * what the changed row holds there. Null, and nothing done, where the first is not there or does not meet the condition.
   */
  updateAndInsert(
    table: PgTable,
    key: Key,
    change: Values,
    other: { readonly table: PgTable; readonly values: Values },
    options?: Pick<UpdateOptions, 'when'>,
  ): Promise<readonly [changed: Row, inserted: Row] | null>;
  /** Ends the transaction with the statement: COMMIT goes out with it, and nothing may follow. */
  readonly last: Pick<Writer, 'insert' | 'upsert' | 'upsertWhen' | 'delete' | 'updateAndInsert'>;
}

/** Only builds SQL: nothing is ever run through it. */
const builder = drizzle(async () => ({ rows: [] }));

const version = 'version';

export function createWriter(
  catalog: Catalog,
  transaction: TransactionRunner,
  region: Statement['region'],
  origin: StatementOrigin,
  changed: ChangedRows,
  isLast = false,
): Writer {
  function sendRaw(
    model: TableModel,
    query: Pick<Statement, 'text' | 'parameters'>,
  ): Promise<readonly RawRow[]> {
    const statement = { ...query, table: model.name, region: model.region ? region : 'global' } as const;
    // Where the database computes the region, its row is looked at before it is kept.
    const ends = isLast && !model.region?.column.generated;
    return ends ? transaction.queryLast(statement, origin) : transaction.query(statement, origin);
  }

  async function send(
    model: TableModel,
    query: Pick<Statement, 'text' | 'parameters'>,
  ): Promise<readonly Row[]> {
    const raw = await sendRaw(model, query);
    const shape = whole(model);
    if (model.region?.column.generated)
      for (const each of raw)
        if (each[shape.columns.length] !== region)
          throw new MeridianError('BAD_USER_INPUT', 'The row belongs to another region.', { region });
    return raw.map((each) => shape.read(each, region));
  }

  /** Many rows, in arrays: the text is the same for two and for a thousand. */
  async function runAll(model: TableModel, query: SqlSource): Promise<readonly Row[]> {
    const rows = await send(model, build(query, { table: model.name, region }));
    changed.add(model, rows);
    return rows;
  }

  /** One row that is changed. Its text is looked up by what is set, and by the condition's object. */
  async function run(...query: Parameters<typeof ask>): Promise<Row | null> {
    const row = await ask(...query);
    if (row) changed.add(query[0], [row]);
    return row;
  }

  async function ask(
    model: TableModel,
    id: string | undefined,
    condition: SQL | undefined,
    make: () => SqlSource,
    parameters: Readonly<Record<string, Parameter>>,
  ): Promise<Row | null> {
    const text = catalog.write(id, model, condition, make);
    const rows = await send(model, { text: text.text, parameters: text.bind({ region, ...parameters }) });
    return rows[0] ?? null;
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
  const at = (model: TableModel): SQL | undefined =>
    and(
      model.region && eq(model.region.column, sql.placeholder('region')),
      ...model.key.map(({ column }, i) => eq(column, sql.placeholder(`key${i}`))),
    );

  const keyed = (key: Key): Record<string, Parameter> =>
    Object.fromEntries(key.map((value, i) => [`key${i}`, value]));

  /** The region column is always written: its default is the primary region, not the row's. */
  const inRegion = (model: TableModel): Values =>
    // A computed one follows from the other columns, and the database refuses a value for it.
    model.region && !model.region.column.generated
      ? { [model.region.property]: sql`${sql.placeholder('region')}` }
      : {};

  function counted(model: TableModel): Values {
    const column = model.byProperty.get(version)?.column;
    return column ? { [version]: sql`${column} + 1` } : {};
  }

  /** Changes the row with the key, where it also meets the conditions, and counts `version` up. */
  function updating(
    table: PgTable,
    placeholders: Readonly<Record<string, SQL>>,
    ...conditions: readonly (SQL | undefined)[]
  ) {
    const model = catalog.model(table);
    return builder
      .update(table)
      .set({ ...placeholders, ...counted(model) } as never)
      .where(and(at(model), ...conditions))
      .returning(returning(model));
  }

  /** ON CONFLICT DO UPDATE must set something, else it returns no row. */
  const kept = (model: TableModel): Values =>
    model.byProperty.has(version)
      ? {}
      : Object.fromEntries(model.key.map(({ property, column }) => [property, sql`${column}`]));

  return {
    get last() {
      return createWriter(catalog, transaction, region, origin, changed, true);
    },

    find(table, key) {
      const model = catalog.model(table);
      const make = () => builder.select(returning(model)).from(table).where(at(model));
      return ask(model, 'find', undefined, make, keyed(key));
    },

    async findMany(table, keys) {
      const model = catalog.model(table);
      const shape = whole(model);
      const at = model.region ? region : 'global';
      const statement = byKeyStatement(shape, catalog.byKey(shape), at, keys);
      const raw = await transaction.query(statement, origin);
      const rows = raw.map((each) => shape.read(each, region));
      return inOrder(model, rows, keys);
    },

    async insert(table, values) {
      const model = catalog.model(table);
      const { id, placeholders, parameters } = settingsOf(model, values, 'new');
      const make = () =>
        builder
          .insert(table)
          .values({ ...placeholders, ...inRegion(model) } as never)
          .returning(returning(model));
      return (await run(
        model,
        id === undefined ? undefined : `insert|${id}`,
        undefined,
        make,
        parameters,
      )) as Row;
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
      changed.deleted();
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
      const made = settingsOf(model, values, 'new');
      const changed = settingsOf(model, change, 'changed');
      const target = [...(model.region ? [model.region] : []), ...model.key].map((each) => each.column);
      const make = () =>
        builder
          .insert(table)
          .values({ ...made.placeholders, ...inRegion(model) } as never)
          .onConflictDoUpdate({
            target,
            set: { ...kept(model), ...changed.placeholders, ...counted(model) } as never,
            ...(when && { setWhere: when }),
          })
          .returning(returning(model));
      const isConstant = made.id !== undefined && changed.id !== undefined;
      const id = isConstant ? `upsert|${made.id}|${changed.id}` : undefined;
      return run(model, id, when, make, { ...made.parameters, ...changed.parameters });
    },

    async update(table, key, change, options = {}) {
      const model = catalog.model(table);
      const { when } = options;
      const expected = model.byProperty.has(version) ? (options.expectedVersion ?? undefined) : undefined;
      const { id, placeholders, parameters } = settingsOf(model, change, 'changed');
      const make = () =>
        updating(table, placeholders, when, expected === undefined ? undefined : hasVersion(model));
      const row = await run(
        model,
        id === undefined ? undefined : `update|${id}|${expected === undefined ? '' : version}`,
        when,
        make,
        { ...keyed(key), ...parameters, ...(expected !== undefined && { expected }) },
      );
      if (row === null && expected !== undefined) await refuseOtherVersion(this, table, key, expected);
      return row;
    },

    async updateAndInsert(table, key, change, other, { when } = {}) {
      const model = catalog.model(table);
      const otherModel = catalog.model(other.table);
      if (model.region?.column.generated || otherModel.region?.column.generated)
        throw new TypeError('Where the database computes a region, rows are changed one by one');
      const set = settingsOf(model, change, 'changed');
      const made = madeRow(otherModel, model, other.values);
      const madeId = idOfMade(made);
      const id =
        set.id === undefined || madeId === undefined ? undefined : `update|${set.id}|insert|${madeId}`;
      const [columns, otherColumns] = [whole(model).columns, whole(otherModel).columns];
      const text = catalog.write(id, model, when, () =>
        updateAndInsert(updating(table, set.placeholders, when), columns, made, otherColumns),
      );
      const parameters = text.bind({ region, ...keyed(key), ...set.parameters, ...made.own.parameters });
      const [raw] = await sendRaw(model, { text: text.text, parameters });
      if (!raw) return null;
      const rows = [
        whole(model).read(raw, region),
        whole(otherModel).read(raw, region, columns.length),
      ] as const;
      changed.add(model, [rows[0]]);
      changed.add(otherModel, [rows[1]]);
      return rows;
    },

    delete(table, key, { when } = {}) {
      const model = catalog.model(table);
      changed.deleted();
      const make = () =>
        builder
          .delete(table)
          .where(and(at(model), when))
          .returning(returning(model));
      return run(model, 'delete', when, make, keyed(key));
    },
  };
}

const hasVersion = (model: TableModel): SQL | undefined => {
  const column = model.byProperty.get(version)?.column;
  return column && eq(column, sql.placeholder('expected'));
};

const keysOf = (model: TableModel, rows: readonly Values[]): Key[] =>
  rows.map((row) => model.key.map(({ property }) => String(row[property])));

/** RETURNING promises no order. */
function inOrder(model: TableModel, rows: readonly Row[], keys: readonly Key[]): (Row | null)[] {
  const byKey = new Map(
    rows.map((row) => [keyText(model.key.map(({ property }) => String(row[property]))), row]),
  );
  return keys.map((key) => byKey.get(keyText(key)) ?? null);
}

async function refuseOtherVersion(writer: Writer, table: PgTable, key: Key, expected: number): Promise<void> {
  const row = await writer.find(table, key);
  if (row && row[version] !== expected)
    throw new MeridianError('CONFLICT', 'The row was changed in the meantime.', {
      expectedVersion: expected,
      version: row[version],
    });
}
