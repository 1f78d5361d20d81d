import { dotnetError } from '../errors.ts';
import { named, sameType, t, typeText } from '../type-ref.ts';
import type { Registry } from '../types/registry.ts';
import type { TypeRef, Value } from '../value.ts';
import { Char, DotnetObject, Double, Integer } from '../value.ts';
import { Delegate } from '../values/collection.ts';
import { Decimal } from '../values/decimal.ts';
import { EnumValue } from '../values/enumeration.ts';
import {
  convertNumber,
  isNumeric,
  isNumericKind,
  isWholeKind,
  makeWhole,
  numericType,
  rangeOf,
  wholeOf,
  wideningDistance,
} from '../values/number.ts';
import { fullName, typeOf } from '../values/object.ts';
import type { Code } from './code.ts';
import { nullReference } from './null-reference.ts';
import { explicitConversions, implicitConversions } from './user-conversion.ts';

/** How good an implicit conversion is: 0 is identity, larger is worse, -1 is none. */
export function implicitRank(
  registry: Registry,
  from: TypeRef | null,
  to: TypeRef,
  constant?: Value,
): number {
  if (from === null) return 4;
  if (from === to || sameType(from, to)) return 0;
  if (to.name === 'dynamic') return 60;
  if (from.name === 'null')
    return registry.isStruct(to) && to.name !== 'Nullable' ? -1 : to.name === 'object' ? 2 : 1;
  if (to.name === 'Nullable') {
    const inner = to.args[0] ?? t.object;
    if (from.name === 'Nullable') return bump(implicitRank(registry, from.args[0] ?? t.object, inner), 1);
    return bump(implicitRank(registry, from, inner, constant), 1);
  }
  if (isNumericKind(from.name) && isNumericKind(to.name)) {
    const distance = wideningDistance(from.name, to.name);
    if (distance >= 0) return distance;
    if (
      constant !== undefined &&
      from.name === 'int' &&
      typeof constant === 'number' &&
      isWholeKind(to.name) &&
      to.name !== 'char'
    ) {
      const [lowest, highest] = rangeOf(to.name);
      return BigInt(constant) >= lowest && BigInt(constant) <= highest ? 9 : -1;
    }
    return -1;
  }
  if (constant === 0 && from.name === 'int' && registry.find(to.name)?.kind === 'enum') return 9;
  const reference = referenceRank(registry, from, to);
  if (reference >= 0) return reference;
  if (implicitConversions(from, to) !== null) return 15;
  return to.name === 'object' && from.name !== 'void' ? 50 : -1;
}

function bump(rank: number, by: number): number {
  return rank < 0 ? rank : rank + by;
}

/** Base classes and interfaces by distance; generic arguments are covariant for reference types. */
function referenceRank(registry: Registry, from: TypeRef, to: TypeRef): number {
  let distance = 0;
  for (const base of registry.lineage(from)) {
    if (
      base.definition.name === registry.find(to.name)?.name &&
      (to.name !== 'object' || base.type.name === from.name)
    ) {
      if (argumentsConvert(registry, base.type, to)) return distance === 0 ? 1 : Math.min(10 + distance, 40);
    }
    distance += 1;
  }
  return -1;
}

function argumentsConvert(registry: Registry, from: TypeRef, to: TypeRef): boolean {
  if (to.args.length === 0 || from.args.length !== to.args.length) return from.args.length === to.args.length;
  const covariant = registry.find(to.name)?.kind === 'interface' || to.name === '[]';
  return to.args.every((arg, i) => {
    const given = from.args[i] ?? t.object;
    if (sameType(given, arg)) return true;
    return covariant && !registry.isStruct(given) && referenceOrObject(registry, given, arg);
  });
}

function referenceOrObject(registry: Registry, from: TypeRef, to: TypeRef): boolean {
  return to.name === 'object' || referenceRank(registry, from, to) >= 0;
}

/** A run-time implicit conversion of a value to `to`; null when nothing needs to be done. */
export function coercion(from: TypeRef | null, to: TypeRef): ((value: Value) => Value) | null {
  const target = to.name === 'Nullable' ? (to.args[0] ?? t.object) : to;
  if (from !== null && sameType(from.name === 'Nullable' ? (from.args[0] ?? t.object) : from, target))
    return null;
  const { name } = target;
  if (isNumericKind(name))
    return (value) => (value !== null && isNumeric(value) ? convertNumber(value, name, false) : value);
  if (from !== null) return implicitConversions(from, target);
  return hasImplicitTarget(name)
    ? (value) => (value === null ? null : (implicitConversions(typeOf(value), target)?.(value) ?? value))
    : null;
}

function hasImplicitTarget(name: string): boolean {
  return name === 'JToken' || name === 'XName' || name === 'XNamespace' || name === 'DateTimeOffset';
}

/** Whether `value is type`. */
export function isInstance(registry: Registry, value: Value, type: TypeRef): boolean {
  if (value === null) return false;
  if (type.name === 'object' || type.name === 'dynamic') return true;
  if (type.name === 'Nullable') return isInstance(registry, value, type.args[0] ?? t.object);
  if (value instanceof Delegate) return /^(Func|Action|Predicate|Comparison|Delegate)$/.test(type.name);
  const actual = typeOf(value);
  return sameType(actual, type) || referenceRank(registry, actual, type) >= 0;
}

/** `(type)value` where the static type of the value is object or unknown: unboxing is exact. */
export function castBoxed(registry: Registry, value: Value, type: TypeRef): Value {
  if (value === null) {
    if (registry.isStruct(type) && type.name !== 'Nullable') throw nullReference();
    return null;
  }
  if (isInstance(registry, value, type)) return value;
  const definition = registry.find(type.name);
  // an enum unboxes to its underlying type and back
  if (value instanceof EnumValue && type.name === 'int') return value.value;
  if (definition?.kind === 'enum' && typeof value === 'number') return enumOf(registry, type, value);
  throw invalidCast(typeOf(value), type);
}

