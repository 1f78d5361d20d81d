import { dotnetError, ExpressionException } from '../errors.ts';
import type { Expression, Pattern } from '../syntax/ast.ts';
import { named, sameType, t, typeText } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { Double, Integer } from '../value.ts';
import { Decimal } from '../values/decimal.ts';
import { ExceptionObject } from '../values/exception.ts';
import {
  arithmetic,
  complement,
  convertNumber,
  isNumeric,
  isNumericKind,
  makeWhole,
  negate,
  numericType,
  promoted,
} from '../values/number.ts';
import { areEqual, textOf, typeOf } from '../values/object.ts';
import { TypeObject } from '../values/type-object.ts';
import { compileConditionalAccess, compileIndex, compileInvocation, compileReceiver } from './access.ts';
import type { Code, Compiler, Evaluate, Frame, Scope } from './code.ts';
import { constantCode } from './code.ts';
import {
  coercion,
  defaultOf,
  describe,
  explicitCast,
  implicitRank,
  isInstance,
  literalType,
} from './conversion.ts';
import { compileAnonymous, compileArray, compileNew, compileTuple } from './creation.ts';
import { compileLambda } from './lambda.ts';
import { resolvedCode } from './names.ts';
import { operate, operatorEquals, operatorType } from './operators.ts';
import { delegateShape } from './overload.ts';

type Node<K extends Expression['kind']> = Extract<Expression, { kind: K }>;
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

function compileInterpolated(compiler: Compiler, node: Node<'interpolated'>, scope: Scope): Code {
  const parts = node.parts.map((part): ((frame: Frame) => string) => {
    if (typeof part === 'string') return () => part;
    const { run } = compiler.expression(part.value, scope);
    const { alignment, format } = part;
    if (alignment === null) return (frame) => textOf(run(frame), format);
    return (frame) => aligned(textOf(run(frame), format), alignment);
  });
  return {
    type: t.string,
    run: (frame) => {
      let text = '';
      for (const part of parts) text += part(frame);
      return frame.run.text(text);
    },
  };
}

/** Padded on the left to `width`, on the right when it is negative. */
function aligned(text: string, width: number): string {
  return width < 0 ? text.padEnd(-width) : text.padStart(width);
}

function compileUnary(compiler: Compiler, node: Node<'unary'>, scope: Scope): Code {
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
function compileStep(compiler: Compiler, node: Node<'step'>, scope: Scope): Code {
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

function compileBinary(compiler: Compiler, node: Node<'binary'>, scope: Scope): Code {
  const { operator } = node;
  if (operator === '&&' || operator === '||') return compileLogical(compiler, node, scope);
  if (operator === '??') return compileCoalesce(compiler, node, scope);
  const left = compiler.expression(node.left, scope);
  const right = compiler.expression(node.right, scope);
  return binaryCode(compiler, operator, adapt(left, right), adapt(right, left), node.offset);
}

/** A constant int takes the type of an unsigned or enum partner, as overload resolution of operators has it. */
function adapt(code: Code, partner: Code): Code {
  const { constant } = code;
  const whole = typeof constant === 'number' || typeof constant === 'bigint';
  if (!whole || constant < 0) return code;
  if (partner.type?.name === 'ulong' || (partner.type?.name === 'uint' && typeof constant === 'number')) {
    return constantCode(partner.type, makeWhole(partner.type.name, BigInt(constant), false));
  }
  return code;
}

function binaryCode(compiler: Compiler, operator: string, left: Code, right: Code, offset: number): Code {
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

function compileAssign(compiler: Compiler, node: Node<'assign'>, scope: Scope): Code {
  if (node.target.kind === 'name' && node.target.name === '_') return compiler.expression(node.value, scope);
  const place = compiler.place(node.target, scope);
  const { operator } = node;
  if (operator === '=') {
    const value = convertCode(
      compiler,
      compiler.expression(node.value, scope, place.type ?? undefined),
      place.type,
      node.value.offset,
    );
    return {
      type: place.type,
      run: (frame) => {
        const at = place.at(frame);
        const result = value(frame);
        place.write(frame, at, result);
        return result;
      },
    };
  }
  const right = compiler.expression(node.value, scope);
  if (operator === '??=') {
    const value = convertCode(compiler, right, place.type, node.value.offset);
    return {
      type: place.type,
      run: (frame) => {
        const at = place.at(frame);
        const before = place.read(frame, at);
        if (before !== null) return before;
        const result = value(frame);
        place.write(frame, at, result);
        return result;
      },
    };
  }
  return compoundAssign(compiler, node, place, right);
}

function compoundAssign(
  compiler: Compiler,
  node: Node<'assign'>,
  place: ReturnType<Compiler['place']>,
  right: Code,
): Code {
  const operator = node.operator.slice(0, -1);
  let current: Value = null;
  let operand: Value = null;
  const left: Code = { type: place.type, run: () => current };
  const combined = binaryCode(
    compiler,
    operator,
    left,
    adapt(
      {
        type: right.type,
        run: () => operand,
        ...(right.constant !== undefined && { constant: right.constant }),
      },
      left,
    ),
    node.offset,
  );
  // x op= y converts the result back to the type of x (C# 7 specification, 12.18.4)
  const kind = place.type?.name ?? '';
  const { checked } = compiler;
  if (
    place.type !== null &&
    combined.type !== null &&
    implicitRank(compiler.registry, combined.type, place.type) < 0 &&
    !isNumericKind(kind)
  ) {
    throw compiler.error(`cannot convert ${describe(combined.type)} to ${describe(place.type)}`, node.offset);
  }
  const back = (value: Value): Value =>
    isNumericKind(kind) && isNumeric(value) ? convertNumber(value, kind, checked) : value;
  return {
    type: place.type,
    run: (frame) => {
      frame.run.step();
      const at = place.at(frame);
      const before = place.read(frame, at);
      const by = right.run(frame);
      // set last: evaluating the operand may run this very assignment
      current = before;
      operand = by;
      const result = back(combined.run(frame));
      place.write(frame, at, result);
      return result;
    },
  };
}

function compileConditional(
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

function compileCast(compiler: Compiler, node: Node<'cast'>, scope: Scope): Code {
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

function compileIs(compiler: Compiler, node: Node<'is'>, scope: Scope): Code {
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

function compileAs(compiler: Compiler, node: Node<'as'>, scope: Scope): Code {
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

function compileDefault(
  compiler: Compiler,
  node: Node<'default'>,
  _scope: Scope,
  expected: TypeRef | undefined,
): Code {
  const type = node.type === null ? expected : compiler.typeOf(node.type);
  if (type === undefined) throw compiler.error('default needs a type here', node.offset);
  return constantCode(type, defaultOf(compiler.registry, type));
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

function compileThrow(compiler: Compiler, node: Node<'throw'>, scope: Scope): Code {
  const value = compiler.expression(node.value, scope);
  return { type: null, run: (frame) => throwValue(value.run(frame)) };
}

export function throwValue(value: Value): never {
  if (value instanceof ExceptionObject) throw value.error;
  throw dotnetError('NullReferenceException', 'Object reference not set to an instance of an object.');
}
