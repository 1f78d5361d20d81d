import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { CommandFailure, readText } from './command.ts';

/** A policy document that was found. */
export type FoundDocument = { readonly file: string; readonly text: string };

const EXTENSIONS: ReadonlySet<string> = new Set(['.xml', '.policy']);
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '.git']);
/** What tells a policy document from other XML in a folder. */
const POLICY_ROOT = /<(?:policies|fragment)[\s/>]/;

/** The policy documents of files and folders. A file that is named is taken whatever it holds. */
export function findDocuments(paths: readonly string[]): FoundDocument[] {
  return paths.flatMap((path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) throw new CommandFailure(`${path}: there is no such file or folder`);
    return stats.isDirectory() ? [...documentsBelow(path)] : [{ file: path, text: readText(path) }];
  });
}

function* documentsBelow(folder: string): Generator<FoundDocument> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) yield* documentsBelow(path);
    if (!entry.isFile() || !EXTENSIONS.has(extname(entry.name))) continue;
    const text = readText(path);
    if (POLICY_ROOT.test(text)) yield { file: path, text };
  }
}
