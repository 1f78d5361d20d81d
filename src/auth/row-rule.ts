import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Principal } from './principal.ts';

/** A row as resolvers see it: values by the Drizzle table's property names. */
export type Row = Readonly<Record<string, unknown>>;

/** A rule that needs a row to decide, named in the SDL by `@policy`. Bound to code in `resolvers/`. */
export interface RowRule {
  /** The columns of the row that it reads; loaders select them wherever the rule may be asked. */
  readonly columns: readonly PgColumn[];
  /** Whether the principal passes. An exception is an INTERNAL_SERVER_ERROR, never a denial and never a pass. */
  readonly holds: (row: Row, principal: Principal) => boolean;
}
