import { named, t } from '../type-ref.ts';
import { Integer, type TypeRef, type Value } from '../value.ts';
import {
  arithmetic,
  complement,
  convertNumber,
  isNumeric,
  isNumericKind,
  negate,
  numericType,
  promoted,
} from '../values/number.ts';
import { typeOf } from '../values/object.ts';
import { type Code, type Compiler, constantCode, type Scope } from './code.ts';
import { describe } from './conversion.ts';
import type { Node } from './node.ts';

export function compileUnary(compiler: Compiler, node: Node<'unary'>, scope: Scope): Code {
  const operand = compiler.expression(node.operand, scope);
  const { operator } = node;
  // -2147483648 and -9223372036854775808 are literals of int and long
  if (operator === '-' && operand.constant instanceof Integer) {
    if (operand.constant.kind === 'uint' && operand.constant.value === 1n << 31n)
      return constantCode(t.int, -(2 ** 31));
    if (operand.constant.kind === 'ulong' && operand.constant.value === 1n << 63n)
      return constantCode(t.long, -(1n << 63n));
  }
  const { checked } = compiler;
  const inner = operand.type?.name === 'Nullable' ? (operand.type.args[0] ?? null) : operand.type;
  const type = unaryType(compiler, operator, inner);
  if (type === undefined)
    throw compiler.error(`operator ${operator} does not exist for ${describe(operand.type)}`, node.offset);
  const result = operand.type?.name === 'Nullable' && type !== null ? named('Nullable', type) : type;
  const apply = (value: Value): Value => {
    if (value === null) return null;
    if (operator === '!') return value !== true;
    if (isNumeric(value))
      return operator === '-'
        ? negate(value, checked)
        : operator === '~'
          ? complement(value)
          : arithmetic('+', 0, value, false);
    return value instanceof Object && 'operate' in value ? (value.operate('unary-', null) ?? value) : value;
  };
  if (operand.constant !== undefined && operand.constant !== null)
    return constantCode(result, apply(operand.constant));
  return { type: result, run: (frame) => apply(operand.run(frame)) };
}

function unaryType(compiler: Compiler, operator: string, type: TypeRef | null): TypeRef | null | undefined {
  if (type === null) return operator === '!' ? t.bool : null;
  if (operator === '!') return type.name === 'bool' ? type : undefined;
  if (type.name === 'TimeSpan' && operator !== '~') return type;
  if (compiler.registry.find(type.name)?.kind === 'enum' && operator === '~') return type;
  if (!isNumericKind(type.name)) return undefined;
  if (operator === '~')
    return ['float', 'double', 'decimal'].includes(type.name)
      ? undefined
      : numericType(promoted(type.name, type.name));
  if (operator === '-')
    return type.name === 'ulong'
      ? undefined
      : type.name === 'uint'
        ? t.long
        : numericType(promoted(type.name, type.name));
  return numericType(promoted(type.name, type.name));
}

/** `x++` and its like: reads, adds one in the type of the variable, writes. */
export function compileStep(compiler: Compiler, node: Node<'step'>, scope: Scope): Code {
  const place = compiler.place(node.target, scope);
  const inner = place.type?.name === 'Nullable' ? place.type.args[0] : place.type;
  if (inner !== null && inner !== undefined && !isNumericKind(inner.name))
    throw compiler.error(`${node.operator} does not exist for ${describe(place.type)}`, node.offset);
  const { checked } = compiler;
  const by = node.operator === '++' ? 1 : -1;
  const next = (value: Value): Value => {
    if (typeof value === 'number' && !checked) return (value + by) | 0;
    if (value === null || !isNumeric(value)) return value;
    const kind = inner?.name ?? typeOf(value).name;
    return isNumericKind(kind)
      ? convertNumber(arithmetic('+', value, by, checked) as number, kind, checked)
      : value;
  };
  const { prefix } = node;
  return {
    type: place.type,
    run: (frame) => {
      frame.run.step();
      const at = place.at(frame);
      const before = place.read(frame, at);
      const after = next(before);
      place.write(frame, at, after);
      return prefix ? after : before;
    },
  };
}
