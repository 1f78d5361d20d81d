import { readdirSync, readFileSync } from 'node:fs';
import { readContract, type SdlFile } from '../../src/contract/read.ts';

const folder = new URL('../../schema/', import.meta.url);

/** The files of the SDL in `schema/`. */
export const movrFiles: readonly SdlFile[] = readdirSync(folder)
  .filter((name) => name.endsWith('.graphql'))
  .sort()
  .map((name) => ({ name: `schema/${name}`, text: readFileSync(new URL(name, folder), 'utf8') }));

/** The contract that `schema/` is. */
export const movr = readContract(movrFiles);

const directives = movrFiles.filter(({ name }) => name === 'schema/directives.graphql');

/** The contract of an SDL written in a test; its scopes and row rules are declared with it. */
export function contractOf(text: string) {
  return readContract([...directives, { name: 'schema/test.graphql', text }]);
}
