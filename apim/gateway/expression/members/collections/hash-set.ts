import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { argumentNull, type CsArray, type Delegate } from '../../values/collection.ts';
import { HashSet, type StringComparer } from '../../values/dictionary.ts';
import { toItems } from '../../values/enumerate.ts';
import { copyItems } from './list-ranges.ts';
import { holds } from './sequence.ts';

const items = (source: Value, call: Call) => {
  if (source === null) throw argumentNull('other');
  return toItems(source, call.run);
};

export const hashSet = defineType('HashSet<T>', {
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
  members: {
    'int RemoveWhere(Predicate<T> match)': (self: HashSet, [match]: [Delegate], call: Call) => {
      const gone = self.values().filter(holds(match, call));
      for (const item of gone) self.remove(item);
      return gone.length;
    },
    'void CopyTo(T[] array)': (self: HashSet, [to]: [CsArray | Uint8Array]) =>
      copyItems(self.values(), to, 0),
  },
});

export const set = defineType('ISet<T>', {
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
    'void SymmetricExceptWith(IEnumerable<T> other)': (self: HashSet, [source]: [Value], call: Call) => {
      for (const item of new HashSet(self.elementType, items(source, call), self.rule).values())
        if (!self.remove(item)) self.add(item);
      return null;
    },
    'bool IsProperSubsetOf(IEnumerable<T> other)': (self: HashSet, [source]: [Value], call: Call) => {
      const whole = new HashSet(self.elementType, items(source, call), self.rule);
      return whole.size > self.size && self.values().every((item) => whole.has(item));
    },
    'bool IsProperSupersetOf(IEnumerable<T> other)': (self: HashSet, [source]: [Value], call: Call) => {
      const part = new HashSet(self.elementType, items(source, call), self.rule);
      return part.size < self.size && part.values().every((item) => self.has(item));
    },
    'bool SetEquals(IEnumerable<T> other)': (self: HashSet, [source]: [Value], call: Call) => {
      const other = new HashSet(self.elementType, items(source, call), self.rule);
      return other.size === self.size && self.values().every((item) => other.has(item));
    },
  },
});
