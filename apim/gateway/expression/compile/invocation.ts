import { dotnetError } from '../errors.ts';
import type { Argument, Expression, Parameter } from '../syntax/ast.ts';
import { t, typeText } from '../type-ref.ts';
import type { BoundMember } from '../types/registry.ts';
import type { Value } from '../value.ts';
import { Delegate } from '../values/collection.ts';
import type { Node } from './access.ts';
import { type ArgumentCode, referenceCode } from './argument.ts';
import { compileCall } from './call.ts';
import { compileDynamicCall } from './call-late.ts';
import { type Code, type Compiler, type Frame, lookup, type Scope, type Variable } from './code.ts';
import { coercion, describe, implicitRank } from './conversion.ts';
import { resolve } from './names.ts';
import { nullReference } from './null-reference.ts';
import { delegateShape } from './overload.ts';

/** `f(x)`, `a.M(x)`, `T.M(x)` */
export function compileInvocation(compiler: Compiler, node: Node<'call'>, scope: Scope): Code {
  const { callee } = node;
  if (callee.kind !== 'name' && callee.kind !== 'member')
    return callDelegate(compiler, compiler.expression(callee, scope), node, scope);
  if (callee.kind === 'name') {
    const variable = lookup(scope, callee.name);
    if (variable === undefined) {
      const local = compiler.registry.find(callee.name) === undefined ? [] : ['new'];
      if (local.length === 0) resolve(compiler, callee, scope);
      throw compiler.error(`${callee.name} is a type and cannot be called`, callee.offset);
    }
    return callDelegate(
      compiler,
      { type: variable.type, run: (frame) => frame.slots[variable.slot]?.value ?? null },
      node,
      scope,
      variable.parameters,
    );
  }
  const delegate = callee.name === 'Invoke' ? invokedDelegate(compiler, callee, scope) : null;
  if (delegate !== null) return callDelegate(compiler, delegate, node, scope);
  const found = resolve(compiler, callee, scope);
  switch (found.kind) {
    case 'methods':
      return compileCall(
        compiler,
        found.candidates,
        found.receiver,
        node.args,
        scope,
        callee.offset,
        `${found.owner}.${callee.name}`,
        callee.typeArgs,
      );
    case 'late':
      return compileDynamicCall(compiler, found.receiver, found.name, node.args, scope, callee.typeArgs);
    case 'code': {
      const methods = 'methods' in found.code ? (found.code.methods as readonly BoundMember[]) : [];
      if (methods.length > 0) {
        const receiver = resolve(compiler, callee.target, scope);
        if (receiver.kind === 'code')
          return compileCall(
            compiler,
            methods,
            receiver.code,
            node.args,
            scope,
            callee.offset,
            callee.name,
            callee.typeArgs,
          );
      }
      return callDelegate(compiler, found.code, node, scope);
    }
    default:
      throw compiler.error(`${callee.name} cannot be called`, callee.offset);
  }
}

/** `f` of `f.Invoke(…)`, null when it is no delegate. */
function invokedDelegate(compiler: Compiler, callee: Node<'member'>, scope: Scope): Code | null {
  const target = resolve(compiler, callee.target, scope);
  if (target.kind !== 'code' || target.code.type === null) return null;
  return delegateShape(target.code.type) === null ? null : target.code;
}

function callDelegate(
  compiler: Compiler,
  callee: Code,
  node: Node<'call'>,
  scope: Scope,
  parameters: Variable['parameters'] = undefined,
): Code {
  const shape = callee.type === null ? null : delegateShape(callee.type);
  if (shape === null && callee.type !== null)
    throw compiler.error(`${describe(callee.type)} cannot be called`, node.offset);
  const order = arrange(compiler, node, parameters);
  if (shape !== null && shape.parameters.length !== order.length)
    throw compiler.error(`the call needs ${shape.parameters.length} arguments`, node.offset);
  const codes = order.map((argument, i): ArgumentCode => {
    const expected = shape?.parameters[i];
    const mode = parameters?.[i]?.mode;
    const byReference = mode === 'out' || mode === 'ref' ? mode : 'value';
    if (argument.mode !== byReference)
      throw compiler.error(`argument ${i + 1} must be passed by ${byReference}`, argument.value.offset);
    if (byReference !== 'value') return referenceCode(compiler, argument, scope, expected ?? t.object);
    const { value } = argument;
    const code = compiler.expression(value, scope, expected);
    if (expected === undefined) return code.run;
    if (implicitRank(compiler.registry, code.type, expected, code.constant) < 0) {
      throw compiler.error(`cannot convert ${describe(code.type)} to ${typeText(expected)}`, value.offset);
    }
    const convert = coercion(code.type, expected);
    return convert === null ? code.run : (frame: Frame) => convert(code.run(frame));
  });
  return {
    type: shape === null ? null : shape.returns,
    run: (frame) => {
      const target = callee.run(frame);
      if (target === null) throw nullReference();
      if (!(target instanceof Delegate))
        throw dotnetError('RuntimeBinderException', 'Cannot invoke a non-delegate type');
      return target.invoke(frame.run, codes.map((code) => code(frame)) as Value[]);
    },
  };
}

/** Arguments of a local function in the order of its parameters; defaults filled in. */
function arrange(compiler: Compiler, node: Node<'call'>, parameters: Variable['parameters']): Argument[] {
  if (parameters === undefined) return [...node.args];
  const taken = new Set<Argument>();
  const arranged = parameters.map((parameter, i): Argument => {
    if (parameter.mode === 'params') {
      const rest = node.args.slice(i).filter((argument) => argument.name === null);
      for (const argument of rest) taken.add(argument);
      return { name: null, mode: 'value', value: restArray(parameter, rest, node.offset) };
    }
    const given =
      node.args.find((argument) => argument.name === parameter.name) ??
      (node.args[i]?.name === null ? node.args[i] : undefined);
    if (given !== undefined) taken.add(given);
    if (given === undefined && parameter.defaultValue === null)
      throw compiler.error(`parameter ${parameter.name} has no argument`, node.offset);
    return given ?? { name: null, mode: 'value', value: parameter.defaultValue as Expression };
  });
  const extra = node.args.find((argument) => !taken.has(argument));
  if (extra !== undefined) throw compiler.error('the function has no such parameter', extra.value.offset);
  return arranged;
}

/** `params T[] rest`: the further arguments as an array. */
function restArray(parameter: Parameter, rest: readonly Argument[], offset: number): Expression {
  const elementType = parameter.type?.args[0] ?? null;
  return { kind: 'newArray', elementType, sizes: [], items: rest.map(({ value }) => value), offset };
}
