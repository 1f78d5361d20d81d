import { type Item, isSymbol, isWord, nameOf, readItems, split } from '../../src/db/lint/tokens.ts';
import type { Migration } from '../../src/db/migration.ts';
import {
  checkShape,
  columnShape,
  foreignKeyShape,
  indexShape,
  type SchemaShape,
  type TableShape,
} from './table-shape.ts';

type Draft = { -readonly [Key in keyof TableShape]: TableShape[Key] };

/** The shape of what CockroachDB migrations make, read from their text. Throws for a statement that it does not know. */
export function cockroachShape(migrations: readonly Migration[]): SchemaShape {
  const tables: Record<string, Draft> = {};
  for (const text of migrations.flatMap(({ statements }) => statements)) {
    const items = readItems(text).filter((item) => !isWord(item, 'if', 'not', 'exists'));
    if (isWord(items[0], 'alter') && isWord(items[1], 'database')) continue;
    if (isWord(items[0], 'create') && isWord(items[1], 'table'))
      tables[nameOf(items[2]) ?? ''] = readTable(items);
    else if (isWord(items[0], 'create') && isWord(items[1], 'index')) {
      const table = tables[nameOf(items[4]) ?? ''];
      if (!table || !isWord(items[3], 'on')) throw new Error(`An index on nothing: ${text}`);
      table.indexes = [...table.indexes, indexShape(nameOf(items[2]) ?? '', namesIn(items[5]))].sort();
    } else throw new Error(`Not known here: ${text}`);
  }
  return tables;
}

function readTable(items: readonly Item[]): Draft {
  const body = items[3]?.kind === 'group' ? items[3].items : [];
  const tail = items.slice(4).map((item) => nameOf(item) ?? '');
  const entries = split(body, (item) => isSymbol(item, ','));
  const isConstraint = ([first]: readonly Item[]) => isWord(first, 'primary', 'foreign', 'constraint');
  const columns = entries.filter((entry) => !isConstraint(entry));
  const columnNames = columns.map(([name]) => nameOf(name) ?? '');
  const starting = (word: string) => entries.filter(([first]) => isWord(first, word));
  return {
    locality: localities[tail.join(' ')] ?? fail(`Not a locality: ${tail.join(' ')}`),
    columns: columns.map(readColumn),
    primaryKey: namesIn(starting('primary')[0]?.[2]),
    foreignKeys: starting('foreign')
      .map((entry) => foreignKeyShape(namesIn(entry[2]), nameOf(entry[4]) ?? '', namesIn(entry[5])))
      .sort(),
    indexes: [],
    checks: starting('constraint')
      .map((entry) => checkShape(nameOf(entry[1]) ?? '', namesIn(entry[3]).join(' '), columnNames))
      .sort(),
  };
}

const localities: Readonly<Record<string, TableShape['locality']>> = {
  'locality regional by row as crdb_region': 'regional',
  'locality global': 'global',
};

function readColumn([name, type, ...rest]: readonly Item[]): string {
  const size = rest[0]?.kind === 'group' ? `(${textIn(rest[0]).join('')})` : '';
  const isNotNull = rest.some((item, index) => isWord(item, 'not') && isWord(rest[index + 1], 'null'));
  const at = rest.findIndex((item) => isWord(item, 'default'));
  const otherwise =
    at < 0 ? undefined : textIn({ kind: 'group', open: '(', items: rest.slice(at + 1) }).join(' ');
  return columnShape(nameOf(name) ?? '', `${nameOf(type)}${size}`, isNotNull, otherwise);
}

function namesIn(item: Item | undefined): string[] {
  return item?.kind === 'group' ? item.items.flatMap((each) => nameOf(each) ?? []) : [];
}

function textIn(item: Item): string[] {
  return item.kind === 'group' ? item.items.flatMap(textIn) : [item.text];
}

function fail(message: string): never {
  throw new Error(message);
}
