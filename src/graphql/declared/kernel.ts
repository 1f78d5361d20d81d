import type { PgTable } from 'drizzle-orm/pg-core';
import type { GraphQLResolveInfo } from 'graphql';
import type { Statement } from '../../db/database.ts';
import type { RegionName } from '../../db/locality.ts';
import type { Catalog } from '../../loaders/catalog.ts';
import type { Key } from '../../loaders/entity-loader.ts';
import type { NodeReference } from '../../loaders/node-id.ts';
import type { Row } from '../../loaders/row-shape.ts';
import { createWriter, type Writer } from '../../loaders/write.ts';
import type { RequestContext } from '../context.ts';
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
  /** The region that a value of the SDL's region enum names. */
  region(enumValue: string): RegionName;
  /**
   * Runs `body` in one transaction in a region; what it changed is read anew afterwards. It runs again after a conflict
   * with another transaction, so it must be re-runnable.
   */
  change<T>(
    context: RequestContext,
    region: Statement['region'],
    body: (writer: Writer) => Promise<T>,
  ): Promise<T>;
}

export interface KernelParts {
  readonly catalog: Catalog;
  readonly lookAhead: LookAhead;
  readonly read: (id: string, argument: string, type?: string) => NodeReference;
  readonly regionOf: (enumValue: string) => RegionName;
}

export function createKernel({ catalog, lookAhead, read, regionOf }: KernelParts): Kernel {
  return {
    find: (context, info, table, region, key) =>
      context.loaders.row(lookAhead.row(info, catalog.typeOf(table)), region, key),
    reference: (id, argument, table) => read(id, argument, catalog.typeOf(table).name),
    region: regionOf,
    async change(context, region, body) {
      const { database, origin, loaders } = context;
      const result = await database.transaction(region, origin, (transaction) =>
        body(createWriter(catalog, transaction, region, origin)),
      );
      loaders.clear();
      return result;
    },
  };
}
