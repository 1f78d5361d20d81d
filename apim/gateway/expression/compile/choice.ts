import { sameType } from '../type-ref.ts';
import type { TypeRef } from '../value.ts';
import { isNumericKind } from '../values/number.ts';
import type { Code, Compiler, Scope } from './code.ts';
import { conditionCode, convertCode } from './condition.ts';
import { describe, implicitRank } from './conversion.ts';
import type { Node } from './node.ts';

export function compileConditional(
  compiler: Compiler,
  node: Node<'conditional'>,
  scope: Scope,
  expected: TypeRef | undefined,
): Code {
  const test = conditionCode(compiler, node.test, scope);
  const yes = compiler.expression(node.yes, scope, expected);
  const no = compiler.expression(node.no, scope, expected);
  let type: TypeRef | null | undefined;
  if (node.yes.kind === 'throw') type = no.type;
  else if (node.no.kind === 'throw') type = yes.type;
  else type = branchType(compiler, yes, no);
  if (type === undefined)
    throw compiler.error(
      `the branches have no common type: ${describe(yes.type)} and ${describe(no.type)}`,
      node.offset,
    );
  const a = node.yes.kind === 'throw' ? yes.run : convertCode(compiler, yes, type, node.yes.offset);
  const b = node.no.kind === 'throw' ? no.run : convertCode(compiler, no, type, node.no.offset);
  return { type, run: (frame) => (test(frame) ? a(frame) : b(frame)) };
}

function branchType(compiler: Compiler, yes: Code, no: Code): TypeRef | null | undefined {
  if (yes.type === null || no.type === null) return null;
  if (sameType(yes.type, no.type)) return yes.type;
  const toNo = implicitRank(compiler.registry, yes.type, no.type, yes.constant) >= 0;
  const toYes = implicitRank(compiler.registry, no.type, yes.type, no.constant) >= 0;
  if (toNo && toYes) return yes.constant !== undefined && isNumericKind(no.type.name) ? no.type : yes.type;
  if (toNo) return no.type;
  return toYes ? yes.type : undefined;
}
