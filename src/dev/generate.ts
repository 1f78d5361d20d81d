import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { ContractError } from '../contract/problem.ts';
import type { Contract } from '../contract/read.ts';
import { readSchemaContract, root } from './contract-files.ts';
import { type DerivedFile, derivedFiles } from './derived-files.ts';
import { domainTables } from './domain-tables.ts';
import { resolverTypes } from './resolver-types.ts';

/** The derived files that are not what they should be: absent, old, or edited by hand. */
export function differing(files: readonly DerivedFile[]): readonly DerivedFile[] {
  return files.filter(({ path, text }) => {
    const place = new URL(path, root);
    return !existsSync(place) || readFileSync(place, 'utf8') !== text;
  });
}

/** Throws a ContractError that names every coordinate that no directive covers. */
export function refuseUncovered({ access }: Contract): void {
  const problems = access.uncovered.map(({ coordinate, file, line }) => ({
    file,
    line,
    message: `${coordinate} is denied to everyone: no directive covers it`,
  }));
  if (problems.length > 0) throw new ContractError(problems);
}

/** Files differ from what the contract makes of them. */
class StaleFiles extends Error {}

async function main(isCheck: boolean): Promise<void> {
  const contract = readSchemaContract();
  refuseUncovered(contract);
  const changed = differing([
    ...derivedFiles(contract, domainTables),
    ...(await resolverTypes(domainTables)),
  ]);
  if (isCheck) {
    if (changed.length === 0) return;
    const names = changed.map(({ path }) => `  ${path}`).join('\n');
    throw new StaleFiles(`Not what npm run generate writes:\n${names}`);
  }
  for (const { path, text } of changed) {
    const place = new URL(path, root);
    mkdirSync(new URL('.', place), { recursive: true });
    writeFileSync(place, text);
    console.log(`wrote ${path}`);
  }
}

if (import.meta.main) {
  try {
    await main(process.argv.includes('--check'));
  } catch (error) {
    console.error(error instanceof ContractError || error instanceof StaleFiles ? error.message : error);
    process.exitCode = 1;
  }
}
