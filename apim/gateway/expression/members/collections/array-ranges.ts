import { dotnetError } from '../../errors.ts';
import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import { Integer, type Value } from '../../value.ts';
import { argumentNull, CsArray, type Delegate } from '../../values/collection.ts';
import type { StringComparer } from '../../values/dictionary.ts';
import { toItems } from '../../values/enumerate.ts';
import { byteOf } from '../../values/number.ts';
import { areEqual, typeOf } from '../../values/object.ts';
import { defaultOrder, sortItems } from '../../values/sort.ts';
import { compareWith } from '../comparison.ts';
import { copy, holds, sizeOf, zero, zeroOf } from './sequence.ts';

type AnyArray = CsArray | Uint8Array;

/** Where `wanted` stands in sorted items, or the complement of where it would stand. */
export function binarySearch(
  items: readonly Value[],
  wanted: Value,
  order: (a: Value, b: Value) => number,
): number {
  let low = 0;
  let high = items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const compared = order(items[middle] ?? null, wanted);
    if (compared === 0) return middle;
    if (compared < 0) low = middle + 1;
    else high = middle - 1;
  }
  return ~low;
}

/** The index of the first item from `start` on (of `count`) for which `test` holds, -1 for none. */
export function indexWithin(
  items: readonly Value[],
  start: number,
  count: number,
  test: (item: Value) => boolean,
): number {
  within(items.length, start, count);
  const found = items.slice(start, start + count).findIndex(test);
  return found < 0 ? -1 : found + start;
}

/** The same from `start` down. */
export function lastIndexWithin(
  items: readonly Value[],
  start: number,
  count: number,
  test: (item: Value) => boolean,
): number {
  if (items.length === 0) return -1;
  const from = start - count + 1;
  within(items.length, from, count);
  const found = items.slice(from, start + 1).findLastIndex(test);
  return found < 0 ? -1 : found + from;
}

/** @throws ArgumentOutOfRangeException */
export function within(length: number, start: number, count: number): void {
  if (start < 0 || start > length || count < 0 || start + count > length)
    throw dotnetError(
      'ArgumentOutOfRangeException',
      "Index was out of range. Must be non-negative and less than or equal to the size of the collection. (Parameter 'startIndex')",
    );
}

/** Sets items of any array. */
function fill(self: AnyArray, value: Value, start: number, count: number): null {
  within(sizeOf(self), start, count);
  if (self instanceof Uint8Array)
    self.fill(value instanceof Integer ? Number(value.value) : Number(value), start, start + count);
  else self.items.fill(value, start, start + count);
  return null;
}

function clear(self: AnyArray, start: number, count: number): null {
  return fill(self, self instanceof CsArray ? zeroOf(self.elementType.name) : 0, start, count);
}

function reverse(self: AnyArray, start: number, count: number): null {
  within(sizeOf(self), start, count);
  if (self instanceof Uint8Array) self.subarray(start, start + count).reverse();
  else self.items.splice(start, count, ...self.items.slice(start, start + count).reverse());
  return null;
}

/** Sorts `values` by the order of `keys`, and the keys themselves. */
function sortPairs(keys: CsArray, values: CsArray | null, call: Call): null {
  const order = keys.items.map((key, i) => ({ key, value: values?.items[i] ?? null }));
  order.sort((a, b) => {
    call.run.step();
    return defaultOrder(a.key, b.key);
  });
  order.forEach(({ key, value }, i) => {
    keys.items[i] = key;
    if (values !== null) values.items[i] = value;
  });
  return null;
}

function resized(cell: { value: Value }, size: number, call: Call): null {
  if (size < 0)
    throw dotnetError('ArgumentOutOfRangeException', "Non-negative number required. (Parameter 'newSize')");
  call.run.allocate(size);
  const old = cell.value;
  if (old instanceof Uint8Array) {
    const made = new Uint8Array(size);
    made.set(old.subarray(0, size));
    cell.value = made;
    return null;
  }
  const items = old instanceof CsArray ? old.items.slice(0, size) : [];
  const type = old instanceof CsArray ? old.elementType : call.typeOf('T');
  const fresh = zeroOf(type.name);
  while (items.length < size) items.push(fresh);
  cell.value = new CsArray(type, items);
  return null;
}

const element = (self: AnyArray, index: number): Value => {
  if (index < 0 || index >= sizeOf(self))
    throw dotnetError('IndexOutOfRangeException', 'Index was outside the bounds of the array.');
  return self instanceof Uint8Array ? byteOf(self[index] ?? 0) : (self.items[index] ?? null);
};

const same = (wanted: Value) => (item: Value) => areEqual(item, wanted);

