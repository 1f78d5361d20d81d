import { dotnetError } from '../../errors.ts';
import type { Call } from '../../types/signature.ts';
import { Double, type Value } from '../../value.ts';
import {
  CsArray,
  CsList,
  checkIndex,
  type Delegate,
  Grouping,
  invalidOperation,
} from '../../values/collection.ts';
import { Decimal } from '../../values/decimal.ts';
import { Dictionary, HashSet } from '../../values/dictionary.ts';
import { byteOf } from '../../values/number.ts';

export type Items = CsArray | CsList;

export const out = (cell: { value: Value }, value: Value | undefined, fallback: Value = null): boolean => {
  cell.value = value ?? fallback;
  return value !== undefined;
};

export const holds = (predicate: Delegate, call: Call) => (item: Value) =>
  predicate.invoke(call.run, [item]) === true;

export const changed = (list: CsList): Value[] => {
  list.version += 1;
  return list.items;
};

const zeros: Readonly<Record<string, Value>> = {
  int: 0,
  bool: false,
  long: 0n,
  double: new Double(0),
  decimal: new Decimal(0n),
  byte: byteOf(0),
};

/** `default(T)` of the simple types, null for every other. */
export const zeroOf = (type: string): Value => (Object.hasOwn(zeros, type) ? (zeros[type] ?? null) : null);

export const zero = (call: Call, name = 'T'): Value => zeroOf(call.typeOf(name).name);

export function at(self: Items, index: number): Value {
  checkIndex(index, self.items.length, self instanceof CsArray);
  return self.items[index] ?? null;
}

export const sizeOf = (array: CsArray | Uint8Array) =>
  array instanceof Uint8Array ? array.length : array.items.length;

export function copy(
  from: CsArray | Uint8Array,
  start: number,
  to: CsArray | Uint8Array,
  at: number,
  count: number,
): null {
  if (start < 0 || at < 0 || count < 0)
    throw dotnetError(
      'ArgumentOutOfRangeException',
      "Number was less than the array's lower bound in the first dimension.",
    );
  if (start + count > sizeOf(from))
    throw dotnetError(
      'ArgumentException',
      "Source array was not long enough. Check the source index, length, and the array's lower bounds.",
    );
  if (at + count > sizeOf(to))
    throw dotnetError(
      'ArgumentException',
      "Destination array was not long enough. Check the destination index, length, and the array's lower bounds.",
    );
  if (from instanceof Uint8Array && to instanceof Uint8Array) to.set(from.subarray(start, start + count), at);
  else if (from instanceof CsArray && to instanceof CsArray)
    to.items.splice(at, count, ...from.items.slice(start, start + count));
  else
    throw dotnetError(
      'ArrayTypeMismatchException',
      'Source array type cannot be assigned to destination array type.',
    );
  return null;
}

export function count(self: Value): number {
  if (self instanceof CsArray || self instanceof CsList || self instanceof Grouping) return self.items.length;
  if (self instanceof Uint8Array) return self.length;
  if (self instanceof Dictionary || self instanceof HashSet) return self.size;
  throw invalidOperation('the collection has no count');
}
