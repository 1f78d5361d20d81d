import { domain } from '../../resolvers/domain.ts';
import { unservedFields } from '../graphql/declared/unserved-fields.ts';
import { createCatalog } from '../loaders/catalog.ts';
import { readSchemaContract } from './contract-files.ts';

/** Warns of connections, orders and filters that no index serves. Never fails: a small table needs none. */
function main(): void {
  const { schema } = readSchemaContract();
  const unserved = unservedFields(schema, domain, createCatalog(domain.types));
  if (unserved.length === 0) return;
  console.warn('No index serves these; each reads all rows of a region, or of a parent:');
  for (const { coordinate, wants } of unserved) console.warn(`  ${coordinate}: (${wants.join(', ')})`);
}

main();
