import { dotnetError } from '../errors.ts';
import { named, sameType, t } from '../type-ref.ts';
import type { Registry } from '../types/registry.ts';
import type { TypeRef, Value } from '../value.ts';
import { Char, DotnetObject, Double } from '../value.ts';
import { EnumValue } from '../values/enumeration.ts';
import {
  arithmetic,
  compareNumbers,
  isNumeric,
  isNumericKind,
  numericType,
  promoted,
  shift,
  wholeOf,
} from '../values/number.ts';
import { textOf, typeOf } from '../values/object.ts';
import { enumOf, implicitRank } from './conversion.ts';

/** The static type of `left operator right`; undefined when the operator does not exist for these types. */
export function operatorType(
  registry: Registry,
  operator: string,
  left: TypeRef | null,
  right: TypeRef | null,
): TypeRef | null | undefined {
  if (operator === '==' || operator === '!=')
    return equalityExists(registry, left, right) ? t.bool : undefined;
  if (left === null || right === null) {
    if (comparisons.has(operator)) return t.bool;
    return operator === '+' && (left?.name === 'string' || right?.name === 'string') ? t.string : null;
  }
  if (
    left.name === 'Nullable' ||
    right.name === 'Nullable' ||
    left.name === 'null' ||
    right.name === 'null'
  ) {
    return liftedType(registry, operator, left, right);
  }
  const declared = objectOperators[`${left.name} ${operator} ${right.name}`];
  if (declared !== undefined) return declared;
  if (operator === '+' && (left.name === 'string' || right.name === 'string')) {
    return left.name === 'void' || right.name === 'void' ? undefined : t.string;
  }
  if (isNumericKind(left.name) && isNumericKind(right.name))
    return numericResult(operator, left.name, right.name);
  if (left.name === 'bool' && right.name === 'bool') return '&|^'.includes(operator) ? t.bool : undefined;
  if (registry.find(left.name)?.kind === 'enum') {
    if (sameType(left, right))
      return comparisons.has(operator)
        ? t.bool
        : operator === '-'
          ? t.int
          : '&|^'.includes(operator)
            ? left
            : undefined;
    return (operator === '+' || operator === '-') && right.name === 'int' ? left : undefined;
  }
  return comparisons.has(operator) && sameType(left, right) && ordered.has(left.name) ? t.bool : undefined;
}

const comparisons: ReadonlySet<string> = new Set(['<', '>', '<=', '>=']);
const ordered: ReadonlySet<string> = new Set(['DateTime', 'DateTimeOffset', 'TimeSpan']);

const objectOperators: Readonly<Record<string, TypeRef>> = {
  'DateTime - DateTime': t.TimeSpan,
  'DateTime - TimeSpan': t.DateTime,
  'DateTime + TimeSpan': t.DateTime,
  'DateTimeOffset - DateTimeOffset': t.TimeSpan,
  'DateTimeOffset - DateTime': t.TimeSpan,
  'DateTime - DateTimeOffset': t.TimeSpan,
  'DateTimeOffset - TimeSpan': t.DateTimeOffset,
  'DateTimeOffset + TimeSpan': t.DateTimeOffset,
  'TimeSpan + TimeSpan': t.TimeSpan,
  'TimeSpan - TimeSpan': t.TimeSpan,
  'TimeSpan * double': t.TimeSpan,
  'TimeSpan * int': t.TimeSpan,
  'double * TimeSpan': t.TimeSpan,
  'int * TimeSpan': t.TimeSpan,
  'TimeSpan / double': t.TimeSpan,
  'TimeSpan / int': t.TimeSpan,
  'TimeSpan / TimeSpan': t.double,
  'XNamespace + string': named('XName'),
  'DateTimeOffset < DateTime': t.bool,
  'DateTimeOffset > DateTime': t.bool,
  'DateTimeOffset <= DateTime': t.bool,
  'DateTimeOffset >= DateTime': t.bool,
  'DateTime < DateTimeOffset': t.bool,
  'DateTime > DateTimeOffset': t.bool,
  'DateTime <= DateTimeOffset': t.bool,
  'DateTime >= DateTimeOffset': t.bool,
};

