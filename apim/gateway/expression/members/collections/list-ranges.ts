import { dotnetError } from '../../errors.ts';
import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { CsArray, CsList, type Delegate } from '../../values/collection.ts';
import type { StringComparer } from '../../values/dictionary.ts';
import { areEqual } from '../../values/object.ts';
import { defaultOrder, sortItems } from '../../values/sort.ts';
import { compareWith } from '../comparison.ts';
import { binarySearch, indexWithin, lastIndexWithin, within } from './array-ranges.ts';
import { changed, copy, holds } from './sequence.ts';

const same = (wanted: Value) => (item: Value) => areEqual(item, wanted);

/** Copies the items of a collection into an array. */
export function copyItems(items: readonly Value[], to: CsArray | Uint8Array, at: number): null {
  return copy(to instanceof Uint8Array ? bytes(items) : asArray(items), 0, to, at, items.length);
}

const asArray = (items: readonly Value[]) => new CsArray({ name: 'object', args: [] }, [...items]);
const bytes = (items: readonly Value[]) => Uint8Array.from(items, (item) => Number(item));

/** `List<T>`: members that work on a range, in an order or with an index. */
export const listRanges: MemberTable = {
  'void Reverse(int index, int count)': (self: CsList, [start, count]: [number, number]) => {
    range(self, start, count);
    changed(self).splice(start, count, ...self.items.slice(start, start + count).reverse());
    return null;
  },
  'void Sort(IComparer<T> comparer)': (self: CsList, [comparer]: [StringComparer | null], call: Call) => {
    sortItems(changed(self), compareWith(comparer), call.run);
    return null;
  },
  'int IndexOf(T item, int index)': (self: CsList, [item, start]: [Value, number]) =>
    indexWithin(self.items, start, self.items.length - start, same(item)),
  'int IndexOf(T item, int index, int count)': (
    self: CsList,
    [item, start, count]: [Value, number, number],
  ) => indexWithin(self.items, start, count, same(item)),
  'int LastIndexOf(T item, int index)': (self: CsList, [item, start]: [Value, number]) =>
    lastIndexWithin(self.items, start, start + 1, same(item)),
  'int FindIndex(int startIndex, Predicate<T> match)': (
    self: CsList,
    [start, match]: [number, Delegate],
    call: Call,
  ) => indexWithin(self.items, start, self.items.length - start, holds(match, call)),
  'int FindIndex(int startIndex, int count, Predicate<T> match)': (
    self: CsList,
    [start, count, match]: [number, number, Delegate],
    call: Call,
  ) => indexWithin(self.items, start, count, holds(match, call)),
  'int FindLastIndex(int startIndex, Predicate<T> match)': (
    self: CsList,
    [start, match]: [number, Delegate],
    call: Call,
  ) => lastIndexWithin(self.items, start, start + 1, holds(match, call)),
  'int BinarySearch(T item)': (self: CsList, [item]: [Value]) => binarySearch(self.items, item, defaultOrder),
  'int BinarySearch(T item, IComparer<T> comparer)': (
    self: CsList,
    [item, comparer]: [Value, StringComparer | null],
  ) => binarySearch(self.items, item, compareWith(comparer)),
  'void CopyTo(T[] array)': (self: CsList, [to]: [CsArray | Uint8Array]) => copyItems(self.items, to, 0),
  'void CopyTo(int index, T[] array, int arrayIndex, int count)': (
    self: CsList,
    [start, to, at, count]: [number, CsArray | Uint8Array, number, number],
  ) => {
    range(self, start, count);
    return copyItems(self.items.slice(start, start + count), to, at);
  },
  'IReadOnlyList<T> AsReadOnly()': (self: CsList) => self,
  'List<T> Slice(int start, int length)': (self: CsList, [start, length]: [number, number]) => {
    within(self.items.length, start, length);
    return new CsList(self.elementType, self.items.slice(start, start + length));
  },
};

function range(self: CsList, start: number, count: number): void {
  if (start < 0 || count < 0)
    throw dotnetError('ArgumentOutOfRangeException', "Non-negative number required. (Parameter 'index')");
  if (start + count > self.items.length)
    throw dotnetError(
      'ArgumentException',
      'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.',
    );
}
