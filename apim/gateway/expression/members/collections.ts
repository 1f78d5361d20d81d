import { dotnetError } from '../errors.ts';
import type { MemberTable, TypeDefinition } from '../types/definition.ts';
import { defineType } from '../types/definition.ts';
import type { Call } from '../types/signature.ts';
import type { Value } from '../value.ts';
import { Integer } from '../value.ts';
import {
  argumentNull,
  CsArray,
  CsList,
  checkIndex,
  type Delegate,
  Grouping,
  invalidOperation,
  KeyValuePair,
  Tuple,
} from '../values/collection.ts';
import { Dictionary, HashSet, type StringComparer } from '../values/dictionary.ts';
import { enumerate, toItems } from '../values/enumerate.ts';
import { byteOf } from '../values/number.ts';
import { areEqual } from '../values/object.ts';
import { sortItems } from '../values/sort.ts';

type Items = CsArray | CsList;
const out = (cell: { value: Value }, value: Value | undefined, fallback: Value = null): boolean => {
  cell.value = value ?? fallback;
  return value !== undefined;
};
const holds = (predicate: Delegate, call: Call) => (item: Value) =>
  predicate.invoke(call.run, [item]) === true;
const changed = (list: CsList): Value[] => {
  list.version += 1;
  return list.items;
};
const zero = (call: Call, name = 'T'): Value =>
  ({ int: 0, bool: false, long: 0n })[call.typeOf(name).name] ?? null;

function at(self: Items, index: number): Value {
  checkIndex(index, self.items.length, self instanceof CsArray);
  return self.items[index] ?? null;
}

/** T[]; `extensions` are APIM's extension methods of byte[]. */
const array = (extensions: MemberTable) =>
  defineType('[]<T>', {
    extensions,
    bases: ['IList<T>', 'Array'],
    members: {
      'int Length': (self: CsArray | Uint8Array) =>
        self instanceof Uint8Array ? self.length : self.items.length,
      'long LongLength': (self: CsArray | Uint8Array) =>
        BigInt(self instanceof Uint8Array ? self.length : self.items.length),
      'int GetLength(int dimension)': (self: CsArray | Uint8Array) =>
        self instanceof Uint8Array ? self.length : self.items.length,
      'object Clone()': (self: CsArray | Uint8Array) =>
        self instanceof Uint8Array ? self.slice() : new CsArray(self.elementType, self.items.slice()),
      'T this[int index]': (self: CsArray | Uint8Array, [index]: [number]) => {
        if (!(self instanceof Uint8Array)) return at(self, index);
        checkIndex(index, self.length, true);
        return byteOf(self[index] ?? 0);
      },
      'void CopyTo(Array array, int index)': (
        self: CsArray | Uint8Array,
        [to, index]: [CsArray | Uint8Array, number],
      ) => copy(self, 0, to, index, sizeOf(self)),
    },
    setters: {
      'T this[int index]': (self: CsArray | Uint8Array, [index, value]: [number, Value]) => {
        checkIndex(index, sizeOf(self), true);
        if (self instanceof Uint8Array)
          self[index] = value instanceof Integer ? Number(value.value) : Number(value);
        else self.items[index] = value;
        return null;
      },
    },
  });

const sizeOf = (array: CsArray | Uint8Array) =>
  array instanceof Uint8Array ? array.length : array.items.length;

