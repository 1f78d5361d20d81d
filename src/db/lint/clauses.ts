import { type Group, type Item, isQuery, isSymbol, isWord, nameOf, split, UnreadableSql } from './tokens.ts';

/** A table, a CTE, a subquery or a function in FROM. */
export interface Source {
  /** The table's or CTE's name; undefined for a subquery or a function. */
  readonly name: string | undefined;
  readonly alias: string;
  readonly query: Group | undefined;
  /** What a function is called with. */
  readonly called: Group | undefined;
  /** How it is joined to what stands before it. */
  readonly join: 'first' | 'inner' | 'left' | 'other';
  readonly on: readonly Item[];
}

/** A column, with the alias that qualifies it. */
export interface ColumnReference {
  readonly alias: string | undefined;
  readonly name: string;
}

/** The clauses of a statement by the keyword that begins each, at one level of parentheses. */
export type Clauses = ReadonlyMap<string, readonly Item[]>;

const clauseWords = new Set([
  'select',
  'from',
  'where',
  'group',
  'having',
  'window',
  'order',
  'limit',
  'offset',
  'fetch',
  'for',
  'returning',
  'set',
  'using',
  'values',
  'into',
  'update',
  'delete',
  'insert',
]);

/** Cuts a statement into clauses. `on conflict` is one clause, whatever it holds. */
export function readClauses(items: readonly Item[]): Clauses {
  const clauses = new Map<string, Item[]>();
  let current: Item[] = [];
  let inConflict = false;
  for (const [index, item] of items.entries()) {
    const word = item.kind === 'word' ? item.text : '';
    if (word === 'on' && isWord(items[index + 1], 'conflict')) {
      inConflict = true;
      current = [];
      clauses.set('on conflict', current);
    } else if (
      clauseWords.has(word) &&
      !isPartOfAnother(items, index) &&
      (!inConflict || word === 'returning')
    ) {
      if (clauses.has(word)) throw new UnreadableSql(`Two clauses ${word.toUpperCase()}`);
      inConflict = false;
      current = [];
      clauses.set(word, current);
    } else current.push(item);
  }
  return clauses;
}

/** `r.from`, `distinct from`, `for no key update`: a keyword that begins no clause there. */
function isPartOfAnother(items: readonly Item[], index: number): boolean {
  const before = items[index - 1];
  return (
    isSymbol(before, '.') ||
    (isWord(before, 'distinct') && isWord(items[index], 'from')) ||
    (isWord(before, 'for', 'key') && isWord(items[index], 'update'))
  );
}

const joinWords = ['join', 'inner', 'left', 'right', 'full', 'cross', 'natural', 'outer'];

/** Reads the sources of a FROM or USING clause. */
export function readSources(items: readonly Item[]): Source[] {
  const sources: Source[] = [];
  let at = 0;
  let join: Source['join'] = 'first';
  while (at < items.length) {
    const end = items.findIndex((item, n) => n > at && (isSymbol(item, ',') || isWord(item, ...joinWords)));
    const part = items.slice(at, end < 0 ? items.length : end);
    sources.push(readSource(part, join));
    if (end < 0) break;
    at = end;
    const words: string[] = [];
    for (;;) {
      const item = items[at];
      if (isSymbol(item, ',')) words.push('inner');
      else if (isWord(item, ...joinWords)) words.push(item.text);
      else break;
      at += 1;
    }
    join = words.includes('left')
      ? 'left'
      : words.some((word) => word === 'right' || word === 'full' || word === 'natural')
        ? 'other'
        : 'inner';
  }
  return sources;
}

function readSource(items: readonly Item[], join: Source['join']): Source {
  let rest = items.filter((item, index) => !(index === 0 && isWord(item, 'lateral', 'only')));
  const onAt = rest.findIndex((item) => isWord(item, 'on', 'using'));
  const on = onAt < 0 ? [] : rest.slice(onAt + 1);
  if (onAt >= 0) rest = rest.slice(0, onAt);
  const stale = rest.findIndex((item, n) => isWord(item, 'as') && isWord(rest[n + 1], 'of'));
  if (stale >= 0) rest = rest.slice(0, stale);
  const [first] = rest;
  if (first?.kind === 'group') {
    if (!isQuery(first)) throw new UnreadableSql('A join in parentheses');
    return {
      name: undefined,
      alias: aliasOf(rest.slice(1)) ?? '',
      query: first,
      called: undefined,
      join,
      on,
    };
  }
  const name = nameOf(first);
  if (name === undefined) throw new UnreadableSql('FROM names no table');
  if (rest[1]?.kind === 'group')
    return {
      name: undefined,
      alias: aliasOf(rest.slice(2)) ?? name,
      query: undefined,
      called: rest[1],
      join,
      on,
    };
  // A schema before the name says nothing about the region.
  const qualified = isSymbol(rest[1], '.');
  const table = qualified ? nameOf(rest[2]) : name;
  if (table === undefined) throw new UnreadableSql('FROM names no table');
  return {
    name: table,
    alias: aliasOf(rest.slice(qualified ? 3 : 1)) ?? table,
    query: undefined,
    called: undefined,
    join,
    on,
  };
}

function aliasOf(items: readonly Item[]): string | undefined {
  return nameOf(isWord(items[0], 'as') ? items[1] : items[0]);
}

/** The conditions that must all hold. Under OR and NOT nothing must, so nothing is returned for those. */
export function conjuncts(items: readonly Item[]): readonly (readonly Item[])[] {
  const [only, second] = items;
  if (only?.kind === 'group' && second === undefined) return isQuery(only) ? [] : conjuncts(only.items);
  if (items.some((item) => isWord(item, 'or')) || isWord(only, 'not')) return [];
  const parts = split(items, (item) => isWord(item, 'and'));
  return parts.length === 1 ? parts : parts.flatMap(conjuncts);
}

/** `alias.column` or `column`, with nothing around it. */
export function columnReference(items: readonly Item[]): ColumnReference | undefined {
  const [first, dot, last, more] = items;
  if (dot === undefined) {
    const name = nameOf(first);
    return name === undefined ? undefined : { alias: undefined, name };
  }
  const alias = nameOf(first);
  const name = nameOf(last);
  if (!isSymbol(dot, '.') || alias === undefined || name === undefined || more !== undefined)
    return undefined;
  return { alias, name };
}

/** A parameter or a string, with or without a cast; undefined for anything else. */
export function constantText(items: readonly Item[]): string | undefined {
  const [first, ...rest] = items;
  if (first?.kind === 'group' && rest.length === 0)
    return isQuery(first) ? undefined : constantText(first.items);
  if (first?.kind !== 'parameter' && first?.kind !== 'string') return undefined;
  const isCast = rest.every((item, n) =>
    n === 0 ? isSymbol(item, '::') : item.kind !== 'symbol' || item.text === '::',
  );
  return isCast ? first.text : undefined;
}
