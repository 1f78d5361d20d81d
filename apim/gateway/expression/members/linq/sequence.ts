import type { Run } from '../../run.ts';
import { arrayOf, t } from '../../type-ref.ts';
import type { Call } from '../../types/signature.ts';
import { DotnetObject, Double, type TypeRef, type Value } from '../../value.ts';
import { argumentNull, CsArray, type Delegate, invalidOperation, Sequence } from '../../values/collection.ts';
import { Decimal } from '../../values/decimal.ts';
import { enumerate } from '../../values/enumerate.ts';
import { byteOf } from '../../values/number.ts';
import { wholeByteArray } from '../../values/object.ts';

export const noElements = () => invalidOperation('Sequence contains no elements');

export const noMatch = () => invalidOperation('Sequence contains no matching element');

export const several = () => invalidOperation('Sequence contains more than one element');

export const severalMatches = () => invalidOperation('Sequence contains more than one matching element');

/** A lazy sequence over `source`; null is refused when the operator is called, as .NET does. */
export function lazy(source: Value, type: TypeRef, make: (run: Run) => Generator<Value, void>): Sequence {
  if (source === null) throw argumentNull('source');
  return new Sequence(type, make);
}

export function* stepped(source: Value, run: Run): Generator<Value, void> {
  for (const item of enumerate(source, run)) {
    run.step();
    yield item;
  }
}

export const zeros: Readonly<Record<string, Value>> = {
  int: 0,
  bool: false,
  long: 0n,
  double: new Double(0),
  decimal: new Decimal(0n),
  byte: byteOf(0),
};

export const zero = (call: Call, name = 'T'): Value => zeros[call.typeOf(name).name] ?? null;

export const truthy = (f: Delegate, run: Run, ...args: Value[]) => f.invoke(run, args) === true;

export const mapped = (source: Value, f: Delegate, run: Run): Value[] =>
  [...stepped(source, run)].map((item) => f.invoke(run, [item]));

export const matching = (source: Value, f: Delegate | null, run: Run): Value[] =>
  [...stepped(source, run)].filter((item) => f === null || truthy(f, run, item));

export function asArray(type: TypeRef, items: Value[]): Value {
  return type.name === 'byte' ? wholeByteArray(items) : new CsArray(type, items);
}

export function typeName(value: Value): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'int';
  if (typeof value === 'bigint') return 'long';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof Uint8Array) return arrayOf(t.byte).name;
  return value === null ? 'null' : value instanceof DotnetObject ? value.dotnetType.name : value.type;
}
