import { domain } from '../../resolvers/domain.ts';
import type { DomainTables } from '../contract/domain-tables.ts';

/** The tables behind the contract, as the domain declares them. */
export const domainTables: DomainTables = {
  types: new Map(domain.types.map(({ name, table }) => [name, table])),
  mutations: new Map(Object.entries(domain.mutations)),
};
