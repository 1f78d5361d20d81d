import type { RowPage } from '../../loaders/connection-loader.ts';
import type { Order } from '../../loaders/order.ts';

/** What a connection field resolves to: the parent of `edges`, `nodes`, `pageInfo` and `totalCount`. */
export interface ConnectionValue {
  readonly page: RowPage;
  /** Names the connection in cursors. */
  readonly name: string;
  readonly order: Order;
  readonly totalCount: number | undefined;
}
