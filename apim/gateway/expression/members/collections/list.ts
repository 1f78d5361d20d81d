import { dotnetError } from '../../errors.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { argumentNull, CsArray, CsList, checkIndex, type Delegate } from '../../values/collection.ts';
import { enumerate, toItems } from '../../values/enumerate.ts';
import { areEqual } from '../../values/object.ts';
import { sortItems } from '../../values/sort.ts';
import { listRanges } from './list-ranges.ts';
import { at, changed, holds, zero } from './sequence.ts';

export const list = defineType('List<T>', {
  bases: ['IList<T>', 'IReadOnlyList<T>'],
  constructors: {
    '()': (_: null, _args: [], call: Call) => new CsList(call.typeOf('T'), []),
    '(int capacity)': (_: null, _args: [number], call: Call) => new CsList(call.typeOf('T'), []),
    '(IEnumerable<T> collection)': (_: null, [items]: [Value], call: Call) => {
      if (items === null) throw argumentNull('collection');
      return new CsList(call.typeOf('T'), toItems(items, call.run));
    },
  },
  members: {
    'int Capacity': (self: CsList) => Math.max(4, self.items.length),
    'T this[int index]': (self: CsList, [index]: [number]) => at(self, index),
    'void Add(T item)': (self: CsList, [item]: [Value], call: Call) => {
      call.run.allocate(self.items.length + 1, 1);
      changed(self).push(item);
      return null;
    },
    'void AddRange(IEnumerable<T> collection)': (self: CsList, [items]: [Value], call: Call) => {
      if (items === null) throw argumentNull('collection');
      const more = toItems(items, call.run);
      call.run.allocate(self.items.length + more.length, more.length);
      for (const item of more) self.items.push(item);
      changed(self);
      return null;
    },
    'void Insert(int index, T item)': (self: CsList, [index, item]: [number, Value]) => {
      if (index < 0 || index > self.items.length)
        throw dotnetError(
          'ArgumentOutOfRangeException',
          "Index must be within the bounds of the List. (Parameter 'index')",
        );
      changed(self).splice(index, 0, item);
      return null;
    },
    'void InsertRange(int index, IEnumerable<T> collection)': (
      self: CsList,
      [index, items]: [number, Value],
      call: Call,
    ) => {
      changed(self).splice(index, 0, ...toItems(items, call.run));
      return null;
    },
    'bool Remove(T item)': (self: CsList, [item]: [Value]) => {
      const index = self.items.findIndex((other) => areEqual(other, item));
      if (index >= 0) changed(self).splice(index, 1);
      return index >= 0;
    },
    'void RemoveAt(int index)': (self: CsList, [index]: [number]) => {
      checkIndex(index, self.items.length, false);
      changed(self).splice(index, 1);
      return null;
    },
    'void RemoveRange(int index, int count)': (self: CsList, [index, count]: [number, number]) => {
      if (index < 0 || count < 0)
        throw dotnetError('ArgumentOutOfRangeException', "Non-negative number required. (Parameter 'index')");
      if (index + count > self.items.length)
        throw dotnetError(
          'ArgumentException',
          'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.',
        );
      changed(self).splice(index, count);
      return null;
    },
    'int RemoveAll(Predicate<T> match)': (self: CsList, [match]: [Delegate], call: Call) => {
      const kept = self.items.filter((item) => !holds(match, call)(item));
      const removed = self.items.length - kept.length;
      changed(self).splice(0, self.items.length, ...kept);
      return removed;
    },
    'void Clear()': (self: CsList) => {
      changed(self).length = 0;
      return null;
    },
    'int IndexOf(T item)': (self: CsList, [item]: [Value]) =>
      self.items.findIndex((other) => areEqual(other, item)),
    'int LastIndexOf(T item)': (self: CsList, [item]: [Value]) =>
      self.items.findLastIndex((other) => areEqual(other, item)),
    'bool Contains(T item)': (self: CsList, [item]: [Value]) =>
      self.items.some((other) => areEqual(other, item)),
    'void Reverse()': (self: CsList) => {
      changed(self).reverse();
      return null;
    },
    'void Sort()': (self: CsList, _args: [], call: Call) => {
      sortItems(changed(self), null, call.run);
      return null;
    },
    'void Sort(Comparison<T> comparison)': (self: CsList, [comparison]: [Delegate], call: Call) => {
      sortItems(changed(self), (a, b) => Number(comparison.invoke(call.run, [a, b])), call.run);
      return null;
    },
    'T Find(Predicate<T> match)': (self: CsList, [match]: [Delegate], call: Call) =>
      self.items.find(holds(match, call)) ?? zero(call),
    'T FindLast(Predicate<T> match)': (self: CsList, [match]: [Delegate], call: Call) =>
      self.items.findLast(holds(match, call)) ?? zero(call),
    'List<T> FindAll(Predicate<T> match)': (self: CsList, [match]: [Delegate], call: Call) =>
      new CsList(self.elementType, self.items.filter(holds(match, call))),
    'int FindIndex(Predicate<T> match)': (self: CsList, [match]: [Delegate], call: Call) =>
      self.items.findIndex(holds(match, call)),
    'int FindLastIndex(Predicate<T> match)': (self: CsList, [match]: [Delegate], call: Call) =>
      self.items.findLastIndex(holds(match, call)),
    'bool Exists(Predicate<T> match)': (self: CsList, [match]: [Delegate], call: Call) =>
      self.items.some(holds(match, call)),
    'bool TrueForAll(Predicate<T> match)': (self: CsList, [match]: [Delegate], call: Call) =>
      self.items.every(holds(match, call)),
    'void ForEach(Action<T> action)': (self: CsList, [action]: [Delegate], call: Call) => {
      for (const item of enumerate(self, call.run)) action.invoke(call.run, [item]);
      return null;
    },
    'List<TOutput> ConvertAll<TOutput>(Converter<T, TOutput> converter)': (
      self: CsList,
      [convert]: [Delegate],
      call: Call,
    ) =>
      new CsList(
        call.typeOf('TOutput'),
        self.items.map((item) => convert.invoke(call.run, [item])),
      ),
    'List<T> GetRange(int index, int count)': (self: CsList, [index, count]: [number, number]) => {
      if (index + count > self.items.length)
        throw dotnetError(
          'ArgumentException',
          'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.',
        );
      return new CsList(self.elementType, self.items.slice(index, index + count));
    },
    'T[] ToArray()': (self: CsList) => new CsArray(self.elementType, self.items.slice()),
    ...listRanges,
  },
  setters: {
    'T this[int index]': (self: CsList, [index, value]: [number, Value]) => {
      checkIndex(index, self.items.length, false);
      changed(self)[index] = value;
      return null;
    },
  },
});
