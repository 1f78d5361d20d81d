import type { Argument, Expression } from './ast.ts';
import type { Parser } from './cursor.ts';

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
