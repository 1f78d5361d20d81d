import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { concatAST, parse } from 'graphql';
import { domain } from '../../resolvers/domain.ts';
import { renderAggregates } from '../graphql/declared/aggregate-sdl.ts';
import { renderFilters } from '../graphql/declared/filter-sdl.ts';
import { createCatalog } from '../loaders/catalog.ts';
import { readSdlFiles, root } from './contract-files.ts';

/** Adds to the SDL the filters, orders and aggregates that are not there yet. The files are the user's to edit. */
function main(): void {
  const document = concatAST(readSdlFiles().map(({ text }) => parse(text)));
  const catalog = createCatalog(domain.types);
  add('schema/filters.graphql', (existing) => renderFilters(document, catalog, existing));
  add('schema/aggregates.graphql', (existing) =>
    renderAggregates(document, catalog, domain.queries, existing),
  );
}

function add(path: string, render: (existing: string) => string): void {
  const place = new URL(path, root);
  const existing = existsSync(place) ? readFileSync(place, 'utf8') : '';
  const text = render(existing);
  if (text === existing) return;
  writeFileSync(place, text);
  console.log(`wrote ${path}`);
}

main();
