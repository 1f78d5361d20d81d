/** A piece of SQL text. Words are in lower case; names in double quotes are words that are no keyword. */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'parameter' | 'symbol';
  readonly text: string;
}

/** What stands between a pair of parentheses or brackets. */
export interface Group {
  readonly kind: 'group';
  readonly open: '(' | '[';
  readonly items: readonly Item[];
}

export type Item = Token | Group;

/** SQL that the lint cannot read; such a statement is refused rather than believed. */
export class UnreadableSql extends Error {}

const patterns: readonly (readonly [Token['kind'] | 'nothing', RegExp])[] = [
  ['nothing', /\s+|--[^\n]*|\/\*[\s\S]*?\*\//y],
  ['string', /[eE]?'(?:[^'\\]|''|\\[\s\S])*'/y],
  ['name', /"(?:[^"]|"")*"/y],
  ['parameter', /\$\d+/y],
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ['word', /[a-zA-Z_][a-zA-Z0-9_$]*/y],
  ['symbol', /::|<=|>=|<>|!=|\|\||->>|->|@>|<@|[-+*/%<>=.,;:^|&~!?#@]/y],
];

/** Reads SQL text into tokens, nested by parentheses. Throws {@link UnreadableSql}. */
export function readItems(text: string): readonly Item[] {
  const stack: { open: '(' | '['; items: Item[] }[] = [];
  let items: Item[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at];
    if (character === '(' || character === '[') {
      stack.push({ open: character, items });
      items = [];
      at += 1;
      continue;
    }
    if (character === ')' || character === ']') {
      const outer = stack.pop();
      if (!outer || (outer.open === '(') !== (character === ')'))
        throw new UnreadableSql('Parentheses do not match');
      outer.items.push({ kind: 'group', open: outer.open, items });
      items = outer.items;
      at += 1;
      continue;
    }
    const token = readToken(text, at);
    if (!token) throw new UnreadableSql(`Not SQL that is known here, at offset ${at}`);
    if (token.kind !== 'nothing') items.push({ kind: token.kind, text: token.text });
    at += token.length;
  }
  if (stack.length > 0) throw new UnreadableSql('Parentheses do not match');
  return items;
}

function readToken(text: string, at: number) {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found === undefined) continue;
    const value =
      kind === 'word'
        ? found.toLowerCase()
        : kind === 'name'
          ? found.slice(1, -1).replaceAll('""', '"')
          : found;
    return { kind, text: value, length: found.length };
  }
  return undefined;
}

/** Whether the item is one of these keywords. */
export function isWord(
  item: Item | undefined,
  ...words: readonly string[]
): item is Token & { readonly kind: 'word' } {
  return item?.kind === 'word' && words.includes(item.text);
}

export function isSymbol(item: Item | undefined, text: string): item is Token & { readonly kind: 'symbol' } {
  return item?.kind === 'symbol' && item.text === text;
}

/** The name that an unquoted or quoted identifier gives. */
export function nameOf(item: Item | undefined): string | undefined {
  return item?.kind === 'word' || item?.kind === 'name' ? item.text : undefined;
}

/** Cuts items at a separator, which is left out. */
export function split(items: readonly Item[], at: (item: Item) => boolean): readonly (readonly Item[])[] {
  const parts: Item[][] = [[]];
  for (const item of items)
    if (at(item)) parts.push([]);
    else parts.at(-1)?.push(item);
  return parts;
}

/** Whether the item is a group that holds a query, rather than a condition or a list. */
export function isQuery(item: Item | undefined): item is Group & { readonly open: '(' } {
  return (
    item?.kind === 'group' && isWord(item.items[0], 'select', 'with', 'insert', 'update', 'delete', 'values')
  );
}
