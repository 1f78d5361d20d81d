import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { argumentNull, CsList, KeyValuePair } from '../../values/collection.ts';
import { Dictionary, type StringComparer } from '../../values/dictionary.ts';
import { enumerate } from '../../values/enumerate.ts';
import { areEqual } from '../../values/object.ts';
import { out, zero } from './sequence.ts';

function filled(target: Dictionary, source: Value, call: Call): Dictionary {
  for (const pair of enumerate(source, call.run))
    if (pair instanceof KeyValuePair) target.add(pair.key, pair.value);
  return target;
}

const empty = (call: Call, comparer: StringComparer | null = null) =>
  new Dictionary(call.typeOf('K'), call.typeOf('V'), comparer?.rule ?? 'exact');

export const dictionary = defineType('Dictionary<K, V>', {
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
    'bool Remove(K key, out V value)': (
      self: Dictionary,
      [key, cell]: [Value, { value: Value }],
      call: Call,
    ) => {
      const known = out(cell, self.find(key), zero(call, 'V'));
      if (known) self.remove(key);
      return known;
    },
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

export const mutable = defineType('IDictionary<K, V>', {
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

export const readOnly = defineType('IReadOnlyDictionary<K, V>', {
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

export const pair = defineType('KeyValuePair<K, V>', {
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