function copy(
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

const arrayStatics = defineType('Array', {
  bases: ['object'],
  members: { 'int Length': (self: CsArray | Uint8Array) => sizeOf(self) },
  statics: {
    'void Copy(Array sourceArray, Array destinationArray, int length)': (
      _: null,
      [from, to, count]: [CsArray | Uint8Array, CsArray | Uint8Array, number],
    ) => copy(from, 0, to, 0, count),
    'void Copy(Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length)':
      (
        _: null,
        [from, start, to, at, count]: [CsArray | Uint8Array, number, CsArray | Uint8Array, number, number],
      ) => copy(from, start, to, at, count),
    'int IndexOf<T>(T[] array, T value)': (_: null, [self, value]: [Value, Value], call: Call) =>
      toItems(self, call.run).findIndex((item) => areEqual(item, value)),
    'int LastIndexOf<T>(T[] array, T value)': (_: null, [self, value]: [Value, Value], call: Call) =>
      toItems(self, call.run).findLastIndex((item) => areEqual(item, value)),
    'void Reverse(Array array)': (_: null, [self]: [CsArray | Uint8Array]) => {
      if (self instanceof Uint8Array) self.reverse();
      else self.items.reverse();
      return null;
    },
    'void Sort<T>(T[] array)': (_: null, [self]: [CsArray | Uint8Array], call: Call) => {
      if (self instanceof Uint8Array) self.sort();
      else sortItems(self.items, null, call.run);
      return null;
    },
    'bool Exists<T>(T[] array, Predicate<T> match)': (
      _: null,
      [self, match]: [Value, Delegate],
      call: Call,
    ) => toItems(self, call.run).some(holds(match, call)),
    'T Find<T>(T[] array, Predicate<T> match)': (_: null, [self, match]: [Value, Delegate], call: Call) =>
      toItems(self, call.run).find(holds(match, call)) ?? zero(call),
    'T[] FindAll<T>(T[] array, Predicate<T> match)': (
      _: null,
      [self, match]: [Value, Delegate],
      call: Call,
    ) => new CsArray(call.typeOf('T'), toItems(self, call.run).filter(holds(match, call))),
    'int FindIndex<T>(T[] array, Predicate<T> match)': (
      _: null,
      [self, match]: [Value, Delegate],
      call: Call,
    ) => toItems(self, call.run).findIndex(holds(match, call)),
    'bool TrueForAll<T>(T[] array, Predicate<T> match)': (
      _: null,
      [self, match]: [Value, Delegate],
      call: Call,
    ) => toItems(self, call.run).every(holds(match, call)),
    'TOutput[] ConvertAll<TInput, TOutput>(TInput[] array, Converter<TInput, TOutput> converter)': (
      _: null,
      [self, convert]: [Value, Delegate],
      call: Call,
    ) =>
      new CsArray(
        call.typeOf('TOutput'),
        toItems(self, call.run).map((item) => convert.invoke(call.run, [item])),
      ),
    'void ForEach<T>(T[] array, Action<T> action)': (
      _: null,
      [self, action]: [Value, Delegate],
      call: Call,
    ) => {
      for (const item of toItems(self, call.run)) action.invoke(call.run, [item]);
      return null;
    },
    'T[] Empty<T>()': (_: null, _args: [], call: Call) => new CsArray(call.typeOf('T'), []),
  },
});

const list = defineType('List<T>', {
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
    'int BinarySearch(T item)': (self: CsList, [item]: [Value]) =>
      self.items.findIndex((other) => areEqual(other, item)),
  },
  setters: {
    'T this[int index]': (self: CsList, [index, value]: [number, Value]) => {
      checkIndex(index, self.items.length, false);
      changed(self)[index] = value;
      return null;
    },
  },
});

const emptied = (what: string) => invalidOperation(`${what} empty.`);

const queue = defineType('Queue<T>', {
  bases: ['ICollection<T>'],
  constructors: {
    '()': (_: null, _args: [], call: Call) => new CsList(call.typeOf('T'), [], 'Queue'),
    '(IEnumerable<T> collection)': (_: null, [items]: [Value], call: Call) =>
      new CsList(call.typeOf('T'), toItems(items, call.run), 'Queue'),
  },
  members: {
    'void Enqueue(T item)': (self: CsList, [item]: [Value]) => {
      changed(self).push(item);
      return null;
    },
    'T Dequeue()': (self: CsList) => {
      if (self.items.length === 0) throw emptied('Queue');
      return changed(self).shift() ?? null;
    },
    'T Peek()': (self: CsList) => {
      if (self.items.length === 0) throw emptied('Queue');
      return self.items[0] ?? null;
    },
    'void Clear()': (self: CsList) => {
      changed(self).length = 0;
      return null;
    },
    'T[] ToArray()': (self: CsList) => new CsArray(self.elementType, self.items.slice()),
  },
});

