import { ExpressionException } from '../errors.ts';
import { t, typeText } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { makeWhole } from '../values/number.ts';
import { textOf } from '../values/object.ts';
import { type Code, type Compiler, constantCode, type Evaluate, type Scope } from './code.ts';
import { conditionCode, convertCode } from './condition.ts';
import { coercion, describe, implicitRank } from './conversion.ts';
import type { Node } from './node.ts';
import { operate, operatorEquals, operatorType } from './operators.ts';

export function compileBinary(compiler: Compiler, node: Node<'binary'>, scope: Scope): Code {
  const { operator } = node;
  if (operator === '&&' || operator === '||') return compileLogical(compiler, node, scope);
  if (operator === '??') return compileCoalesce(compiler, node, scope);
  const left = compiler.expression(node.left, scope);
  const right = compiler.expression(node.right, scope);
  return binaryCode(compiler, operator, adapt(left, right), adapt(right, left), node.offset);
}

/** A constant int takes the type of an unsigned or enum partner, as overload resolution of operators has it. */
export function adapt(code: Code, partner: Code): Code {
  const { constant } = code;
  const whole = typeof constant === 'number' || typeof constant === 'bigint';
  if (!whole || constant < 0) return code;
  if (partner.type?.name === 'ulong' || (partner.type?.name === 'uint' && typeof constant === 'number')) {
    return constantCode(partner.type, makeWhole(partner.type.name, BigInt(constant), false));
  }
  return code;
}

export function binaryCode(
  compiler: Compiler,
  operator: string,
  left: Code,
  right: Code,
  offset: number,
): Code {
  const { registry, checked } = compiler;
  const type = operatorType(registry, operator, left.type, right.type);
  if (type === undefined)
    throw compiler.error(
      `operator ${operator} does not exist for ${describe(left.type)} and ${describe(right.type)}`,
      offset,
    );
  const a = left.run;
  const b = right.run;
  if (left.constant !== undefined && right.constant !== undefined && type !== null) {
    return foldConstants(compiler, operator, left.constant, right.constant, type, offset);
  }
  const fast =
    left.type?.name === 'int' && right.type?.name === 'int' && !checked ? fastInt(operator, a, b) : null;
  if (fast !== null) return { type, run: fast };
  if (operator === '+' && type?.name === 'string') {
    return {
      type,
      run: (frame) => {
        const x = textOf(a(frame));
        const y = textOf(b(frame));
        frame.run.allocate(x.length + y.length, y.length);
        return x + y;
      },
    };
  }
  if (operator === '==' || operator === '!=')
    return equality(operator, xmlName(left, right), xmlName(right, left));
  return { type, run: (frame) => operate(registry, operator, a(frame), b(frame), checked) };
}

/** A string that is compared with an XName becomes one. */
function xmlName(code: Code, partner: Code): Code {
  const { type } = partner;
  if (code.type?.name !== 'string' || (type?.name !== 'XName' && type?.name !== 'XNamespace')) return code;
  const convert = coercion(code.type, type);
  return convert === null ? code : { type, run: (frame) => convert(code.run(frame)) };
}

function equality(operator: string, left: Code, right: Code): Code {
  const wanted = operator === '==';
  const a = left.run;
  const b = right.run;
  // two boxes are different objects, whatever they hold
  const boxed = left.type?.name === 'object' && right.type?.name === 'object';
  return {
    type: t.bool,
    run: (frame) => {
      const x = a(frame);
      const y = b(frame);
      if (boxed && x !== null && typeof x !== 'string') return (x === y && typeof x === 'object') === wanted;
      return operatorEquals(x, y) === wanted;
    },
  };
}

function fastInt(operator: string, a: Evaluate, b: Evaluate): Evaluate | null {
  switch (operator) {
    case '+':
      return (frame) => ((a(frame) as number) + (b(frame) as number)) | 0;
    case '-':
      return (frame) => ((a(frame) as number) - (b(frame) as number)) | 0;
    case '*':
      return (frame) => Math.imul(a(frame) as number, b(frame) as number);
    case '<':
      return (frame) => (a(frame) as number) < (b(frame) as number);
    case '>':
      return (frame) => (a(frame) as number) > (b(frame) as number);
    case '<=':
      return (frame) => (a(frame) as number) <= (b(frame) as number);
    case '>=':
      return (frame) => (a(frame) as number) >= (b(frame) as number);
    case '==':
      return (frame) => a(frame) === b(frame);
    case '!=':
      return (frame) => a(frame) !== b(frame);
    default:
      return null;
  }
}

/** Constant expressions are evaluated by the compiler, which refuses overflow (C# 7 specification, 12.21). */
function foldConstants(
  compiler: Compiler,
  operator: string,
  a: Value,
  b: Value,
  type: TypeRef,
  offset: number,
): Code {
  try {
    return constantCode(type, operate(compiler.registry, operator, a, b, true));
  } catch (error) {
    if (error instanceof ExpressionException)
      throw compiler.error(
        error.dotnetType === 'DivideByZeroException'
          ? 'division by constant zero'
          : 'the constant expression overflows',
        offset,
      );
    throw error;
  }
}

function compileLogical(compiler: Compiler, node: Node<'binary'>, scope: Scope): Code {
  const left = conditionCode(compiler, node.left, scope);
  const right = conditionCode(compiler, node.right, scope);
  if (node.operator === '&&') return { type: t.bool, run: (frame) => left(frame) && right(frame) };
  return { type: t.bool, run: (frame) => left(frame) || right(frame) };
}

function compileCoalesce(compiler: Compiler, node: Node<'binary'>, scope: Scope): Code {
  const left = compiler.expression(node.left, scope);
  const right = compiler.expression(node.right, scope);
  const { registry } = compiler;
  const inner = left.type?.name === 'Nullable' ? (left.type.args[0] ?? null) : left.type;
  if (left.type !== null && left.type.name !== 'Nullable' && registry.isStruct(left.type))
    throw compiler.error(`?? needs a reference, ${typeText(left.type)} is never null`, node.offset);
  const isThrow = node.right.kind === 'throw';
  let type: TypeRef | null;
  if (inner === null || right.type === null || isThrow) type = isThrow ? inner : null;
  else if (implicitRank(registry, right.type, inner, right.constant) >= 0) type = inner;
  else if (left.type !== null && implicitRank(registry, right.type, left.type, right.constant) >= 0)
    type = left.type;
  else if (implicitRank(registry, inner, right.type) >= 0) type = right.type;
  else
    throw compiler.error(
      `operator ?? does not exist for ${describe(left.type)} and ${describe(right.type)}`,
      node.offset,
    );
  const convertLeft = type === null ? null : coercion(inner, type);
  const fallback = isThrow ? right.run : convertCode(compiler, right, type, node.offset);
  return {
    type,
    run: (frame) => {
      const value = left.run(frame);
      if (value === null) return fallback(frame);
      return convertLeft === null ? value : convertLeft(value);
    },
  };
}
