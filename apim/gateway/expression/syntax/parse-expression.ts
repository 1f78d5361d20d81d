import type { Argument, Expression, Initializer, Parameter } from './ast.ts';
import type { Parser } from './cursor.ts';
import { keywordTypes } from './cursor.ts';
import { parseQuery, startsQuery } from './parse-query.ts';

const assignments: ReadonlySet<string> = new Set('= += -= *= /= %= &= |= ^= <<= ??='.split(' '));

/** Binary operators from loosest to tightest; each level is left-associative. */
const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>=', 'is', 'as'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** expression := lambda | query | conditional [assignment-operator expression] */
export function parseExpression(p: Parser): Expression {
  const offset = p.token.offset;
  const lambda = parseLambda(p);
  if (lambda !== null) return lambda;
  if (p.is('throw')) {
    p.advance();
    return { kind: 'throw', value: p.expression(), offset };
  }
  if (startsQuery(p)) return parseQuery(p);
  const target = parseConditional(p);
  if (p.token.kind === 'operator' && assignments.has(p.token.text)) {
    const operator = p.advance().text;
    return { kind: 'assign', operator, target, value: p.expression(), offset };
  }
  if (p.is('>') && p.is('>=', 1) && p.token.end === p.peek().offset) {
    p.at += 2;
    return { kind: 'assign', operator: '>>=', target, value: p.expression(), offset };
  }
  return target;
}

function parseLambda(p: Parser): Expression | null {
  const offset = p.token.offset;
  if (p.is('async') && (p.isName(1) || p.is('(', 1)) && !p.is('=>', 1))
    throw p.error('async is not available in policy expressions');
  let parameters: readonly Parameter[] | null = null;
  if (p.isName() && p.is('=>', 1)) parameters = [{ name: p.name(), type: null, defaultValue: null }];
  else if (p.is('(')) {
    parameters = p.attempt(() => {
      const found = p.parameters();
      return p.is('=>') ? found : null;
    });
  } else if (p.is('delegate')) {
    p.advance();
    parameters = p.is('(') ? p.parameters() : [];
    return { kind: 'lambda', parameters, body: p.block(), offset };
  }
  if (parameters === null) return null;
  p.expect('=>');
  const body = p.is('{') ? p.block() : p.expression();
  return { kind: 'lambda', parameters, body, offset };
}

function parseConditional(p: Parser): Expression {
  const offset = p.token.offset;
  const test = parseCoalesce(p);
  if (!p.take('?')) return test;
  const yes = p.expression();
  p.expect(':');
  return { kind: 'conditional', test, yes, no: p.expression(), offset };
}

/** `??` is right-associative. */
function parseCoalesce(p: Parser): Expression {
  const offset = p.token.offset;
  const left = parseBinary(p, 0);
  if (!p.take('??')) return left;
  const right = p.nested(() => (p.is('throw') ? parseExpression(p) : parseCoalesce(p)));
  return { kind: 'binary', operator: '??', left, right, offset };
}

function operatorAt(p: Parser, level: readonly string[]): string | null {
  if (p.token.kind === 'operator' && level.includes(p.token.text)) {
    // `>>` and `>>=` come as separate tokens
    if (p.token.text === '>' && p.is('>', 1) && p.token.end === p.peek().offset) return null;
    if (p.token.text === '>' && p.is('>=', 1) && p.token.end === p.peek().offset) return null;
    return p.token.text;
  }
  if (level.includes('>>') && p.is('>') && p.is('>', 1) && p.token.end === p.peek().offset) return '>>';
  if (level.includes('is') && (p.is('is') || p.is('as'))) return p.token.text;
  return null;
}

function parseBinary(p: Parser, level: number): Expression {
  const operators = levels[level];
  if (operators === undefined) return parseUnary(p);
  let left = parseBinary(p, level + 1);
  for (;;) {
    const operator = operatorAt(p, operators);
    if (operator === null) return left;
    const offset = p.token.offset;
    p.at += operator === '>>' ? 2 : 1;
    if (operator === 'is') {
      const negated = p.take('not');
      const test: Expression = {
        kind: 'is',
        value: left,
        pattern: parsePatternOperand(p, level + 1),
        offset,
      };
      left = negated ? { kind: 'unary', operator: '!', operand: test, offset } : test;
    } else if (operator === 'as') left = { kind: 'as', value: left, type: p.type(false), offset };
    else left = { kind: 'binary', operator, left, right: parseBinary(p, level + 1), offset };
  }
}