const stack = defineType('Stack<T>', {
  bases: ['ICollection<T>'],
  constructors: {
    '()': (_: null, _args: [], call: Call) => new CsList(call.typeOf('T'), [], 'Stack'),
    '(IEnumerable<T> collection)': (_: null, [items]: [Value], call: Call) =>
      new CsList(call.typeOf('T'), toItems(items, call.run).reverse(), 'Stack'),
  },
  members: {
    'void Push(T item)': (self: CsList, [item]: [Value]) => {
      changed(self).unshift(item);
      return null;
    },
    'T Pop()': (self: CsList) => {
      if (self.items.length === 0) throw emptied('Stack');
      return changed(self).shift() ?? null;
    },
    'T Peek()': (self: CsList) => {
      if (self.items.length === 0) throw emptied('Stack');
      return self.items[0] ?? null;
    },
    'void Clear()': (self: CsList) => {
      changed(self).length = 0;
      return null;
    },
    'T[] ToArray()': (self: CsList) => new CsArray(self.elementType, self.items.slice()),
  },
});

function filled(target: Dictionary, source: Value, call: Call): Dictionary {
  for (const pair of enumerate(source, call.run))
    if (pair instanceof KeyValuePair) target.add(pair.key, pair.value);
  return target;
}

const empty = (call: Call, comparer: StringComparer | null = null) =>
  new Dictionary(call.typeOf('K'), call.typeOf('V'), comparer?.rule ?? 'exact');

const dictionary = defineType('Dictionary<K, V>', {
  bases: ['IDictionary<K, V>', 'IReadOnlyDictionary<K, V>'],
  constructors: {
    '()': (_: null, _args: [], call: Call) => empty(call),
    '(int capacity)': (_: null, _args: [number], call: Call) => empty(call),
    '(IEqualityComparer<K> comparer)': (_: null, [comparer]: [StringComparer | null], call: Call) =>
      empty(call, comparer),
    '(IDictionary<K, V> dictionary)': (_: null, [source]: [Value], call: Call) =>
      filled(empty(call), source, call),
    '(IReadOnlyDictionary<K, V> dictionary)': (_: null, [source]: [Value], call: Call) =>
      filled(empty(call), source, call),
    '(IDictionary<K, V> dictionary, IEqualityComparer<K> comparer)': (
      _: null,
      [source, comparer]: [Value, StringComparer],
      call: Call,
    ) => filled(empty(call, comparer), source, call),
  },
  members: {
    'bool Remove(K key)': (self: Dictionary, [key]: [Value]) => self.remove(key),
    'bool TryAdd(K key, V value)': (self: Dictionary, [key, value]: [Value, Value]) => {
      if (self.has(key)) return false;
      self.add(key, value);
      return true;
    },
    'bool ContainsValue(V value)': (self: Dictionary, [value]: [Value]) =>
      self.values().some((item) => areEqual(item, value)),
    'List<K> Keys': (self: Dictionary) => new CsList(self.keyType, self.keys()),
    'List<V> Values': (self: Dictionary) => new CsList(self.valueType, self.values()),
  },
});

const mutable = defineType('IDictionary<K, V>', {
  kind: 'interface',
  bases: ['IReadOnlyDictionary<K, V>'],
  members: {
    'void Add(K key, V value)': (self: Dictionary, [key, value]: [Value, Value], call: Call) => {
      call.run.allocate(1);
      self.add(key, value);
      return null;
    },
    'bool Remove(K key)': (self: Dictionary, [key]: [Value]) => self.remove(key),
    'void Clear()': (self: Dictionary) => {
      self.clear();
      return null;
    },
  },
  setters: {
    'V this[K key]': (self: Dictionary, [key, value]: [Value, Value], call: Call) => {
      call.run.allocate(1);
      self.set(key, value);
      return null;
    },
  },
});

