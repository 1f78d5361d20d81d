import { dotnetError } from '../errors.ts';
import type { Expression } from '../syntax/ast.ts';
import { t, typeText } from '../type-ref.ts';
import type { TypeRef } from '../value.ts';
import { typeOf } from '../values/object.ts';
import type { Code, Compiler, Evaluate, Frame, Scope } from './code.ts';
import { coercion, describe, implicitRank } from './conversion.ts';

/** A condition: bool, or a type that is only known at run time. */
export function conditionCode(compiler: Compiler, node: Expression, scope: Scope): (frame: Frame) => boolean {
  const code = compiler.expression(node, scope, t.bool);
  if (code.type !== null && code.type.name !== 'bool')
    throw compiler.error(`${describe(code.type)} is not a condition`, node.offset);
  const { run } = code;
  return (frame) => {
    const value = run(frame);
    if (typeof value !== 'boolean')
      throw dotnetError('InvalidCastException', `Cannot convert '${describe(typeOf(value))}' to bool`);
    return value;
  };
}

/** `code` converted implicitly to `type`. @throws ExpressionSyntaxError when there is no conversion */
export function convertCode(compiler: Compiler, code: Code, type: TypeRef | null, offset: number): Evaluate {
  if (type === null) return code.run;
  if (code.type?.name === 'void') throw compiler.error('a call without a value cannot be used here', offset);
  if (implicitRank(compiler.registry, code.type, type, code.constant) < 0)
    throw compiler.error(`cannot convert ${describe(code.type)} to ${typeText(type)}`, offset);
  const convert = coercion(code.type, type);
  const { run } = code;
  return convert === null ? run : (frame) => convert(run(frame));
}
