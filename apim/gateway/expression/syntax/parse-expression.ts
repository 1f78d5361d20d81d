import type { Expression, Parameter } from './ast.ts';
import { keywordTypes, type Parser } from './cursor.ts';
import { parseArguments } from './parse-arguments.ts';
import { parsePrimary } from './parse-primary.ts';
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
