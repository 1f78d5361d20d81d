import type { DomainTables } from '../../src/contract/domain-tables.ts';
import { domainTables } from '../../src/dev/domain-tables.ts';

/** The tables behind the contract in `schema/`, as `resolvers/` declares them. */
export const movrTables: DomainTables = domainTables;
