import { type Group, type Item, isWord, type Token } from './tokens.ts';

/**
 * What PostgreSQL takes and CockroachDB's grammar rejects, as runs of keywords (checked against CockroachDB's grammar).
 * `(` stands for a parenthesis.
 */
const refused: readonly (readonly string[])[] = [
  ['listen'],
  ['unlisten'],
  ['notify'],
  ['lock', 'table'],
  ['merge', 'into'],
  ['create', 'domain'],
  ['partition', 'of'],
  ['exclude', 'using'],
  ['tablesample'],
  ['rollup', '('],
  ['cube', '('],
  ['grouping', 'sets'],
  ['with', 'ties'],
  ['overriding', 'system', 'value'],
];

/** The runs of keywords in a statement that CockroachDB would not parse. */
export function refusedByCockroach(items: readonly Item[]): string[] {
  const problems: string[] = [];
  const visit = (group: readonly Item[]): void => {
    for (const [index, item] of group.entries()) {
      for (const run of refused)
        if (run.every((word, n) => matches(group[index + n], word)))
          problems.push(`CockroachDB does not take ${run.join(' ').toUpperCase()}`);
      if (item.kind === 'group') visit(item.items);
    }
    if (staleAfterWhere(group)) problems.push('AS OF SYSTEM TIME belongs before WHERE');
    if (grantsColumns(group)) problems.push('CockroachDB grants no columns');
  };
  visit(items);
  return problems;
}

function matches(item: Item | undefined, word: string): boolean {
  return word === '(' ? item?.kind === 'group' : isWord(item, word);
}

function staleAfterWhere(items: readonly Item[]): boolean {
  const where = items.findIndex((item) => isWord(item, 'where'));
  const stale = items.findIndex(
    (item, index) =>
      isWord(item, 'as') && isWord(items[index + 1], 'of') && isWord(items[index + 2], 'system'),
  );
  return where >= 0 && stale > where;
}

function grantsColumns([first, , third]: readonly (Token | Group)[]): boolean {
  return isWord(first, 'grant') && third?.kind === 'group';
}
