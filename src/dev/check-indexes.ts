import { domain } from '../../resolvers/domain.ts';
import { unserved } from '../../resolvers/unserved.ts';
import { unservedFields } from '../graphql/declared/unserved-fields.ts';
import { createCatalog } from '../loaders/catalog.ts';
import { applyWaivers } from '../loaders/unserved.ts';
import { readSchemaContract } from './contract-files.ts';

/**
 * Warns of connections, orders, filters, aggregates and groups that no index serves and `resolvers/unserved.ts` does not
 * excuse: a small table needs no index. Fails where that file excuses what needs no excuse.
 */
function main(): void {
  const { schema } = readSchemaContract();
  const { open, idle } = applyWaivers(unservedFields(schema, domain, createCatalog(domain.types)), unserved);
  if (open.length > 0) {
    console.warn(
      'No index serves these; each reads all rows of a region, or of a parent. Add an index, take the',
    );
    console.warn(
      'field out of schema/filters.graphql or schema/aggregates.graphql, or say in resolvers/unserved.ts why:',
    );
    for (const { coordinate, wants } of open) console.warn(`  ${coordinate}: (${wants.join(', ')})`);
  }
  if (idle.length === 0) return;
  console.error(`resolvers/unserved.ts excuses what is served, or not there: ${idle.join(', ')}`);
  process.exitCode = 1;
}

main();
