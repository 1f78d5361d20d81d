import type { Argument } from '../syntax/ast.ts';
import { named, substitute, t, typeText } from '../type-ref.ts';
import type { Registry } from '../types/registry.ts';
import type { TypeRef, Value } from '../value.ts';
import { CsArray } from '../values/collection.ts';
import { wholeByteArray } from '../values/object.ts';
import type { Cell, Code, Compiler, Frame, Scope } from './code.ts';
import { coercion } from './conversion.ts';
import { compileLambda } from './lambda.ts';
import { delegateShape, type Given } from './overload.ts';

/** An argument: compiled, or a lambda that waits for the types of its parameters. */
export interface Prepared {
  readonly node: Argument;
  readonly code: Code | null;
  readonly given: Given;
}

export type ArgumentCode = (frame: Frame) => Value | Cell;

export function prepare(compiler: Compiler, args: readonly Argument[], scope: Scope): Prepared[] {
  return args.map((node) => {
    const base = { name: node.name, out: node.mode !== 'value' };
    if (node.value.kind === 'lambda')
      return { node, code: null, given: { ...base, type: null, lambda: node.value.parameters.length } };
    if (base.out) {
      return { node, code: null, given: { ...base, type: null } };
    }
    const methods = compiler.methodGroup(node.value, scope);
    if (methods !== null) return { node, code: methods, given: { ...base, type: null, methodGroup: true } };
    const code = compiler.expression(node.value, scope);
    if (code.type?.name === 'void')
      throw compiler.error('a call without a value cannot be an argument', node.value.offset);
    const given: Given = {
      ...base,
      type: code.type,
      ...(code.constant !== undefined && { constant: code.constant }),
    };
    return { node, code, given };
  });
}

export function argumentCode(
  compiler: Compiler,
  parameter: TypeRef,
  argument: Prepared,
  scope: Scope,
  bindings: Map<string, TypeRef>,
  names: readonly string[],
): ArgumentCode {
  if (argument.node.mode !== 'value')
    return referenceCode(compiler, argument.node, scope, substitute(parameter, bindings));
  if (argument.node.value.kind === 'lambda') {
    const shape = delegateShape(substitute(parameter, bindings));
    if (shape === null)
      throw compiler.error(
        `a lambda cannot be converted to ${typeText(parameter)}`,
        argument.node.value.offset,
      );
    const free = (type: TypeRef): boolean =>
      type.args.length === 0 ? names.includes(type.name) && !bindings.has(type.name) : type.args.some(free);
    const lambda = compileLambda(
      compiler,
      argument.node.value,
      scope,
      shape.parameters.map((type) => (free(type) ? null : substitute(type, bindings))),
      free(shape.returns) ? undefined : substitute(shape.returns, bindings),
    );
    if (lambda.returns !== null && names.includes(shape.returns.name) && !bindings.has(shape.returns.name))
      bindings.set(shape.returns.name, lambda.returns);
    else if (lambda.returns !== null && free(shape.returns))
      inferFrom(compiler.registry, shape.returns, lambda.returns, names, bindings);
    return lambda.code.run;
  }
  const { code } = argument;
  if (code === null) throw compiler.error('argument has no value', argument.node.value.offset);
  const convert = coercion(code.type, substitute(parameter, bindings));
  if (convert === null) return code.run;
  return (frame) => convert(code.run(frame));
}

/** Binds what a lambda's result says about `IEnumerable<TResult>`. */
function inferFrom(
  registry: Registry,
  parameter: TypeRef,
  given: TypeRef,
  names: readonly string[],
  bindings: Map<string, TypeRef>,
): void {
  const seen = registry.as(given, parameter.name);
  if (seen === null) return;
  parameter.args.forEach((arg, i) => {
    const actual = seen.args[i];
    if (actual === undefined) return;
    if (names.includes(arg.name) && !bindings.has(arg.name)) bindings.set(arg.name, actual);
  });
}

export function restCode(
  compiler: Compiler,
  type: TypeRef,
  indexes: readonly number[],
  prepared: readonly Prepared[],
  scope: Scope,
  bindings: Map<string, TypeRef>,
  names: readonly string[],
): ArgumentCode {
  const element = type.args[0] ?? t.object;
  const codes = indexes.map((index) => {
    const argument = prepared[index];
    if (argument === undefined) throw new Error('params argument missing');
    return argumentCode(compiler, element, argument, scope, bindings, names);
  });
  const elementType = substitute(element, bindings);
  return (frame) => {
    const items = codes.map((code) => code(frame) as Value);
    return elementType.name === 'byte' ? wholeByteArray(items) : new CsArray(elementType, items);
  };
}

/** The cell that an out or ref argument fills; it is written back to where the argument points. */
export function referenceCode(
  compiler: Compiler,
  argument: Argument,
  scope: Scope,
  type: TypeRef,
): ArgumentCode {
  const { value } = argument;
  if (value.kind === 'outVariable') {
    if (value.name === null) return () => ({ value: null });
    const declared =
      value.type.name === 'var' ? (type.name === 'dynamic' ? null : type) : compiler.typeOf(value.type);
    const variable = compiler.declare(scope, value.name, declared, value.offset);
    return (frame) => {
      const cell: Cell = { value: null };
      frame.slots[variable.slot] = cell;
      return cell;
    };
  }
  if (value.kind === 'name' && value.name === '_') return () => ({ value: null });
  const place = compiler.place(value, scope);
  return (frame) => {
    const at = place.at(frame);
    return {
      get value(): Value {
        return place.read(frame, at);
      },
      set value(written: Value) {
        place.write(frame, at, written);
      },
    };
  };
}

/** An argument whose parameter is unknown: lambdas get parameters of run-time type. */
export function looseArgument(compiler: Compiler, argument: Prepared, scope: Scope): ArgumentCode {
  const { node, code } = argument;
  if (node.mode !== 'value') return referenceCode(compiler, node, scope, named('dynamic'));
  if (node.value.kind === 'lambda')
    return compileLambda(
      compiler,
      node.value,
      scope,
      node.value.parameters.map(() => null),
      undefined,
    ).code.run;
  if (code === null) throw compiler.error('argument has no value', node.value.offset);
  return code.run;
}
