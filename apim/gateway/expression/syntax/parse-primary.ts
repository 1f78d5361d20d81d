import type { Expression } from './ast.ts';
import { keywordTypes, type Parser } from './cursor.ts';
import { parseNew } from './parse-new.ts';

export function parsePrimary(p: Parser): Expression {
  const token = p.token;
  const { offset } = token;
  switch (token.kind) {
    case 'literal':
      p.advance();
      return { kind: 'literal', value: token.value, offset };
    case 'interpolated':
      p.advance();
      return {
        kind: 'interpolated',
        offset,
        parts: token.parts.map((part) =>
          part.kind === 'text'
            ? part.text
            : {
                value: p.nested(() => p.hole(part.start, part.end)),
                alignment: part.alignment,
                format: part.format,
              },
        ),
      };
    case 'operator':
      if (token.text === '(') {
        p.advance();
        const value = p.expression();
        if (p.is(',') || (p.is(':') && value.kind === 'name')) return parseTuple(p, value, offset);
        p.expect(')');
        // parentheses end a null-conditional chain
        return value.kind === 'conditionalAccess'
          ? { kind: 'checked', checked: false, value, offset }
          : value;
      }
      throw p.error(`expression expected${p.found()}`);
    case 'end':
      throw p.error(`expression expected${p.found()}`);
    case 'identifier':
      return token.escaped ? parseName(p) : (words.get(token.text)?.(p, offset) ?? parseName(p));
  }
}

function parseTuple(p: Parser, first: Expression, offset: number): Expression {
  const items: { name: string | null; value: Expression }[] = [];
  if (p.take(':')) items.push({ name: first.kind === 'name' ? first.name : null, value: p.expression() });
  else items.push({ name: null, value: first });
  while (p.take(',')) {
    let name: string | null = null;
    if (p.isName() && p.is(':', 1)) {
      name = p.name();
      p.advance();
    }
    items.push({ name, value: p.expression() });
  }
  p.expect(')');
  return { kind: 'tuple', items, offset };
}

function parseName(p: Parser): Expression {
  const { offset } = p.token;
  if (keywordTypes.has(p.token.text)) {
    const type = p.type(false);
    return { kind: 'type', type, offset };
  }
  const name = p.name('expression');
  if (p.is('::')) {
    p.advance();
    return { kind: 'name', name: p.name(), typeArgs: null, offset };
  }
  return { kind: 'name', name, typeArgs: p.maybeTypeArguments(), offset };
}

/** Expressions that start with a word. */
const words: ReadonlyMap<string, (p: Parser, offset: number) => Expression> = new Map<
  string,
  (p: Parser, offset: number) => Expression
>([
  ['true', (p, offset) => literal(p, true, offset)],
  ['false', (p, offset) => literal(p, false, offset)],
  ['null', (p, offset) => literal(p, null, offset)],
  ['new', parseNew],
  ['typeof', (p, offset) => ({ kind: 'typeof', type: inParentheses(p, () => p.type()), offset })],
  [
    'default',
    (p, offset) =>
      p.is('(', 1)
        ? { kind: 'default', type: inParentheses(p, () => p.type()), offset }
        : bare(p, { kind: 'default', type: null, offset }),
  ],
  [
    'checked',
    (p, offset) => ({
      kind: 'checked',
      checked: true,
      value: inParentheses(p, () => p.expression()),
      offset,
    }),
  ],
  [
    'unchecked',
    (p, offset) => ({
      kind: 'checked',
      checked: false,
      value: inParentheses(p, () => p.expression()),
      offset,
    }),
  ],
  ['sizeof', parseSizeof],
  ['nameof', (p, offset) => (p.is('(', 1) ? parseNameof(p, offset) : parseName(p))],
  [
    'await',
    (p) => {
      if (p.isName(1)) throw p.error('await is not available in policy expressions');
      return parseName(p);
    },
  ],
]);

function bare(p: Parser, expression: Expression): Expression {
  p.advance();
  return expression;
}

function literal(p: Parser, value: boolean | null, offset: number): Expression {
  p.advance();
  return { kind: 'literal', value, offset };
}

function inParentheses<T>(p: Parser, parse: () => T): T {
  p.advance();
  p.expect('(');
  const result = parse();
  p.expect(')');
  return result;
}

const sizes: Readonly<Record<string, number>> = {
  bool: 1,
  byte: 1,
  sbyte: 1,
  char: 2,
  short: 2,
  ushort: 2,
  int: 4,
  uint: 4,
  float: 4,
  long: 8,
  ulong: 8,
  double: 8,
  decimal: 16,
};

function parseSizeof(p: Parser, offset: number): Expression {
  const type = inParentheses(p, () => p.type());
  const size = Object.hasOwn(sizes, type.name) ? sizes[type.name] : undefined;
  if (size === undefined) throw p.error('sizeof needs a simple type', offset);
  return { kind: 'literal', value: size, offset };
}

function parseNameof(p: Parser, offset: number): Expression {
  const value = inParentheses(p, () => p.expression());
  const text =
    value.kind === 'name' || value.kind === 'member'
      ? value.name
      : value.kind === 'type'
        ? value.type.name
        : null;
  if (text === null) throw p.error('nameof needs a name', offset);
  return { kind: 'nameof', text, offset };
}