/** System.Array: ranges, order and search. */
export const arrayRanges: MemberTable = {
  'int BinarySearch<T>(T[] array, T value)': (_: null, [self, value]: [Value, Value], call: Call) =>
    binarySearch(toItems(self, call.run), value, defaultOrder),
  'int BinarySearch<T>(T[] array, T value, IComparer<T> comparer)': (
    _: null,
    [self, value, comparer]: [Value, Value, StringComparer | null],
    call: Call,
  ) => binarySearch(toItems(self, call.run), value, compareWith(comparer)),
  'int IndexOf<T>(T[] array, T value, int startIndex)': (
    _: null,
    [self, value, start]: [AnyArray, Value, number],
    call: Call,
  ) => indexWithin(toItems(self, call.run), start, sizeOf(self) - start, same(value)),
  'int IndexOf<T>(T[] array, T value, int startIndex, int count)': (
    _: null,
    [self, value, start, count]: [AnyArray, Value, number, number],
    call: Call,
  ) => indexWithin(toItems(self, call.run), start, count, same(value)),
  'int LastIndexOf<T>(T[] array, T value, int startIndex)': (
    _: null,
    [self, value, start]: [AnyArray, Value, number],
    call: Call,
  ) => lastIndexWithin(toItems(self, call.run), start, start + 1, same(value)),
  'T FindLast<T>(T[] array, Predicate<T> match)': (_: null, [self, match]: [Value, Delegate], call: Call) =>
    toItems(self, call.run).findLast(holds(match, call)) ?? zero(call),
  'int FindLastIndex<T>(T[] array, Predicate<T> match)': (
    _: null,
    [self, match]: [Value, Delegate],
    call: Call,
  ) => toItems(self, call.run).findLastIndex(holds(match, call)),
  'int FindIndex<T>(T[] array, int startIndex, Predicate<T> match)': (
    _: null,
    [self, start, match]: [AnyArray, number, Delegate],
    call: Call,
  ) => indexWithin(toItems(self, call.run), start, sizeOf(self) - start, holds(match, call)),
  'void Sort<T>(T[] array, Comparison<T> comparison)': (
    _: null,
    [self, comparison]: [CsArray, Delegate],
    call: Call,
  ) => {
    sortItems(self.items, (a, b) => Number(comparison.invoke(call.run, [a, b])), call.run);
    return null;
  },
  'void Sort<T>(T[] array, IComparer<T> comparer)': (
    _: null,
    [self, comparer]: [CsArray, StringComparer | null],
    call: Call,
  ) => {
    sortItems(self.items, compareWith(comparer), call.run);
    return null;
  },
  'void Sort<K, V>(K[] keys, V[] items)': (_: null, [keys, items]: [CsArray, CsArray | null], call: Call) =>
    sortPairs(keys, items, call),
  'void Reverse(Array array, int index, int length)': (
    _: null,
    [self, start, count]: [AnyArray, number, number],
  ) => reverse(self, start, count),
  'void Clear(Array array)': (_: null, [self]: [AnyArray]) => clear(self, 0, sizeOf(self)),
  'void Clear(Array array, int index, int length)': (
    _: null,
    [self, start, count]: [AnyArray, number, number],
  ) => clear(self, start, count),
  'void Fill<T>(T[] array, T value)': (_: null, [self, value]: [AnyArray, Value]) =>
    fill(self, value, 0, sizeOf(self)),
  'void Fill<T>(T[] array, T value, int startIndex, int count)': (
    _: null,
    [self, value, start, count]: [AnyArray, Value, number, number],
  ) => fill(self, value, start, count),
  'void Resize<T>(out T[] array, int newSize)': (
    _: null,
    [cell, size]: [{ value: Value }, number],
    call: Call,
  ) => resized(cell, size, call),
};

/** What every array has, whatever its elements. */
export const arrayMembers: MemberTable = {
  'int Rank': () => 1,
  'int GetUpperBound(int dimension)': (self: AnyArray) => sizeOf(self) - 1,
  'int GetLowerBound(int dimension)': () => 0,
  'object GetValue(int index)': (self: AnyArray, [index]: [number]) => element(self, index),
  'void SetValue(object value, int index)': (self: AnyArray, [value, index]: [Value, number], call: Call) => {
    element(self, index);
    if (self instanceof CsArray) self.items[index] = call.castTo(value, self.elementType);
    else fill(self, value, index, 1);
    return null;
  },
};

/** System.Buffer.BlockCopy, for bytes only: what other arrays hold has no bytes here. */
export function blockCopy(
  _: null,
  [from, start, to, at, count]: [AnyArray, number, AnyArray, number, number],
): null {
  if (from === null || to === null) throw argumentNull('src');
  if (from instanceof Uint8Array && to instanceof Uint8Array) return copy(from, start, to, at, count);
  throw dotnetError('ArgumentException', `Object must be an array of bytes, not ${typeOf(from).name}.`);
}