/** After `is`: a type (with a name) or a constant; a bare name is a type, which the compiler settles. */
function parsePatternOperand(p: Parser, level: number) {
  const offset = p.token.offset;
  if (p.is('var') && p.isName(1)) return p.pattern();
  const typed = p.attempt(() => {
    const type = p.type(false);
    if (type.name === 'null') return null;
    const name = p.isName() ? p.name() : null;
    // `x is A.B` may also be a constant such as an enum member; the compiler looks the name up as a type first
    return { kind: 'type' as const, type, name, offset };
  });
  return typed ?? { kind: 'constant' as const, value: parseBinary(p, level) };
}

const unaryOperators: ReadonlySet<string> = new Set(['+', '-', '!', '~']);

function parseUnary(p: Parser): Expression {
  const offset = p.token.offset;
  if (p.token.kind === 'operator') {
    const operator = p.token.text;
    if (unaryOperators.has(operator)) {
      p.advance();
      return { kind: 'unary', operator, operand: p.nested(() => parseUnary(p)), offset };
    }
    if (operator === '++' || operator === '--') {
      p.advance();
      return { kind: 'step', operator, prefix: true, target: p.nested(() => parseUnary(p)), offset };
    }
    if (operator === '(') {
      const cast = p.attempt(() => parseCast(p));
      if (cast !== null) {
        return { kind: 'cast', type: cast, value: p.nested(() => parseUnary(p)), offset };
      }
    }
  }
  return parsePostfix(p, parsePrimary(p));
}

/** `(T)` when what follows makes it a cast (C# 7 specification, 12.9.7). */
function parseCast(p: Parser) {
  p.expect('(');
  const type = p.type();
  if (!p.take(')')) return null;
  const next = p.token;
  if (next.kind === 'literal' || next.kind === 'interpolated') return type;
  if (next.kind === 'identifier')
    return next.text !== 'is' && next.text !== 'as' && next.text !== 'in' && next.text !== 'when'
      ? type
      : null;
  if (next.text === '(' || next.text === '!' || next.text === '~') return type;
  const onlyType = keywordTypes.has(type.name) || type.name === '[]' || type.name === 'Nullable';
  return onlyType && (next.text === '-' || next.text === '+' || next.text === '++' || next.text === '--')
    ? type
    : null;
}

export function parseArguments(p: Parser, close: ')' | ']'): Argument[] {
  const args: Argument[] = [];
  if (p.take(close)) return args;
  do {
    let name: string | null = null;
    if (p.isName() && p.is(':', 1)) {
      name = p.name();
      p.advance();
    }
    const mode = p.is('out') || p.is('ref') || (p.is('in') && p.isName(1)) ? p.advance().text : 'value';
    if (mode === 'out') {
      args.push({ name, mode, value: parseOut(p) });
    } else args.push({ name, mode: mode === 'ref' ? 'ref' : 'value', value: p.expression() });
  } while (p.take(','));
  p.expect(close);
  return args;
}

/** `out x`, `out var x`, `out string x`, `out _` */
function parseOut(p: Parser): Expression {
  const offset = p.token.offset;
  const declared = p.attempt(() => {
    const type = p.type();
    return p.isName() ? { type, name: p.name() } : null;
  });
  if (declared !== null)
    return {
      kind: 'outVariable',
      type: declared.type,
      name: declared.name === '_' ? null : declared.name,
      offset,
    };
  return p.expression();
}

function parsePostfix(p: Parser, primary: Expression): Expression {
  let target = primary;
  for (;;) {
    const offset = p.token.offset;
    if (p.is('.')) {
      p.advance();
      const name = p.name('member');
      target = { kind: 'member', target, name, typeArgs: p.maybeTypeArguments(), offset: offset + 1 };
    } else if (p.take('('))
      target = { kind: 'call', callee: target, args: parseArguments(p, ')'), offset: target.offset };
    else if (p.take('[')) target = { kind: 'index', target, args: parseArguments(p, ']'), offset };
    else if (p.is('?.')) {
      p.advance();
      const nameOffset = p.token.offset;
      const name = p.name('member');
      const first: Expression = {
        kind: 'member',
        target: { kind: 'receiver', offset },
        name,
        typeArgs: p.maybeTypeArguments(),
        offset: nameOffset,
      };
      return { kind: 'conditionalAccess', target, chain: p.nested(() => parsePostfix(p, first)), offset };
    } else if (p.is('?') && p.is('[', 1) && isConditionalIndex(p)) {
      p.at += 2;
      const first: Expression = {
        kind: 'index',
        target: { kind: 'receiver', offset },
        args: parseArguments(p, ']'),
        offset,
      };
      return { kind: 'conditionalAccess', target, chain: p.nested(() => parsePostfix(p, first)), offset };
    } else if (p.is('++') || p.is('--')) {
      target = {
        kind: 'step',
        operator: p.advance().text === '++' ? '++' : '--',
        prefix: false,
        target,
        offset,
      };
    } else if (p.is('!') && !p.is('=', 1) && (p.is('.', 1) || p.is('[', 1) || p.is(')', 1))) p.advance();
    else return target;
  }
}

