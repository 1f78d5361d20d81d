import { dotnetError } from '../errors.ts';
import type { Run } from '../run.ts';
import { arrayOf, named, t } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { DotnetObject } from '../value.ts';
import { areEqual, hashKey, textOf } from './object.ts';

/** T[]; byte[] is a Uint8Array instead. */
export class CsArray extends DotnetObject {
  readonly elementType: TypeRef;
  readonly items: Value[];
  readonly dotnetType: TypeRef;
  constructor(elementType: TypeRef, items: Value[]) {
    super();
    this.elementType = elementType;
    this.items = items;
    this.dotnetType = arrayOf(elementType);
  }
}

export function stringArray(items: readonly string[]): CsArray {
  return new CsArray(t.string, [...items]);
}

/** List<T>, and by their names Queue<T> and Stack<T> (top first). */
export class CsList extends DotnetObject {
  readonly elementType: TypeRef;
  readonly items: Value[];
  readonly dotnetType: TypeRef;
  /** Raised by every change; an enumeration that sees it change throws. */
  version = 0;
  readonly fixed: boolean;
  constructor(elementType: TypeRef, items: Value[], name = 'List', fixed = false) {
    super();
    this.elementType = elementType;
    this.items = items;
    this.dotnetType = named(name, elementType);
    this.fixed = fixed;
  }
}

/** Something that can only be enumerated; `make` starts an enumeration. */
export class Sequence extends DotnetObject {
  readonly elementType: TypeRef;
  readonly make: (run: Run) => Iterator<Value>;
  readonly dotnetType: TypeRef;
  constructor(elementType: TypeRef, make: (run: Run) => Iterator<Value>) {
    super();
    this.elementType = elementType;
    this.make = make;
    this.dotnetType = named('IEnumerable', elementType);
  }
}

/** Func, Action, Predicate, Comparison: something to call. */
export class Delegate extends DotnetObject {
  readonly dotnetType: TypeRef;
  readonly invoke: (run: Run, args: Value[]) => Value;
  constructor(dotnetType: TypeRef, invoke: (run: Run, args: Value[]) => Value) {
    super();
    this.dotnetType = dotnetType;
    this.invoke = invoke;
  }
}

export class KeyValuePair extends DotnetObject {
  readonly key: Value;
  readonly value: Value;
  readonly dotnetType: TypeRef;
  constructor(key: Value, value: Value, keyType: TypeRef, valueType: TypeRef) {
    super();
    this.key = key;
    this.value = value;
    this.dotnetType = named('KeyValuePair', keyType, valueType);
  }

  override text(): string {
    return `[${textOf(this.key)}, ${textOf(this.value)}]`;
  }

  override equals(other: Value): boolean {
    return (
      other instanceof KeyValuePair && areEqual(other.key, this.key) && areEqual(other.value, this.value)
    );
  }
}

/** new { A = 1, B = "x" }; the names are part of the type. */
export class AnonymousObject extends DotnetObject {
  readonly names: readonly string[];
  readonly values: readonly Value[];
  readonly dotnetType: TypeRef;
  constructor(names: readonly string[], values: readonly Value[], dotnetType: TypeRef) {
    super();
    this.names = names;
    this.values = values;
    this.dotnetType = dotnetType;
  }

  override text(): string {
    return `{ ${this.names.map((name, i) => `${name} = ${textOf(this.values[i] ?? null)}`).join(', ')} }`;
  }

  override equals(other: Value): boolean {
    return (
      other instanceof AnonymousObject &&
      other.dotnetType.name === this.dotnetType.name &&
      this.values.every((value, i) => areEqual(value, other.values[i] ?? null))
    );
  }

  override hashKey(): string {
    return `\0a${this.dotnetType.name}${this.values.map((value) => String(hashKey(value))).join('\0')}`;
  }
}

export function anonymousType(names: readonly string[], types: readonly TypeRef[]): TypeRef {
  return named(`{ ${names.join(', ')} }`, ...types);
}

/** Tuple and ValueTuple. */
export class Tuple extends DotnetObject {
  readonly items: Value[];
  readonly dotnetType: TypeRef;
  constructor(items: Value[], types: readonly TypeRef[], name: 'Tuple' | 'ValueTuple') {
    super();
    this.items = items;
    this.dotnetType = named(name, ...types);
  }

  override text(): string {
    return `(${this.items.map((item) => textOf(item)).join(', ')})`;
  }

  override equals(other: Value): boolean {
    return (
      other instanceof Tuple &&
      other.items.length === this.items.length &&
      this.items.every((item, i) => areEqual(item, other.items[i] ?? null))
    );
  }

  override hashKey(): string {
    return `\0q${this.items.map((item) => String(hashKey(item))).join('\0')}`;
  }
}

/** A group of GroupBy. */
export class Grouping extends DotnetObject {
  readonly key: Value;
  readonly items: Value[];
  readonly dotnetType: TypeRef;
  constructor(key: Value, items: Value[], keyType: TypeRef, elementType: TypeRef) {
    super();
    this.key = key;
    this.items = items;
    this.dotnetType = named('IGrouping', keyType, elementType);
  }
}

/** An element of an array or list. @throws IndexOutOfRangeException, ArgumentOutOfRangeException */
export function checkIndex(index: number, length: number, array: boolean): void {
  if (index >= 0 && index < length) return;
  if (array) throw dotnetError('IndexOutOfRangeException', 'Index was outside the bounds of the array.');
  throw dotnetError(
    'ArgumentOutOfRangeException',
    "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
  );
}

export function argumentNull(name: string) {
  return dotnetError('ArgumentNullException', `Value cannot be null. (Parameter '${name}')`);
}

export function invalidOperation(message: string) {
  return dotnetError('InvalidOperationException', message);
}
