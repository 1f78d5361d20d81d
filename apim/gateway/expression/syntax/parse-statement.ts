import type { Block, CatchClause, DeconstructTarget, Statement, SwitchSection, TypeNode } from './ast.ts';
import type { Parser } from './cursor.ts';
import { deconstructTargets, parseDeclaration } from './parse-declaration.ts';

/** Statements up to `}` or the end. */
export function parseStatements(p: Parser): Statement[] {
  const statements: Statement[] = [];
  while (p.token.kind !== 'end' && !p.is('}')) {
    if (p.take(';')) continue;
    statements.push(parseStatement(p));
  }
  return statements;
}

function parseStatement(p: Parser): Statement {
  return p.nested(() => {
    const { offset } = p.token;
    if (p.is('{')) return p.block();
    if (p.is(';')) {
      p.advance();
      return { kind: 'block', statements: [], offset };
    }
    const start = p.token.kind === 'identifier' && !p.token.escaped ? starts.get(p.token.text) : undefined;
    return start?.(p, offset) ?? parseSimple(p, offset);
  });
}

/** Statements that start with a keyword. */
const starts: ReadonlyMap<string, (p: Parser, offset: number) => Statement | undefined> = new Map<
  string,
  (p: Parser, offset: number) => Statement | undefined
>([
  ['if', parseIf],
  ['while', (p, offset) => ({ kind: 'while', test: condition(p), body: parseStatement(p), offset })],
  ['do', parseDo],
  ['for', parseFor],
  ['foreach', parseForeach],
  ['switch', parseSwitch],
  ['try', parseTry],
  ['using', parseUsing],
  ['return', parseReturn],
  ['throw', parseThrow],
  ['break', (p, offset) => word(p, { kind: 'break', offset })],
  ['continue', (p, offset) => word(p, { kind: 'continue', offset })],
  ['goto', parseGoto],
  ['const', parseConst],
  ['lock', parseLock],
  ['yield', refused('yield', (p) => p.is('return', 1) || p.is('break', 1))],
  ['checked', blockAfterWord],
  ['unchecked', blockAfterWord],
]);

/** A statement that is C# but not here; it is refused by its name. */
function refused(name: string, isMeant: (p: Parser) => boolean): (p: Parser) => undefined {
  return (p) => {
    if (isMeant(p)) throw p.error(`${name} is not available in policy expressions`);
    return undefined;
  };
}

/** `checked { … }`; `checked(…)` is an expression. */
function blockAfterWord(p: Parser, offset: number): Statement | undefined {
  if (!p.is('{', 1)) return undefined;
  const checked = p.advance().text === 'checked';
  return { kind: 'checkedBlock', checked, body: p.block(), offset };
}

function word(p: Parser, statement: Statement): Statement {
  p.advance();
  p.expect(';');
  return statement;
}

function condition(p: Parser) {
  p.advance();
  p.expect('(');
  const test = p.expression();
  p.expect(')');
  return test;
}

function parseIf(p: Parser, offset: number): Statement {
  const test = condition(p);
  const yes = parseStatement(p);
  const no = p.take('else') ? parseStatement(p) : null;
  return { kind: 'if', test, yes, no, offset };
}

function parseDo(p: Parser, offset: number): Statement {
  p.advance();
  const body = parseStatement(p);
  if (!p.is('while')) throw p.error(`while expected${p.found()}`);
  const test = condition(p);
  p.expect(';');
  return { kind: 'do', test, body, offset };
}

function parseFor(p: Parser, offset: number): Statement {
  p.advance();
  p.expect('(');
  const start: Statement[] = [];
  if (!p.take(';')) {
    const declaration = parseDeclaration(p, false, false);
    if (declaration !== null) start.push(declaration);
    else {
      do start.push({ kind: 'expression', value: p.expression(), offset });
      while (p.take(','));
      p.expect(';');
    }
  }
  const test = p.is(';') ? null : p.expression();
  p.expect(';');
  const next = [];
  if (!p.is(')')) {
    do next.push(p.expression());
    while (p.take(','));
  }
  p.expect(')');
  return { kind: 'for', start, test, next, body: parseStatement(p), offset };
}

function parseForeach(p: Parser, offset: number): Statement {
  p.advance();
  p.expect('(');
  const targets = p.attempt(() => deconstructTargets(p, 'in'));
  const type = targets === null ? p.type() : { name: 'var', args: [], offset };
  const name = targets === null ? p.name() : ' element';
  p.expect('in');
  const items = p.expression();
  p.expect(')');
  return { kind: 'foreach', type, name, targets, items, body: parseStatement(p), offset };
}

