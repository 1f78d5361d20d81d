import { ExpressionException } from '../errors.ts';
import type { Expression, Pattern } from '../syntax/ast.ts';
import { t, typeText } from '../type-ref.ts';
import { Double, type TypeRef, type Value } from '../value.ts';
import { Decimal } from '../values/decimal.ts';
import { isNumericKind } from '../values/number.ts';
import { areEqual, textOf } from '../values/object.ts';
import { type Code, type Compiler, constantCode, type Frame, type Scope } from './code.ts';
import { coercion, describe, explicitCast, implicitRank, isInstance } from './conversion.ts';
import type { Node } from './node.ts';

export function compileCast(compiler: Compiler, node: Node<'cast'>, scope: Scope): Code {
  const type = compiler.typeOf(node.type);
  const code = compiler.expression(node.value, scope, type);
  const { run } = code;
  if (type.name === 'dynamic') return { type: null, run };
  const convert = explicitCast(compiler.registry, code, type, compiler.checked);
  if (convert === null)
    throw compiler.error(`cannot cast ${describe(code.type)} to ${typeText(type)}`, node.offset);
  if (
    code.constant !== undefined &&
    code.constant !== null &&
    (isNumericKind(type.name) || type.name === 'string')
  ) {
    try {
      const whole =
        code.constant instanceof Double || code.constant instanceof Decimal ? code.constant : null;
      const constant =
        whole === null
          ? explicitCast(compiler.registry, code, type, true)?.(code.constant)
          : convert(code.constant);
      return constantCode(type, constant ?? null);
    } catch (error) {
      if (error instanceof ExpressionException && !compiler.unchecked)
        throw compiler.error(`constant ${textOf(code.constant)} does not fit ${typeText(type)}`, node.offset);
      if (!(error instanceof ExpressionException)) throw error;
    }
  }
  return { type, run: (frame) => convert(run(frame)) };
}

export function compileIs(compiler: Compiler, node: Node<'is'>, scope: Scope): Code {
  const value = compiler.expression(node.value, scope);
  const test = compilePattern(compiler, node.pattern, value.type, scope);
  return { type: t.bool, run: (frame) => test(frame, value.run(frame)) };
}

/** Tests a value against a pattern and binds the names in it. */
export function compilePattern(
  compiler: Compiler,
  pattern: Pattern,
  type: TypeRef | null,
  scope: Scope,
): (frame: Frame, value: Value) => boolean {
  const { registry } = compiler;
  if (pattern.kind === 'var') {
    const { slot } = compiler.declare(scope, pattern.name, type, 0);
    return (frame, value) => {
      frame.slots[slot] = { value };
      return true;
    };
  }
  if (pattern.kind === 'constant') return constantPattern(compiler, pattern.value, type, scope);
  // `x is Color.Red`: a constant when the name is no type
  const asConstant =
    pattern.name === null &&
    registry.find(lastName(pattern.type.name)) === undefined &&
    pattern.type.args.length === 0;
  if (asConstant)
    return constantPattern(compiler, nameExpression(pattern.type.name, pattern.offset), type, scope);
  const target = compiler.typeOf(pattern.type);
  const slot =
    pattern.name === null || pattern.name === '_'
      ? null
      : compiler.declare(scope, pattern.name, target, pattern.offset).slot;
  return (frame, value) => {
    if (!isInstance(registry, value, target)) return false;
    if (slot !== null) frame.slots[slot] = { value };
    return true;
  };
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function nameExpression(path: string, offset: number): Expression {
  const [first = '', ...rest] = path.split('.');
  let node: Expression = { kind: 'name', name: first, typeArgs: null, offset };
  for (const name of rest) node = { kind: 'member', target: node, name, typeArgs: null, offset };
  return node;
}

function constantPattern(
  compiler: Compiler,
  node: Expression,
  type: TypeRef | null,
  scope: Scope,
): (frame: Frame, value: Value) => boolean {
  const constant = compiler.expression(node, scope, type ?? undefined);
  if (type !== null && constant.type !== null && type.name !== 'object') {
    const inner = type.name === 'Nullable' ? (type.args[0] ?? t.object) : type;
    if (implicitRank(compiler.registry, constant.type, type, constant.constant) < 0)
      throw compiler.error(`${describe(constant.type)} is no value of ${describe(type)}`, node.offset);
    const convert = coercion(constant.type, inner);
    return (frame, value) => {
      const wanted = constant.run(frame);
      return areEqual(value, convert === null ? wanted : convert(wanted));
    };
  }
  return (frame, value) => areEqual(value, constant.run(frame));
}

export function compileAs(compiler: Compiler, node: Node<'as'>, scope: Scope): Code {
  const value = compiler.expression(node.value, scope);
  const target = node.type.name === 'Nullable' ? compiler.typeOf(node.type) : compiler.typeOf(node.type);
  if (compiler.registry.isStruct(target) && target.name !== 'Nullable')
    throw compiler.error(`as needs a reference type, ${typeText(target)} is a value type`, node.offset);
  if (value.type !== null && explicitCast(compiler.registry, value, target, false) === null)
    throw compiler.error(`cannot convert ${describe(value.type)} to ${typeText(target)}`, node.offset);
  return {
    type: target,
    run: (frame) => {
      const result = value.run(frame);
      return isInstance(compiler.registry, result, target) ? result : null;
    },
  };
}
