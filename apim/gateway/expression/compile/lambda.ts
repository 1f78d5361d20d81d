import type { Expression, Parameter } from '../syntax/ast.ts';
import { named, t } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { Delegate } from '../values/collection.ts';
import type { Body, Cell, Code, Compiler, Frame, Scope } from './code.ts';
import { coercion, commonType, describe, implicitRank } from './conversion.ts';
import { partsOf, partTypes } from './parts.ts';

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
  const { fill, invoke } = compiled;
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
            fill(frame, args);
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
): {
  /** Puts the arguments where the body looks for them; an out or ref argument is a cell. */
  fill: (frame: Frame, args: readonly (Value | Cell)[]) => void;
  invoke: (frame: Frame) => Value;
  returns: TypeRef | null;
} {
  const body: Body = { returns: [], expected: expected?.name === 'dynamic' ? undefined : expected };
  const inner: Scope = { parent: scope, names: new Map(), body };
  const offset = bodyNode.offset;
  const fills = parameters.map((parameter, i): ((frame: Frame, arg: Value | Cell) => void) => {
    const type =
      parameter.type === null || parameter.type.name === 'var'
        ? (types[i] ?? null)
        : compiler.typeOf(parameter.type);
    if (parameter.parts !== undefined) return fillParts(compiler, inner, parameter.parts, type, offset);
    const { slot } = compiler.declare(inner, parameter.name, type, offset);
    if (parameter.mode === 'out' || parameter.mode === 'ref')
      return (frame, arg) => {
        frame.slots[slot] = arg as Cell;
      };
    return (frame, arg) => {
      frame.slots[slot] = { value: arg as Value };
    };
  });
  const fill = (frame: Frame, args: readonly (Value | Cell)[]) => {
    fills.forEach((put, i) => {
      put(frame, args[i] ?? null);
    });
  };
  if (bodyNode.kind === 'block') {
    const loops = [compiler.breakable, compiler.continuable] as const;
    compiler.breakable = 0;
    compiler.continuable = 0;
    const execute = compiler.block(bodyNode, inner);
    [compiler.breakable, compiler.continuable] = loops;
    const returns = expected ?? inferReturn(compiler, body, offset);
    return {
      fill,
      returns,
      invoke: (frame) => {
        execute(frame);
        return frame.result;
      },
    };
  }
  const code = compiler.expression(bodyNode, inner, expected);
  if (expected === undefined || expected.name === 'void')
    return { fill, returns: expected ?? code.type, invoke: code.run };
  if (code.type?.name === 'void') throw compiler.error('lambda gives no value', offset);
  if (implicitRank(compiler.registry, code.type, expected, code.constant) < 0) {
    throw compiler.error(`lambda gives ${describe(code.type)} where ${describe(expected)} is needed`, offset);
  }
  const convert = coercion(code.type, expected);
  return {
    fill,
    returns: expected,
    invoke: convert === null ? code.run : (frame) => convert(code.run(frame)),
  };
}

/** The range variables of a query, taken out of the anonymous object that is the element. */
function fillParts(
  compiler: Compiler,
  scope: Scope,
  names: readonly string[],
  type: TypeRef | null,
  offset: number,
): (frame: Frame, arg: Value | Cell) => void {
  const types = partTypes(type) ?? [];
  const slots = names.map((name, i) => compiler.declare(scope, name, types[i] ?? null, offset).slot);
  return (frame, arg) => {
    const values = partsOf(arg as Value);
    slots.forEach((slot, i) => {
      frame.slots[slot] = { value: values[i] ?? null };
    });
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
