import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A migration as it stands in its file. */
export interface Migration {
  /** The file's name. */
  readonly name: string;
  /** Split at semicolons that end a line; so a statement holds none there. */
  readonly statements: readonly string[];
}

/** Reads the migrations of one engine, in the order of their names. `{{database}}` becomes the database's name. */
export function readMigrations(folder: string, database: string): Migration[] {
  const quoted = `"${database.replaceAll('"', '""')}"`;
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return { name, statements: splitStatements(text.replaceAll('{{database}}', quoted)) };
    });
}

/** The statements of a migration, without the comments that stand on lines of their own. */
export function splitStatements(text: string): string[] {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/^\s*--.*$/gm, '')
    .split(/;[ \t]*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

/** The SHA-256 of statements; comments and line ends of the file do not count. */
export function checksumOf(statements: readonly string[]): string {
  return createHash('sha256').update(statements.join(';\n')).digest('hex');
}