function parseSwitch(p: Parser, offset: number): Statement {
  const value = condition(p);
  p.expect('{');
  const sections: SwitchSection[] = [];
  while (!p.take('}')) {
    const labels: SwitchSection['labels'][number][] = [];
    while (p.is('case') || p.is('default')) {
      if (p.advance().text === 'default') labels.push(null);
      else {
        const pattern = p.pattern();
        labels.push({ pattern, when: p.take('when') ? p.expression() : null });
      }
      p.expect(':');
    }
    if (labels.length === 0) throw p.error(`case or default expected${p.found()}`);
    const statements: Statement[] = [];
    while (!p.is('case') && !p.is('default') && !p.is('}')) {
      if (p.token.kind === 'end') throw p.error('} expected');
      statements.push(parseStatement(p));
    }
    sections.push({ labels, statements });
  }
  return { kind: 'switch', value, sections, offset };
}

function parseTry(p: Parser, offset: number): Statement {
  p.advance();
  const body = p.block();
  const catches: CatchClause[] = [];
  while (p.take('catch')) {
    let type: TypeNode | null = null;
    let name: string | null = null;
    if (p.take('(')) {
      type = p.type();
      if (p.isName()) name = p.name();
      p.expect(')');
    }
    let when = null;
    if (p.take('when')) {
      p.expect('(');
      when = p.expression();
      p.expect(')');
    }
    catches.push({ type, name, when, body: p.block() });
  }
  const last: Block | null = p.take('finally') ? p.block() : null;
  if (catches.length === 0 && last === null) throw p.error('catch or finally expected');
  return { kind: 'try', body, catches, finally: last, offset };
}

/** One evaluation has one thread: the object is evaluated and the body runs. */
function parseLock(p: Parser, offset: number): Statement {
  const value = condition(p);
  const resource: Statement = { kind: 'expression', value, offset };
  return { kind: 'using', resource, body: parseStatement(p), offset };
}

function parseUsing(p: Parser, offset: number): Statement {
  p.advance();
  if (!p.is('(')) {
    const declaration = parseDeclaration(p, false, true);
    if (declaration === null) throw p.error('using needs a declaration');
    return declaration;
  }
  p.expect('(');
  const resource: Statement =
    p.attempt(() => parseDeclaration(p, false, false, ')')) ?? usingExpression(p, offset);
  return { kind: 'using', resource, body: parseStatement(p), offset };
}

function usingExpression(p: Parser, offset: number): Statement {
  const value = p.expression();
  p.expect(')');
  return { kind: 'expression', value, offset };
}

function parseReturn(p: Parser, offset: number): Statement {
  p.advance();
  const value = p.is(';') ? null : p.expression();
  p.expect(';');
  return { kind: 'return', value, offset };
}

function parseThrow(p: Parser, offset: number): Statement {
  p.advance();
  const value = p.is(';') ? null : p.expression();
  p.expect(';');
  return { kind: 'throw', value, offset };
}

function parseGoto(p: Parser, offset: number): Statement {
  p.advance();
  if (!p.is('case') && !p.is('default')) throw p.error('only goto case and goto default are available');
  const label = p.advance().text === 'default' ? null : p.expression();
  p.expect(';');
  return { kind: 'goto', label, offset };
}

function parseConst(p: Parser): Statement {
  p.advance();
  const declaration = parseDeclaration(p, true, false);
  if (declaration === null) throw p.error('declaration expected');
  return declaration;
}

function parseSimple(p: Parser, offset: number): Statement {
  const targets = p.attempt(() => deconstructTargets(p, '='));
  if (targets !== null) {
    p.expect('=');
    const value = p.expression();
    p.expect(';');
    return { kind: 'deconstruct', targets, value, offset };
  }
  const declaration = parseDeclaration(p, false, false);
  if (declaration !== null) return declaration;
  const local = p.attempt(() => {
    const returns = p.type();
    if (!p.isName()) return null;
    const name = p.name();
    if (!p.is('(')) return null;
    const parameters = p.parameters();
    return p.is('{') || p.is('=>') ? { returns, name, parameters } : null;
  });
  if (local !== null) {
    if (p.is('{')) return { kind: 'function', ...local, body: p.block(), offset };
    p.expect('=>');
    const body = p.expression();
    p.expect(';');
    return { kind: 'function', ...local, body, offset };
  }
  const value = p.expression();
  if (value.kind === 'assign' && value.operator === '=' && value.target.kind === 'tuple') {
    p.expect(';');
    const places = value.target.items.map(
      ({ value: place }): DeconstructTarget => ({ kind: 'assign', place }),
    );
    return { kind: 'deconstruct', targets: places, value: value.value, offset };
  }
  if (!['call', 'assign', 'step', 'new', 'conditionalAccess', 'throw', 'checked'].includes(value.kind)) {
    throw p.error(
      'only assignment, call, increment, decrement and new can be used as a statement',
      value.offset,
    );
  }
  p.expect(';');
  return { kind: 'expression', value, offset };
}
