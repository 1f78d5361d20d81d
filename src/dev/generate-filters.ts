import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { concatAST, parse } from 'graphql';
import { domain } from '../../resolvers/domain.ts';
import { renderFilters } from '../graphql/declared/filter-sdl.ts';
import { createCatalog } from '../loaders/catalog.ts';
import { readSdlFiles, root } from './contract-files.ts';

const path = 'schema/filters.graphql';

/** Adds to the SDL the filters and orders of types and columns that have none yet. The file is the user's to edit. */
function main(): void {
  const place = new URL(path, root);
  const existing = existsSync(place) ? readFileSync(place, 'utf8') : '';
  const document = concatAST(readSdlFiles().map(({ text }) => parse(text)));
  const text = renderFilters(document, createCatalog(domain.types), existing);
  if (text === existing) return;
  writeFileSync(place, text);
  console.log(`wrote ${path}`);
}

main();