const readOnly = defineType('IReadOnlyDictionary<K, V>', {
  kind: 'interface',
  bases: ['IEnumerable<KeyValuePair<K, V>>'],
  members: {
    'int Count': (self: Dictionary) => self.size,
    'V this[K key]': (self: Dictionary, [key]: [Value]) => self.get(key),
    'bool ContainsKey(K key)': (self: Dictionary, [key]: [Value]) => self.has(key),
    'bool TryGetValue(K key, out V value)': (
      self: Dictionary,
      [key, cell]: [Value, { value: Value }],
      call: Call,
    ) => out(cell, self.find(key), zero(call, 'V')),
    'IEnumerable<K> Keys': (self: Dictionary) => new CsList(self.keyType, self.keys()),
    'IEnumerable<V> Values': (self: Dictionary) => new CsList(self.valueType, self.values()),
  },
  extensions: {
    'V GetValueOrDefault(K key)': (self: Dictionary | null, [key]: [Value], call: Call) =>
      orNull(self).find(key) ?? zero(call, 'V'),
    'V GetValueOrDefault(K key, V defaultValue)': (
      self: Dictionary | null,
      [key, fallback]: [Value, Value],
    ) => orNull(self).find(key) ?? fallback,
  },
});

function orNull(self: Dictionary | null): Dictionary {
  if (self === null) throw argumentNull('dictionary');
  return self;
}

const items = (source: Value, call: Call) => {
  if (source === null) throw argumentNull('other');
  return toItems(source, call.run);
};

const hashSet = defineType('HashSet<T>', {
  bases: ['ISet<T>'],
  constructors: {
    '()': (_: null, _args: [], call: Call) => new HashSet(call.typeOf('T')),
    '(IEnumerable<T> collection)': (_: null, [source]: [Value], call: Call) =>
      new HashSet(call.typeOf('T'), toItems(source, call.run)),
    '(IEqualityComparer<T> comparer)': (_: null, [comparer]: [StringComparer | null], call: Call) =>
      new HashSet(call.typeOf('T'), [], comparer?.rule ?? 'exact'),
    '(IEnumerable<T> collection, IEqualityComparer<T> comparer)': (
      _: null,
      [source, comparer]: [Value, StringComparer | null],
      call: Call,
    ) => new HashSet(call.typeOf('T'), toItems(source, call.run), comparer?.rule ?? 'exact'),
  },
});

const set = defineType('ISet<T>', {
  kind: 'interface',
  bases: ['ICollection<T>'],
  members: {
    'int Count': (self: HashSet) => self.size,
    'bool Add(T item)': (self: HashSet, [item]: [Value], call: Call) => {
      call.run.allocate(1);
      return self.add(item);
    },
    'bool Remove(T item)': (self: HashSet, [item]: [Value]) => self.remove(item),
    'bool Contains(T item)': (self: HashSet, [item]: [Value]) => self.has(item),
    'void Clear()': (self: HashSet) => {
      self.clear();
      return null;
    },
    'void UnionWith(IEnumerable<T> other)': (self: HashSet, [source]: [Value], call: Call) => {
      for (const item of items(source, call)) self.add(item);
      return null;
    },
    'void ExceptWith(IEnumerable<T> other)': (self: HashSet, [source]: [Value], call: Call) => {
      for (const item of items(source, call)) self.remove(item);
      return null;
    },
    'void IntersectWith(IEnumerable<T> other)': (self: HashSet, [source]: [Value], call: Call) => {
      const kept = new HashSet(self.elementType, items(source, call), self.rule);
      for (const item of self.values()) if (!kept.has(item)) self.remove(item);
      return null;
    },
    'bool IsSubsetOf(IEnumerable<T> other)': (self: HashSet, [source]: [Value], call: Call) => {
      const whole = new HashSet(self.elementType, items(source, call), self.rule);
      return self.values().every((item) => whole.has(item));
    },
    'bool IsSupersetOf(IEnumerable<T> other)': (self: HashSet, [source]: [Value], call: Call) =>
      items(source, call).every((item) => self.has(item)),
    'bool Overlaps(IEnumerable<T> other)': (self: HashSet, [source]: [Value], call: Call) =>
      items(source, call).some((item) => self.has(item)),
    'bool SetEquals(IEnumerable<T> other)': (self: HashSet, [source]: [Value], call: Call) => {
      const other = new HashSet(self.elementType, items(source, call), self.rule);
      return other.size === self.size && self.values().every((item) => other.has(item));
    },
  },
});

