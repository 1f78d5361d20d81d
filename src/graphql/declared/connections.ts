import type { Cursors } from '../../loaders/cursor.ts';
import type { Row } from '../../loaders/row-shape.ts';
import { branching } from '../row-plans/row-branches.ts';
import { rowReader } from '../row-plans/row-readers.ts';
import type { ConnectionValue } from './connection-value.ts';
import type { Resolvers } from './domain.ts';

interface EdgeValue {
  readonly node: Row;
  readonly connection: ConnectionValue;
}

const edgesOf = (connection: ConnectionValue): EdgeValue[] =>
  [...connection.page.rows].map((node) => ({ node, connection }));

/** The resolvers of Relay's own types for the domain type `name`; PageInfo is the same for all. */
export function connectionResolvers(name: string, cursors: Cursors): Resolvers {
  const write = ({ name: connection, order }: ConnectionValue, row: Row | undefined): string | null =>
    row === undefined ? null : cursors.write(connection, order, row);
  return {
    [`${name}Connection`]: {
      nodes: branching(({ page }: ConnectionValue) => page.rows, { kind: 'nodes' }),
      edges: branching(edgesOf, { kind: 'edges', edgesOf }),
      pageInfo: branching((connection: ConnectionValue) => connection, { kind: 'pageInfo' }),
      totalCount: rowReader(({ totalCount }: ConnectionValue) => totalCount),
    },
    [`${name}Edge`]: {
      node: branching(({ node }: EdgeValue) => node, { kind: 'node' }),
      cursor: rowReader(({ connection, node }: EdgeValue) => write(connection, node)),
    },
    PageInfo: {
      hasNextPage: rowReader(({ page }: ConnectionValue) => page.hasNextPage),
      hasPreviousPage: rowReader(({ page }: ConnectionValue) => page.hasPreviousPage),
      startCursor: rowReader((connection: ConnectionValue) => write(connection, connection.page.rows.at(0))),
      endCursor: rowReader((connection: ConnectionValue) => write(connection, connection.page.rows.at(-1))),
    },
  };
}