function numericResult(operator: string, left: string, right: string): TypeRef | undefined {
  if (!isNumericKind(left) || !isNumericKind(right)) return undefined;
  if (operator === '<<' || operator === '>>') {
    const kind = promoted(left, left);
    return ['int', 'uint', 'long', 'ulong'].includes(kind) && right !== 'long'
      ? numericType(left === 'uint' ? 'uint' : kind)
      : undefined;
  }
  const kind = promoted(left, right);
  const signed = (name: string) => ['sbyte', 'short', 'int', 'long'].includes(name);
  if (kind === 'ulong' && (signed(left) || signed(right))) return undefined;
  // decimal does not mix with floating point, ulong not with signed integers
  if (kind === 'decimal' && [left, right].some((name) => name === 'double' || name === 'float'))
    return undefined;
  if ('&|^'.includes(operator) && (kind === 'double' || kind === 'float' || kind === 'decimal'))
    return undefined;
  if (comparisons.has(operator)) return t.bool;
  return numericType(kind);
}

function liftedType(
  registry: Registry,
  operator: string,
  left: TypeRef,
  right: TypeRef,
): TypeRef | undefined {
  if (operator === '+' && (left.name === 'string' || right.name === 'string')) return t.string;
  const inner = (type: TypeRef, other: TypeRef): TypeRef =>
    type.name === 'Nullable'
      ? (type.args[0] ?? t.object)
      : type.name === 'null'
        ? inner(other, t.object)
        : type;
  const result = operatorType(registry, operator, inner(left, right), inner(right, left));
  if (result === undefined || result === null) return undefined;
  return comparisons.has(operator) ? t.bool : result.name === 'string' ? result : named('Nullable', result);
}

/** Structs that have no == of their own. */
const WITHOUT_EQUALITY: ReadonlySet<string> = new Set(['KeyValuePair', 'ValueTuple']);

function equalityExists(registry: Registry, left: TypeRef | null, right: TypeRef | null): boolean {
  if (left === null || right === null) return true;
  if (left.name === 'void' || right.name === 'void') return false;
  const isNull = (type: TypeRef) => type.name === 'null';
  if (isNull(left) || isNull(right)) {
    const other = isNull(left) ? right : left;
    // A struct with an operator of its own is lifted: `true == null` compiles, with the warning CS0472, and is false.
    return !registry.isStruct(other) || !WITHOUT_EQUALITY.has(other.name);
  }
  const a = left.name === 'Nullable' ? (left.args[0] ?? t.object) : left;
  const b = right.name === 'Nullable' ? (right.args[0] ?? t.object) : right;
  if (isNumericKind(a.name) && isNumericKind(b.name)) return numericResult('<', a.name, b.name) !== undefined;
  if (registry.isStruct(a) !== registry.isStruct(b)) {
    return userEqual(a, b);
  }
  if (registry.isStruct(a)) return sameType(a, b) || userEqual(a, b);
  if (userEqual(a, b)) return true;
  const isInterface = (type: TypeRef) => registry.find(type.name)?.kind === 'interface';
  return (
    isInterface(a) || isInterface(b) || implicitRank(registry, a, b) >= 0 || implicitRank(registry, b, a) >= 0
  );
}

/** Equality operators between different types through an implicit conversion. */
function userEqual(a: TypeRef, b: TypeRef): boolean {
  const pair = [a.name, b.name].sort().join();
  return pair === 'DateTime,DateTimeOffset' || pair === 'XName,string' || pair === 'XNamespace,string';
}

const notDefined = (operator: string, a: Value, b: Value) =>
  dotnetError(
    'RuntimeBinderException',
    `Operator '${operator}' cannot be applied to operands of type '${typeOf(a).name}' and '${typeOf(b).name}'`,
  );

