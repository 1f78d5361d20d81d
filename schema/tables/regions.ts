import { pgEnum } from 'drizzle-orm/pg-core';

/** The regions of the database, primary one first. Azure's names, as the locality of the nodes spells them. */
export const regions = ['eastus', 'westeurope', 'southeastasia'] as const;

/** CockroachDB's own enum, one per database; the PostgreSQL migrations create one of the same name. */
export const crdbInternalRegion = pgEnum('crdb_internal_region', regions);
