import { randomUUID } from 'node:crypto';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { GraphQLResolveInfo } from 'graphql';
import type { Statement, TransactionOptions } from '../../db/database.ts';
import type { RegionName } from '../../db/locality.ts';
import type { Catalog } from '../../loaders/catalog.ts';
import { ChangedRows } from '../../loaders/changed-rows.ts';
import type { Key } from '../../loaders/key.ts';
import type { NodeReference } from '../../loaders/node-id.ts';
import type { Row } from '../../loaders/row-shape.ts';
import { createWriter, type Writer } from '../../loaders/write.ts';
import type { RequestContext } from '../context.ts';
import { checkValues } from './checked-values.ts';
import type { LookAhead } from './look-ahead.ts';

/** What hand-written resolvers get to read and change rows with. */
export interface Kernel {
  /** The row with this key, only the columns that the selection asks for; batched with its like. */
  find(
    context: RequestContext,
    info: GraphQLResolveInfo,
    table: PgTable,
    region: Statement['region'],
    key: Key,
  ): Promise<Row | null>;
  /** Reads a node id. Throws BAD_USER_INPUT that names the argument where it is not one of this table's type. */
  reference(id: string, argument: string, table: PgTable): NodeReference;
  /**
   * Values of a row's columns, by property, as the database takes them. Throws BAD_USER_INPUT that names `path.property`
   * where the table would refuse or change one. Absent stays absent.
   */
  checked(table: PgTable, values: Readonly<Record<string, unknown>>, path: string): Record<string, unknown>;
  /** The region that a value of the SDL's region enum names. */
  region(enumValue: string): RegionName;
  /** A key for a new row, which no region has. */
  newId(): string;
  /** The present as the database writes it, in UTC, to the millisecond. */
  now(): string;
  /**
   * Runs `body` in one transaction in a region; what it changed is read anew afterwards. It runs again after a conflict
   * with another transaction, so it must be re-runnable.
   */
  change<T>(
    context: RequestContext,
    region: Statement['region'],
    body: (writer: Writer) => Promise<T>,
    options?: Pick<TransactionOptions, 'isolation'>,
  ): Promise<T>;
}

export interface KernelParts {
  readonly catalog: Catalog;
  readonly lookAhead: LookAhead;
  readonly read: (id: string, argument: string, type?: string) => NodeReference;
  readonly regionOf: (enumValue: string) => RegionName;
  readonly seams: KernelSeams;
}

/** What comes from the world, for tests to hold still. */
export interface KernelSeams {
  readonly now: () => number;
  readonly randomUUID: () => string;
}

export const kernelSeams: KernelSeams = { now: Date.now, randomUUID };

export function createKernel({ catalog, lookAhead, read, regionOf, seams }: KernelParts): Kernel {
  return {
    newId: () => seams.randomUUID(),
    now: () => new Date(seams.now()).toISOString().slice(0, 23).replace('T', ' '),
    find: (context, info, table, region, key) =>
      context.loaders.row(lookAhead.row(info, catalog.typeOf(table)), region, key),
    reference: (id, argument, table) => read(id, argument, catalog.typeOf(table).name),
    checked: (table, values, path) => checkValues(catalog.model(table), values, path),
    region: regionOf,
    async change(context, region, body, options) {
      const { database, origin, loaders } = context;
      let changed: ChangedRows | undefined;
      const result = await database.transaction(
        region,
        origin,
        (transaction) => {
          // An attempt that is made again begins with nothing.
          changed = new ChangedRows(region);
          return body(createWriter(catalog, transaction, region, origin, changed));
        },
        options,
      );
      loaders.clear(changed);
      return result;
    },
  };
}
