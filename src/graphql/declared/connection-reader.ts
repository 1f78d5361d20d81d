import type { Statement } from '../../db/database.ts';
import type { ConnectionQuery, RowPage } from '../../loaders/connection-loader.ts';
import type { TypeDeclaration } from '../../loaders/declaration.ts';
import type { Key } from '../../loaders/key.ts';
import type { OrderTerm } from '../../loaders/order.ts';
import { type PageArguments, readPage } from '../../loaders/page.ts';
import type { ColumnModel } from '../../loaders/table-model.ts';
import { UnreadRows } from '../../loaders/unread-rows.ts';
import type { RequestContext } from '../context.ts';
import type { BindingParts } from './binding-parts.ts';
import type { ConnectionValue } from './connection-value.ts';
import { readFilter } from './filter-argument.ts';
import type { ConnectionSelection, SelectionInfo } from './look-ahead.ts';
import { createOrderReader } from './order-argument.ts';

/** The arguments of a connection field. */
export interface ConnectionArguments extends PageArguments {
  readonly where?: Readonly<Record<string, unknown>> | null;
  readonly orderBy?: readonly string[] | null;
}

/** Reads a connection in one region. */
export interface ConnectionReader {
  /** That of a whole table. */
  readonly whole: (
    args: ConnectionArguments,
    context: RequestContext,
    info: SelectionInfo,
    region: Statement['region'],
  ) => Promise<ConnectionValue>;
  /** That of each of the parents with these keys, in their order. */
  readonly ofParents: (
    args: ConnectionArguments,
    context: RequestContext,
    info: SelectionInfo,
    region: Statement['region'],
    parents: readonly Key[],
  ) => Promise<readonly ConnectionValue[]>;
}

/**
 * Makes what all connection fields have in common: arguments to a query, a query to pages.
 * @param name names the connection in cursors
 * @param parent the columns that hold the parent's key; none for a connection over the whole table
 */
export function createConnectionReader(
  name: string,
  type: TypeDeclaration,
  parent: readonly ColumnModel[],
  declared: { readonly order: readonly OrderTerm[]; readonly largestPage: number | undefined },
  parts: BindingParts,
): ConnectionReader {
  const { catalog, lookAhead, cursors } = parts;
  const model = catalog.model(type.table);
  const orderFor = createOrderReader(type, model, declared.order);

  function queryOf(
    args: ConnectionArguments,
    { shape, wantsCursors }: ConnectionSelection,
    { loaders, principal }: RequestContext,
    region: string,
  ): ConnectionQuery {
    const checkAccess = (typeName: string, field: string) =>
      parts.refuseUnreadable(typeName, field, principal.scopes);
    const order = orderFor(args.orderBy, checkAccess);
    const filter = readFilter(args.where, type, region, parts, checkAccess);
    const page = readPage(args, name, order, cursors, declared.largestPage);
    // Pages of several parents are sorted again around the subquery, by the columns that come out of it.
    const isSorted = wantsCursors || parent.length > 0;
    const ordered = isSorted ? order.terms.map(({ column }) => column) : [];
    return loaders.query({
      shape: catalog.shape(model, [...shape.columns, ...ordered]),
      order,
      page,
      parent,
      ...(filter ? { filter } : {}),
    });
  }

  /** A list's parents ask with the same arguments: they are read once. */
  function query(
    args: ConnectionArguments,
    selection: ConnectionSelection,
    context: RequestContext,
    region: string,
  ): ConnectionQuery {
    const { notes } = context.loaders;
    let byArguments = notes.get(selection) as Map<string, ConnectionQuery> | undefined;
    if (!byArguments) {
      byArguments = new Map();
      notes.set(selection, byArguments);
    }
    const id = region + JSON.stringify(args);
    let found = byArguments.get(id);
    if (!found) {
      found = queryOf(args, selection, context, region);
      byArguments.set(id, found);
    }
    return found;
  }

  return {
    async whole(args, context, info, region) {
      const { loaders } = context;
      const selection = lookAhead.connection(info, type);
      const asked = query(args, selection, context, region);
      const [totalCount, page] = await Promise.all([
        selection.wantsCount ? loaders.count(asked, region) : undefined,
        selection.wantsRows ? loaders.page(asked, region) : nothing(asked, region),
      ]);
      return connectionValue(asked, page, totalCount);
    },

    async ofParents(args, context, info, region, parents) {
      const { loaders } = context;
      const selection = lookAhead.connection(info, type);
      const asked = query(args, selection, context, region);
      const [counts, pages] = await Promise.all([
        selection.wantsCount ? loaders.countsOf(asked, region, parents) : undefined,
        selection.wantsRows ? loaders.pagesOf(asked, region, parents) : undefined,
      ]);
      return parents.map((_, i) => connectionValue(asked, pages?.[i] ?? nothing(asked, region), counts?.[i]));
    },
  };

  function connectionValue(
    { order }: ConnectionQuery,
    page: RowPage,
    totalCount: string | undefined,
  ): ConnectionValue {
    return { page, name, order, totalCount: totalCount === undefined ? undefined : Number(totalCount) };
  }
}

function nothing({ shape }: ConnectionQuery, region: string): RowPage {
  return { rows: new UnreadRows([], shape, region), hasNextPage: false, hasPreviousPage: false };
}
