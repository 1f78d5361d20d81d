import { readdirSync } from 'node:fs';
import { generate } from '@graphql-codegen/cli';
import { getTableName, isTable } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import codegen from '../../codegen.ts';
import type { DomainTables } from '../contract/domain-tables.ts';
import { root } from './contract-files.ts';
import type { DerivedFile } from './derived-files.ts';

const TYPES = 'resolvers/types.generated.ts';
const ROWS = 'resolvers/rows.generated.ts';

/** The types of resolvers and of the rows behind the domain's types, as codegen.ts says. */
export async function resolverTypes({ types }: DomainTables): Promise<readonly DerivedFile[]> {
  const names = [...types.keys()].sort();
  const mappers = Object.fromEntries(names.map((name) => [name, `./rows.generated.ts#${name}Row`]));
  const output = codegen.generates[TYPES];
  if (output === undefined || Array.isArray(output))
    throw new TypeError(`codegen.ts does not generate ${TYPES}`);
  const generated = await generate(
    {
      ...codegen,
      generates: { [TYPES]: { ...output, config: { ...output.config, mappers } } },
      cwd: root.pathname,
      silent: true,
      errorsOnly: true,
    },
    false,
  );
  const text = generated.find(({ filename }: { filename: string }) => filename.endsWith(TYPES))?.content;
  if (typeof text !== 'string') throw new TypeError(`codegen wrote no ${TYPES}`);
  return [
    { path: TYPES, text: `${WRITTEN_BY}\n${text}` },
    { path: ROWS, text: renderRows(types, await tableExports()) },
  ];
}

const WRITTEN_BY = '// Written by npm run generate from schema/*.graphql and schema/tables. Do not edit.';

/** Where each table is exported from: its file in `schema/tables` and its name there. */
async function tableExports(): Promise<
  ReadonlyMap<unknown, { readonly file: string; readonly name: string }>
> {
  const folder = new URL('schema/tables/', root);
  const found = new Map<unknown, { readonly file: string; readonly name: string }>();
  for (const file of readdirSync(folder).sort()) {
    const exported: Record<string, unknown> = await import(new URL(file, folder).href);
    for (const [name, value] of Object.entries(exported))
      if (isTable(value)) found.set(value, { file, name });
  }
  return found;
}

function renderRows(
  types: ReadonlyMap<string, PgTable>,
  exports: ReadonlyMap<unknown, { readonly file: string; readonly name: string }>,
): string {
  const rows = [...types].sort(([a], [b]) => a.localeCompare(b));
  const places = rows.map(([type, table]) => {
    const place = exports.get(table);
    if (!place)
      throw new TypeError(`No file in schema/tables exports the table ${getTableName(table)} of ${type}`);
    return { type, ...place };
  });
  const imports = places
    .map(({ file, name }) => `import type { ${name} } from '../schema/tables/${file}';`)
    .sort();
  const declared = places.map(
    ({ type, name }) =>
      `/** The row behind a ${type}. */\nexport type ${type}Row = typeof ${name}.$inferSelect;`,
  );
  return `${WRITTEN_BY}\n${[...new Set(imports)].join('\n')}\n\n${declared.join('\n\n')}\n`;
}
