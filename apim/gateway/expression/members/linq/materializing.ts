import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { CsList, type Delegate } from '../../values/collection.ts';
import { Dictionary, HashSet, type StringComparer } from '../../values/dictionary.ts';
import { toItems } from '../../values/enumerate.ts';
import { asArray, stepped } from './sequence.ts';

function dictionary(
  source: Value,
  key: Delegate,
  element: Delegate | null,
  call: Call,
  comparer: StringComparer | null = null,
): Dictionary {
  const made = new Dictionary(
    call.typeOf('K'),
    element === null ? call.typeOf('T') : call.typeOf('E'),
    comparer?.rule ?? 'exact',
  );
  for (const item of stepped(source, call.run))
    made.add(key.invoke(call.run, [item]), element === null ? item : element.invoke(call.run, [item]));
  return made;
}

export const materializing: MemberTable = {
  'List<T> ToList()': (self: Value, _args: [], call: Call) =>
    new CsList(call.typeOf('T'), toItems(self, call.run)),
  'T[] ToArray()': (self: Value, _args: [], call: Call) => asArray(call.typeOf('T'), toItems(self, call.run)),
  'HashSet<T> ToHashSet()': (self: Value, _args: [], call: Call) =>
    new HashSet(call.typeOf('T'), toItems(self, call.run)),
  'HashSet<T> ToHashSet(IEqualityComparer<T> comparer)': (
    self: Value,
    [comparer]: [StringComparer | null],
    call: Call,
  ) => new HashSet(call.typeOf('T'), toItems(self, call.run), comparer?.rule ?? 'exact'),
  'Dictionary<K, T> ToDictionary<K>(Func<T, K> keySelector)': (self: Value, [f]: [Delegate], call: Call) =>
    dictionary(self, f, null, call),
  'Dictionary<K, T> ToDictionary<K>(Func<T, K> keySelector, IEqualityComparer<K> comparer)': (
    self: Value,
    [f, comparer]: [Delegate, StringComparer],
    call: Call,
  ) => dictionary(self, f, null, call, comparer),
  'Dictionary<K, E> ToDictionary<K, E>(Func<T, K> keySelector, Func<T, E> elementSelector)': (
    self: Value,
    [f, g]: [Delegate, Delegate],
    call: Call,
  ) => dictionary(self, f, g, call),
  'Dictionary<K, E> ToDictionary<K, E>(Func<T, K> keySelector, Func<T, E> elementSelector, IEqualityComparer<K> comparer)':
    (self: Value, [f, g, comparer]: [Delegate, Delegate, StringComparer], call: Call) =>
      dictionary(self, f, g, call, comparer),
  'IEnumerable<T> AsEnumerable()': (self: Value) => self,
};
