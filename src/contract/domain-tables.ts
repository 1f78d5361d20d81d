import type { PgTable } from 'drizzle-orm/pg-core';

/** The tables that a mutation touches. What it writes it may read too, for RETURNING and WHERE. */
export interface MutationTables {
  readonly reads: readonly PgTable[];
  /** Inserts into and updates. */
  readonly writes: readonly PgTable[];
  readonly deletes?: readonly PgTable[];
}

/** Which tables lie behind the contract. Comes from the domain; the SDL does not know tables. */
export interface DomainTables {
  /** By type name. */
  readonly types: ReadonlyMap<string, PgTable>;
  /** By the name of the field of `Mutation`. */
  readonly mutations: ReadonlyMap<string, MutationTables>;
}
