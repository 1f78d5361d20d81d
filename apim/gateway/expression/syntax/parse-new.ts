import type { Expression, Initializer } from './ast.ts';
import type { Parser } from './cursor.ts';
import { parseArguments } from './parse-arguments.ts';

export function parseNew(p: Parser, offset: number): Expression {
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