function invalidCast(from: TypeRef, to: TypeRef) {
  return dotnetError(
    'InvalidCastException',
    `Unable to cast object of type '${fullName(from)}' to type '${fullName(to)}'.`,
  );
}

/** The member of an enum with this value, or an unnamed value. */
export function enumOf(registry: Registry, type: TypeRef, value: number): EnumValue {
  for (const members of registry.find(type.name)?.statics.values() ?? []) {
    const member = members[0];
    if (member?.kind !== 'property') continue;
    const found = (member.body as () => Value)();
    if (found instanceof EnumValue && found.value === value) return found;
  }
  return new EnumValue(type, value, String(value));
}

/** How `(to)code` works, null when the cast cannot exist. */
export function explicitCast(
  registry: Registry,
  code: Code,
  to: TypeRef,
  checked: boolean,
): ((value: Value) => Value) | null {
  const { type: from } = code;
  if (from === null) return (value) => dynamicCast(registry, value, to, checked);
  if (from.name === 'void') return null;
  if (sameType(from, to)) return (value) => value;
  if (from.name === 'null') return implicitRank(registry, from, to) >= 0 ? (value) => value : null;
  const source = from.name === 'Nullable' ? (from.args[0] ?? t.object) : from;
  const target = to.name === 'Nullable' ? (to.args[0] ?? t.object) : to;
  const nullToValue = from.name === 'Nullable' && to.name !== 'Nullable' && registry.isStruct(to);
  const lifted = (convert: (value: Value) => Value) => (value: Value) => {
    if (value !== null) return convert(value);
    if (nullToValue) throw dotnetError('InvalidOperationException', 'Nullable object must have a value.');
    return null;
  };
  const numeric = numericCast(registry, source, target, checked);
  if (numeric !== null) return lifted(numeric);
  // interfaces and object: unboxing; a base class: a check
  if (source.name === 'object' || registry.find(source.name)?.kind === 'interface') {
    const user = explicitConversions(source, to);
    return user ?? ((value) => castBoxed(registry, value, to));
  }
  if (implicitRank(registry, from, to) >= 0) {
    const convert = coercion(from, to);
    return convert ?? ((value) => value);
  }
  const user = explicitConversions(source, to);
  if (user !== null) return user;
  if (sameType(source, target)) return lifted((value) => value);
  if (referenceRank(registry, target, source) >= 0) return (value) => castBoxed(registry, value, to);
  return registry.find(target.name)?.kind === 'interface' &&
    !registry.isStruct(source) &&
    source.name !== 'string'
    ? (value) => castBoxed(registry, value, to)
    : null;
}

function numericCast(
  registry: Registry,
  source: TypeRef,
  target: TypeRef,
  checked: boolean,
): ((value: Value) => Value) | null {
  const toKind = target.name;
  if (isNumericKind(source.name) && isNumericKind(toKind)) {
    return (value) => (isNumeric(value) ? convertNumber(value, toKind, checked) : value);
  }
  if (registry.find(source.name)?.kind === 'enum' && isNumericKind(toKind)) {
    return (value) => (value instanceof EnumValue ? convertNumber(value.value, toKind, checked) : value);
  }
  if (registry.find(target.name)?.kind === 'enum' && isNumericKind(source.name)) {
    return (value) => (isNumeric(value) ? enumOf(registry, target, Number(wholeOf(value))) : value);
  }
  return null;
}

/** The cast of a value whose static type is unknown: by its own type. */
function dynamicCast(registry: Registry, value: Value, to: TypeRef, checked: boolean): Value {
  if (value === null || isInstance(registry, value, to)) return castBoxed(registry, value, to);
  const convert = explicitCast(registry, { type: typeOf(value), run: () => value }, to, checked);
  if (convert === null) throw invalidCast(typeOf(value), to);
  return convert(value);
}

/** `default(T)`. */
export function defaultOf(registry: Registry, type: TypeRef | null): Value {
  if (type === null) return null;
  const { name } = type;
  if (name === 'bool') return false;
  if (isNumericKind(name)) {
    if (name === 'double' || name === 'float') return new Double(0, name === 'float');
    if (name === 'decimal') return new Decimal(0n);
    return isWholeKind(name) ? makeWhole(name, 0n, false) : null;
  }
  if (registry.find(name)?.kind === 'enum') return enumOf(registry, type, 0);
  return registry.find(name)?.zero ?? null;
}

/** The type that all of `types` convert to, undefined when there is none; null literals fit any reference type. */
export function commonType(
  registry: Registry,
  types: readonly (TypeRef | null)[],
): TypeRef | null | undefined {
  if (types.some((type) => type === null)) return null;
  const known = types.filter((type): type is TypeRef => type !== null && type.name !== 'null');
  for (const candidate of known) {
    if (types.every((type) => implicitRank(registry, type, candidate) >= 0)) return candidate;
  }
  const first = known[0];
  if (first !== undefined && types.length > known.length && known.every((type) => sameType(type, first)))
    return named('Nullable', first);
  return known.length === 0 ? t.object : undefined;
}

export function describe(type: TypeRef | null): string {
  return type === null ? 'dynamic' : typeText(type);
}

/** The static type of a literal. */
export function literalType(value: Value): TypeRef {
  if (value === null) return t.null;
  if (value instanceof Char) return t.char;
  if (value instanceof Integer) return numericType(value.kind);
  return value instanceof DotnetObject ? value.dotnetType : typeOf(value);
}
