import type { Expression, Parameter } from '../syntax/ast.ts';
import { named, t } from '../type-ref.ts';
import type { TypeRef } from '../value.ts';
import { Delegate } from '../values/collection.ts';
import type { Body, Cell, Code, Compiler, Frame, Scope } from './code.ts';
import { coercion, commonType, describe, implicitRank } from './conversion.ts';

type LambdaNode = Extract<Expression, { kind: 'lambda' }>;

/** A lambda as a delegate; `expected` undefined: the result type is inferred. */
export function compileLambda(
  compiler: Compiler,
  node: LambdaNode,
  scope: Scope,
  types: readonly (TypeRef | null)[],
  expected: TypeRef | undefined,
): { code: Code; returns: TypeRef | null } {
  const compiled = compileBody(compiler, node.parameters, node.body, scope, types, expected);
  const parameterTypes = types.map((type) => type ?? t.object);
  const delegateType =
    compiled.returns?.name === 'void'
      ? named('Action', ...parameterTypes)
      : named('Func', ...parameterTypes, compiled.returns ?? t.object);
  const { slots, invoke } = compiled;
  return {
    returns: compiled.returns,
    code: {
      type: delegateType,
      run: (outer) => {
        // the cells that exist now are the variables the lambda captures
        const captured = outer.slots.slice();
        return new Delegate(delegateType, (run, args) =>
          run.nested(() => {
            const frame: Frame = { run, slots: captured.slice(), result: null, receiver: null };
            slots.forEach((slot, i) => {
              frame.slots[slot] = { value: args[i] ?? null };
            });
            return invoke(frame);
          }),
        );
      },
    },
  };
}

/** The body of a lambda or local function: where its parameters go and how it runs. */
export function compileBody(
  compiler: Compiler,
  parameters: readonly Parameter[],
  bodyNode: LambdaNode['body'],
  scope: Scope,
  types: readonly (TypeRef | null)[],
  expected: TypeRef | undefined,
): { slots: number[]; invoke: (frame: Frame) => Cell['value']; returns: TypeRef | null } {
  const body: Body = { returns: [], expected: expected?.name === 'dynamic' ? undefined : expected };
  const inner: Scope = { parent: scope, names: new Map(), body };
  const offset = bodyNode.offset;
  const slots = parameters.map((parameter, i) => {
    const type =
      parameter.type === null || parameter.type.name === 'var'
        ? (types[i] ?? null)
        : compiler.typeOf(parameter.type);
    return compiler.declare(inner, parameter.name, type, offset).slot;
  });
  if (bodyNode.kind === 'block') {
    const loops = [compiler.breakable, compiler.continuable] as const;
    compiler.breakable = 0;
    compiler.continuable = 0;
    const execute = compiler.block(bodyNode, inner);
    [compiler.breakable, compiler.continuable] = loops;
    const returns = expected ?? inferReturn(compiler, body, offset);
    return {
      slots,
      returns,
      invoke: (frame) => {
        execute(frame);
        return frame.result;
      },
    };
  }
  const code = compiler.expression(bodyNode, inner, expected);
  if (expected === undefined || expected.name === 'void')
    return { slots, returns: expected ?? code.type, invoke: code.run };
  if (code.type?.name === 'void') throw compiler.error('lambda gives no value', offset);
  if (implicitRank(compiler.registry, code.type, expected, code.constant) < 0) {
    throw compiler.error(`lambda gives ${describe(code.type)} where ${describe(expected)} is needed`, offset);
  }
  const convert = coercion(code.type, expected);
  return {
    slots,
    returns: expected,
    invoke: convert === null ? code.run : (frame) => convert(code.run(frame)),
  };
}

function inferReturn(compiler: Compiler, body: Body, offset: number): TypeRef | null {
  if (body.returns.length === 0) return t.void;
  const common = commonType(
    compiler.registry,
    body.returns.map((found) => found.type),
  );
  if (common === undefined) throw compiler.error('the returns of the lambda have no common type', offset);
  return common;
}
