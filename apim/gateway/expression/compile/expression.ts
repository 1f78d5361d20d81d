import type { Expression } from '../syntax/ast.ts';
import { named, t } from '../type-ref.ts';
import type { TypeRef } from '../value.ts';
import { TypeObject } from '../values/type-object.ts';
import { compileConditionalAccess, compileIndex, compileReceiver } from './access.ts';
import { compileAssign } from './assign.ts';
import { compileBinary } from './binary.ts';
import { compileConditional } from './choice.ts';
import { type Code, type Compiler, constantCode, type Scope } from './code.ts';
import { literalType } from './conversion.ts';
import { compileAnonymous, compileArray, compileNew, compileTuple } from './creation.ts';
import { compileInvocation } from './invocation.ts';
import { compileLambda } from './lambda.ts';
import { compileDefault, compileInterpolated } from './literal.ts';
import { resolvedCode } from './names.ts';
import type { Node } from './node.ts';
import { delegateShape } from './overload.ts';
import { compileThrow } from './thrown.ts';
import { compileAs, compileCast, compileIs } from './type-test.ts';
import { compileStep, compileUnary } from './unary.ts';

type Compile<K extends Expression['kind']> = (
  compiler: Compiler,
  node: Node<K>,
  scope: Scope,
  expected: TypeRef | undefined,
) => Code;

const table: { readonly [K in Expression['kind']]: Compile<K> } = {
  literal: (_compiler, node) => constantCode(literalType(node.value), node.value),
  interpolated: compileInterpolated,
  name: (compiler, node, scope) => resolvedCode(compiler, node, scope),
  type: (compiler, node, scope) => resolvedCode(compiler, node, scope),
  member: (compiler, node, scope, expected) => {
    const group =
      expected === undefined || delegateShape(expected) === null ? null : compiler.methodGroup(node, scope);
    return group === null ? resolvedCode(compiler, node, scope) : { type: expected ?? null, run: group.run };
  },
  index: compileIndex,
  call: compileInvocation,
  conditionalAccess: compileConditionalAccess,
  receiver: (compiler) => compileReceiver(compiler),
  new: compileNew,
  newArray: compileArray,
  anonymous: compileAnonymous,
  tuple: compileTuple,
  unary: compileUnary,
  step: compileStep,
  binary: compileBinary,
  assign: compileAssign,
  conditional: compileConditional,
  cast: compileCast,
  is: compileIs,
  as: compileAs,
  typeof: (compiler, node) => {
    const type = compiler.typeOf(node.type);
    return { type: named('Type'), run: () => new TypeObject(type) };
  },
  default: compileDefault,
  nameof: (_compiler, node) => constantCode(t.string, node.text),
  checked: compileChecked,
  lambda: compileLambdaValue,
  throw: compileThrow,
  outVariable: (compiler, node) => {
    throw compiler.error('out is possible in arguments only', node.offset);
  },
};

export function compileExpressionNode(
  compiler: Compiler,
  node: Expression,
  scope: Scope,
  expected: TypeRef | undefined,
): Code {
  const compile = table[node.kind] as Compile<Expression['kind']>;
  return compile(compiler, node, scope, expected);
}

function compileChecked(
  compiler: Compiler,
  node: Node<'checked'>,
  scope: Scope,
  expected: TypeRef | undefined,
): Code {
  if (node.value.kind === 'conditionalAccess') return compiler.expression(node.value, scope, expected);
  const outer = [compiler.checked, compiler.unchecked] as const;
  compiler.checked = node.checked;
  compiler.unchecked = !node.checked;
  try {
    return compiler.expression(node.value, scope, expected);
  } finally {
    [compiler.checked, compiler.unchecked] = outer;
  }
}

/** A lambda that is not an argument: `Func<int, int> f = x => x + 1`. */
function compileLambdaValue(
  compiler: Compiler,
  node: Node<'lambda'>,
  scope: Scope,
  expected: TypeRef | undefined,
): Code {
  const shape = expected === undefined ? null : delegateShape(expected);
  if (shape === null && node.parameters.some((parameter) => parameter.type === null))
    throw compiler.error('the types of the parameters of this lambda are unknown', node.offset);
  if (shape !== null && shape.parameters.length !== node.parameters.length)
    throw compiler.error(`the lambda needs ${shape.parameters.length} parameters`, node.offset);
  const types = shape?.parameters ?? node.parameters.map(() => null);
  const { code } = compileLambda(compiler, node, scope, types, shape === null ? undefined : shape.returns);
  return expected === undefined ? code : { type: expected, run: code.run };
}
