import type { RowPage } from '../../loaders/connection-loader.ts';
import type { Cursors } from '../../loaders/cursor.ts';
import type { Order } from '../../loaders/order.ts';
import type { Row } from '../../loaders/row-shape.ts';
import type { Resolvers } from './domain.ts';

/** What a connection field resolves to: the parent of `edges`, `nodes`, `pageInfo` and `totalCount`. */
export interface ConnectionValue {
  readonly page: RowPage;
  /** Names the connection in cursors. */
  readonly name: string;
  readonly order: Order;
  readonly totalCount: number | undefined;
}

interface EdgeValue {
  readonly node: Row;
  readonly connection: ConnectionValue;
}

/** The resolvers of Relay's own types for the domain type `name`; PageInfo is the same for all. */
export function connectionResolvers(name: string, cursors: Cursors): Resolvers {
  const write = ({ name: connection, order }: ConnectionValue, row: Row | undefined): string | null =>
    row === undefined ? null : cursors.write(connection, order, row);
  return {
    [`${name}Connection`]: {
      nodes: ({ page }: ConnectionValue) => page.rows,
      edges: (connection: ConnectionValue): EdgeValue[] =>
        [...connection.page.rows].map((node) => ({ node, connection })),
      pageInfo: (connection: ConnectionValue) => connection,
      totalCount: ({ totalCount }: ConnectionValue) => totalCount,
    },
    [`${name}Edge`]: {
      node: ({ node }: EdgeValue) => node,
      cursor: ({ connection, node }: EdgeValue) => write(connection, node),
    },
    PageInfo: {
      hasNextPage: ({ page }: ConnectionValue) => page.hasNextPage,
      hasPreviousPage: ({ page }: ConnectionValue) => page.hasPreviousPage,
      startCursor: (connection: ConnectionValue) => write(connection, connection.page.rows.at(0)),
      endCursor: (connection: ConnectionValue) => write(connection, connection.page.rows.at(-1)),
    },
  };
}
