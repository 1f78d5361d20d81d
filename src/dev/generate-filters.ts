import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { buildASTSchema, concatAST, type DocumentNode, parse, specifiedScalarTypes, visit } from 'graphql';
import { domain } from '../../resolvers/domain.ts';
import { filterDefinitions, renderDefinitions } from '../graphql/declared/filter-sdl.ts';
import { createCatalog } from '../loaders/catalog.ts';
import { readSdlFiles, root } from './contract-files.ts';

const path = 'schema/filters.graphql';

/** Adds to the SDL the filters and orders of types and columns that have none yet. The file is the user's to edit. */
function main(): void {
  const place = new URL(path, root);
  const existing = existsSync(place) ? readFileSync(place, 'utf8') : '';
  const document = concatAST(readSdlFiles().map(({ text }) => parse(text)));
  const schema = buildASTSchema(concatAST([document, standIns(document)]), {
    assumeValid: true,
    assumeValidSDL: true,
  });
  const text = renderDefinitions(filterDefinitions(schema, createCatalog(domain.types)), existing);
  if (text === existing) return;
  writeFileSync(place, text);
  console.log(`wrote ${path}`);
}

/** The SDL may name filters that are not there yet. */
function standIns(document: DocumentNode): DocumentNode {
  const defined = new Set(specifiedScalarTypes.map(({ name }) => name));
  const named = new Set<string>();
  visit(document, {
    enter(node) {
      if (node.kind.endsWith('TypeDefinition') && 'name' in node && node.name) defined.add(node.name.value);
      if (node.kind === 'NamedType') named.add(node.name.value);
    },
  });
  const missing = [...named].filter((name) => !defined.has(name));
  return missing.length === 0
    ? ({ kind: 'Document', definitions: [] } as never)
    : parse(missing.map((name) => `scalar ${name}`).join('\n'));
}

main();