/** `a?[i]` and not `a ? [` … which C# 7 does not have anyway. */
function isConditionalIndex(p: Parser): boolean {
  return p.token.end === p.peek().offset;
}

function parsePrimary(p: Parser): Expression {
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

function parseNew(p: Parser, offset: number): Expression {
  p.advance();
  if (p.is('{')) return parseAnonymous(p, offset);
  if (p.is('[')) {
    p.advance();
    while (p.take(',')) {}
    p.expect(']');
    return { kind: 'newArray', elementType: null, sizes: [], items: arrayItems(p), offset };
  }
  if (p.is('(')) throw p.error('new needs a type (target-typed new is C# 9)');
  const type = p.type(false);
  if (type.name === '[]')
    return { kind: 'newArray', elementType: type.args[0] ?? type, sizes: [], items: arrayItems(p), offset };
  if (p.take('[')) {
    const sizes = [p.expression()];
    while (p.take(',')) sizes.push(p.expression());
    p.expect(']');
    let elementType = type;
    while (p.is('[') && p.is(']', 1)) {
      p.at += 2;
      elementType = { name: '[]', args: [elementType], offset };
    }
    return { kind: 'newArray', elementType, sizes, items: p.is('{') ? arrayItems(p) : null, offset };
  }
  const args = p.take('(') ? parseArguments(p, ')') : null;
  const initializer = p.is('{') ? parseInitializer(p) : null;
  if (args === null && initializer === null) throw p.error(`( expected${p.found()}`);
  return { kind: 'new', type, args: args ?? [], initializer, offset };
}

function arrayItems(p: Parser): Expression[] {
  p.expect('{');
  const items: Expression[] = [];
  while (!p.is('}')) {
    if (p.is('{'))
      items.push({
        kind: 'newArray',
        elementType: null,
        sizes: [],
        items: arrayItems(p),
        offset: p.token.offset,
      });
    else items.push(p.expression());
    if (!p.take(',')) break;
  }
  p.expect('}');
  return items;
}

function parseAnonymous(p: Parser, offset: number): Expression {
  p.expect('{');
  const members: { name: string; value: Expression }[] = [];
  while (!p.is('}')) {
    if (p.isName() && p.is('=', 1)) {
      const name = p.name();
      p.advance();
      members.push({ name, value: p.expression() });
    } else {
      const value = p.expression();
      const named = value.kind === 'conditionalAccess' ? value.chain : value;
      if (named.kind !== 'name' && named.kind !== 'member')
        throw p.error('member of an anonymous object needs a name', value.offset);
      members.push({ name: named.name, value });
    }
    if (!p.take(',')) break;
  }
  p.expect('}');
  return { kind: 'anonymous', members, offset };
}

function parseInitializer(p: Parser): Initializer {
  return p.nested(() => {
    p.expect('{');
    const result =
      p.isName() && p.is('=', 1) ? memberEntries(p) : p.is('[') ? indexedEntries(p) : itemEntries(p);
    p.expect('}');
    return result;
  });
}

function initializerValue(p: Parser): Expression | Initializer {
  return p.is('{') ? parseInitializer(p) : p.expression();
}

function memberEntries(p: Parser): Initializer {
  const members: { name: string; offset: number; value: Expression | Initializer }[] = [];
  while (!p.is('}')) {
    const { offset } = p.token;
    const name = p.name();
    p.expect('=');
    members.push({ name, offset, value: initializerValue(p) });
    if (!p.take(',')) break;
  }
  return { kind: 'members', members };
}

function indexedEntries(p: Parser): Initializer {
  const entries: { args: Expression[]; value: Expression | Initializer }[] = [];
  while (p.take('[')) {
    const args = parseArguments(p, ']').map((argument) => argument.value);
    p.expect('=');
    entries.push({ args, value: initializerValue(p) });
    if (!p.take(',')) break;
  }
  return { kind: 'indexed', entries };
}

function itemEntries(p: Parser): Initializer {
  const items: Expression[][] = [];
  while (!p.is('}')) {
    if (p.take('{')) {
      const group = [p.expression()];
      while (p.take(',')) group.push(p.expression());
      p.expect('}');
      items.push(group);
    } else items.push([p.expression()]);
    if (!p.take(',')) break;
  }
  return { kind: 'items', items };
}
