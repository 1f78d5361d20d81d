import { readdirSync, readFileSync } from 'node:fs';
import { type Contract, readContract, type SdlFile } from '../contract/read.ts';

/** The repository's root. */
export const root = new URL('../../', import.meta.url);

/** The SDL as it lies in `schema/`. */
export function readSdlFiles(): readonly SdlFile[] {
  const folder = new URL('schema/', root);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => ({ name: `schema/${name}`, text: readFileSync(new URL(name, folder), 'utf8') }));
}

/** The contract that `schema/` is. Throws a ContractError with all its faults. */
export const readSchemaContract = (): Contract => readContract(readSdlFiles());