/** `a operator b` for every operator but && || ??; lifted: null with a value gives null. */
export function operate(registry: Registry, operator: string, a: Value, b: Value, checked: boolean): Value {
  if (operator === '==' || operator === '!=') return operatorEquals(a, b) === (operator === '==');
  if (
    operator === '+' &&
    typeof b === 'string' &&
    a instanceof DotnetObject &&
    a.dotnetType.name === 'XNamespace'
  )
    return a.operate('+', b) ?? null;
  if (operator === '+' && (typeof a === 'string' || typeof b === 'string')) return textOf(a) + textOf(b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return logical(operator, a, b);
  if (a === null || b === null) return nullOperand(operator, a, b);
  if (comparisons.has(operator)) return compare(operator, a, b);
  if (isNumeric(a) && isNumeric(b)) {
    if (operator === '<<' || operator === '>>') return shift(operator, a, Number(wholeOf(b)));
    const result = arithmetic(operator as '+', a, b, checked);
    if (result !== null) return result;
  }
  if (a instanceof EnumValue) {
    const result = enumOperation(registry, operator, a, b);
    if (result !== undefined) return result;
  }
  if (a instanceof DotnetObject) {
    const result = a.operate(operator, b);
    if (result !== undefined) return result;
  }
  if (operator === '*' && b instanceof DotnetObject) {
    const result = b.operate('*', a);
    if (result !== undefined) return result;
  }
  throw notDefined(operator, a, b);
}

function logical(operator: string, a: boolean, b: boolean): Value {
  if (operator === '&') return a && b;
  if (operator === '|') return a || b;
  if (operator === '^') return a !== b;
  throw notDefined(operator, a, b);
}

/** bool? has three-valued & and |; everything else gives null. */
function nullOperand(operator: string, a: Value, b: Value): Value {
  if (comparisons.has(operator)) return false;
  const known = a ?? b;
  if (operator === '&' && known === false) return false;
  if (operator === '|' && known === true) return true;
  return null;
}

function enumOperation(registry: Registry, operator: string, a: EnumValue, b: Value): Value | undefined {
  const other = b instanceof EnumValue ? b.value : typeof b === 'number' ? b : undefined;
  if (other === undefined) return undefined;
  if (operator === '|') return flags(registry, a, a.value | other);
  if (operator === '&') return flags(registry, a, a.value & other);
  if (operator === '^') return flags(registry, a, a.value ^ other);
  if (operator === '-')
    return b instanceof EnumValue ? a.value - other : enumOf(registry, a.dotnetType, a.value - other);
  return operator === '+' ? enumOf(registry, a.dotnetType, a.value + other) : undefined;
}

/** `A | B` is written `A, B`. */
function flags(registry: Registry, like: EnumValue, value: number): EnumValue {
  const exact = enumOf(registry, like.dotnetType, value);
  if (exact.label !== String(value)) return exact;
  const labels: string[] = [];
  for (let bit = 1; bit > 0 && bit <= value; bit *= 2) {
    if ((value & bit) !== 0) labels.push(enumOf(registry, like.dotnetType, bit).label);
  }
  return new EnumValue(like.dotnetType, value, labels.join(', '));
}

function compare(operator: string, a: Value, b: Value): boolean {
  const order =
    isNumeric(a) && isNumeric(b) ? compareNumbers(a, b) : a instanceof DotnetObject ? a.compareTo(b) : null;
  if (order === null) throw notDefined(operator, a, b);
  if (operator === '<') return order < 0;
  if (operator === '>') return order > 0;
  return operator === '<=' ? order <= 0 : order >= 0;
}

/** Types whose == compares values; every other class compares references. */
const valueEquality: ReadonlySet<string> = new Set([
  'DateTime',
  'DateTimeOffset',
  'TimeSpan',
  'Guid',
  'Uri',
  'XName',
  'XNamespace',
  'KeyValuePair',
  'ValueTuple',
  'HashAlgorithmName',
  'Type',
]);

export function operatorEquals(a: Value, b: Value): boolean {
  if (a === b) return !(a instanceof Double && Number.isNaN(a.value));
  if (a === null || b === null) return false;
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b) === 0;
  if (a instanceof EnumValue) return a.equals(b);
  if (a instanceof Char || !(a instanceof DotnetObject)) return false;
  return valueEquality.has(a.dotnetType.name) && a.equals(b);
}
