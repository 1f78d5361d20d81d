import type { DeconstructTarget, Statement, TypeNode } from './ast.ts';
import type { Parser } from './cursor.ts';

/** `T a = 1, b;` or null when this is no declaration. */
export function parseDeclaration(
  p: Parser,
  constant: boolean,
  using: boolean,
  close: ';' | ')' = ';',
): Statement | null {
  const { offset } = p.token;
  const from = p.at;
  const type = p.attempt(() => {
    const found = p.type();
    return p.isName() && (p.is('=', 1) || p.is(';', 1) || p.is(',', 1)) && !p.is('=>', 1) ? found : null;
  });
  if (type === null) return null;
  const variables = [];
  do {
    const at = p.token.offset;
    const name = p.name();
    const value = p.take('=')
      ? p.is('{') && type.name === '[]'
        ? arrayInitializer(p, type)
        : p.expression()
      : null;
    variables.push({ name, value, offset: at });
  } while (p.take(','));
  if (close === ')' && !p.is(')')) {
    p.at = from;
    return null;
  }
  p.expect(close);
  return { kind: 'declare', type, constant, using, variables, offset };
}

/** `int[] a = { 1, 2 };` */
function arrayInitializer(p: Parser, type: TypeNode) {
  const { offset } = p.expect('{');
  const items = [];
  while (!p.is('}')) {
    items.push(p.expression());
    if (!p.take(',')) break;
  }
  p.expect('}');
  return { kind: 'newArray' as const, elementType: type.args[0] ?? null, sizes: [], items, offset };
}

/** `var (a, b)` or `(int a, string b)` before `=` or `in`; null when it is none. */
export function deconstructTargets(p: Parser, before: '=' | 'in'): DeconstructTarget[] | null {
  const shared = p.is('var') && p.is('(', 1) ? p.advance() : null;
  if (!p.take('(')) return null;
  const targets: DeconstructTarget[] = [];
  do {
    const type = shared === null ? p.type() : { name: 'var', args: [], offset: shared.offset };
    const name = p.name();
    targets.push({ kind: 'declare', type, name: name === '_' ? null : name });
  } while (p.take(','));
  return p.take(')') && targets.length > 1 && p.is(before) ? targets : null;
}
