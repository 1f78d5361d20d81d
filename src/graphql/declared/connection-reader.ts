import type { GraphQLResolveInfo } from 'graphql';
import type { Statement } from '../../db/database.ts';
import type { ConnectionQuery, RowPage } from '../../loaders/connection-loader.ts';
import type { TypeDeclaration } from '../../loaders/declaration.ts';
import type { Key } from '../../loaders/entity-loader.ts';
import type { OrderTerm } from '../../loaders/order.ts';
import { type PageArguments, readPage } from '../../loaders/page.ts';
import type { ColumnModel } from '../../loaders/table-model.ts';
import type { RequestContext } from '../context.ts';
import type { BindingParts } from './binding-parts.ts';
import type { ConnectionValue } from './connections.ts';
import { readFilter } from './filter-argument.ts';
import type { ConnectionSelection } from './look-ahead.ts';
import { createOrderReader } from './order-argument.ts';

/** The arguments of a connection field. */
export interface ConnectionArguments extends PageArguments {
  readonly where?: Readonly<Record<string, unknown>> | null;
  readonly orderBy?: readonly string[] | null;
}

/** Reads a connection: of the parent with this key, or over the whole table. */
export type ConnectionReader = (
  args: ConnectionArguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
  region: Statement['region'],
  parent: Key | undefined,
) => Promise<ConnectionValue>;

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

  return async (args, context, info, region, key) => {
    const { loaders } = context;
    const selection = lookAhead.connection(info, type);
    const asked = query(args, selection, context, region);
    const counting = selection.wantsCount ? loaders.count(asked, region, key) : undefined;
    const reading = !selection.wantsRows
      ? nothing
      : key === undefined
        ? loaders.page(asked, region)
        : loaders.pageOf(asked, region, key);
    const [page, totalCount] = await Promise.all([reading, counting]);
    return {
      page,
      name,
      order: asked.order,
      totalCount: totalCount === undefined ? undefined : Number(totalCount),
    };
  };
}

const nothing: RowPage = { rows: [], hasNextPage: false, hasPreviousPage: false };