function count(self: Value): number {
  if (self instanceof CsArray || self instanceof CsList || self instanceof Grouping) return self.items.length;
  if (self instanceof Uint8Array) return self.length;
  if (self instanceof Dictionary || self instanceof HashSet) return self.size;
  throw invalidOperation('the collection has no count');
}

const interfaces: readonly TypeDefinition[] = [
  defineType('ICollection<T>', {
    kind: 'interface',
    bases: ['IEnumerable<T>'],
    members: {
      'int Count': count,
      'bool Contains(T item)': (self: Value, [item]: [Value], call: Call) =>
        toItems(self, call.run).some((other) => areEqual(other, item)),
    },
  }),
  defineType('IReadOnlyCollection<T>', {
    kind: 'interface',
    bases: ['IEnumerable<T>'],
    members: { 'int Count': count },
  }),
  defineType('IReadOnlyList<T>', {
    kind: 'interface',
    bases: ['IReadOnlyCollection<T>'],
    members: { 'T this[int index]': (self: Items, [index]: [number]) => at(self, index) },
  }),
  defineType('IList<T>', {
    kind: 'interface',
    bases: ['ICollection<T>'],
    members: {
      'T this[int index]': (self: Items, [index]: [number]) => at(self, index),
      'int IndexOf(T item)': (self: Value, [item]: [Value], call: Call) =>
        toItems(self, call.run).findIndex((other) => areEqual(other, item)),
      'void Add(T item)': (self: CsList, [item]: [Value]) => {
        if (!(self instanceof CsList))
          throw dotnetError('NotSupportedException', 'Collection was of a fixed size.');
        changed(self).push(item);
        return null;
      },
    },
    setters: {
      'T this[int index]': (self: Items, [index, value]: [number, Value]) => {
        checkIndex(index, self.items.length, self instanceof CsArray);
        self.items[index] = value;
        return null;
      },
    },
  }),
  ...['Func<A, B, C, D, E>', 'Action<A, B, C, D>', 'Predicate<T>', 'Comparison<T>', 'Converter<A, B>'].map(
    (name) => defineType(name, {}),
  ),
  defineType('MatchEvaluator', {}),
];

const pair = defineType('KeyValuePair<K, V>', {
  kind: 'struct',
  constructors: {
    '(K key, V value)': (_: null, [key, value]: [Value, Value], call: Call) =>
      new KeyValuePair(key, value, call.typeOf('K'), call.typeOf('V')),
  },
  members: {
    'K Key': (self: KeyValuePair) => self.key,
    'V Value': (self: KeyValuePair) => self.value,
  },
});

const tupleTypes = 'A B C D E F G'.split(' ');
const create = Object.fromEntries(
  [1, 2, 3, 4, 5, 6, 7].map((n) => {
    const names = tupleTypes.slice(0, n).map((name) => `${name}${name}`);
    return [
      `Tuple<${names.join(', ')}> Create<${names.join(', ')}>(${names.map((name, i) => `${name} item${i + 1}`).join(', ')})`,
      (_: null, args: Value[], call: Call) =>
        new Tuple(
          [...args],
          names.map((name) => call.typeOf(name)),
          'Tuple',
        ),
    ];
  }),
);

const tuples: readonly TypeDefinition[] = [
  defineType('Tuple<A, B, C, D, E, F, G>', {
    statics: create,
    constructors: Object.fromEntries(
      [1, 2, 3, 4].map((n) => [
        `(${tupleTypes
          .slice(0, n)
          .map((name, i) => `${name} item${i + 1}`)
          .join(', ')})`,
        (_: null, args: Value[], call: Call) =>
          new Tuple(
            [...args],
            tupleTypes.slice(0, n).map((name) => call.typeOf(name)),
            'Tuple',
          ),
      ]),
    ),
  }),
  defineType('ValueTuple<A, B, C, D, E, F, G>', { kind: 'struct' }),
];

export const collectionTypes = (extensions: MemberTable): readonly TypeDefinition[] => [
  array(extensions),
  arrayStatics,
  list,
  queue,
  stack,
  dictionary,
  mutable,
  readOnly,
  hashSet,
  set,
  pair,
  ...interfaces,
  ...tuples,
];
