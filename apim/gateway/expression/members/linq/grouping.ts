import { named } from '../../type-ref.ts';
import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { TypeRef, Value } from '../../value.ts';
import { CsList, type Delegate, Grouping, Sequence } from '../../values/collection.ts';
import { ruleKey, type StringComparer } from '../../values/dictionary.ts';
import { areEqual } from '../../values/object.ts';
import { lazy, stepped } from './sequence.ts';

interface Grouped {
  readonly key: Value;
  readonly items: Value[];
}

function groups(
  source: Value,
  key: Delegate,
  element: Delegate | null,
  call: Call,
  rule: StringComparer | null = null,
): Grouped[] {
  const found = new Map<unknown, Grouped>();
  for (const item of stepped(source, call.run)) {
    const value = key.invoke(call.run, [item]);
    const at = ruleKey(value, rule?.rule ?? 'exact');
    const group = found.get(at) ?? { key: value, items: [] };
    found.set(at, group);
    group.items.push(element === null ? item : element.invoke(call.run, [item]));
  }
  return [...found.values()];
}

function groupBy(
  source: Value,
  key: Delegate,
  element: Delegate | null,
  call: Call,
  rule: StringComparer | null = null,
): Sequence {
  const elementType = call.typeOf(element === null ? 'T' : 'E');
  return lazy(source, named('IGrouping', call.typeOf('K'), elementType), function* () {
    for (const group of groups(source, key, element, call, rule))
      yield new Grouping(group.key, group.items, call.typeOf('K'), elementType);
  });
}

/** GroupBy with a result selector: what it makes of each key and its items. */
function groupResults(
  source: Value,
  key: Delegate,
  element: Delegate | null,
  result: Delegate,
  call: Call,
): Sequence {
  const elementType = call.typeOf(element === null ? 'T' : 'E');
  return lazy(source, call.typeOf('R'), function* (run) {
    for (const group of groups(source, key, element, call))
      yield result.invoke(run, [group.key, new CsList(elementType, group.items)]);
  });
}

/** ILookup: groups by key; a missing key gives nothing. */
export class Lookup extends Sequence {
  readonly groups: readonly Grouping[];
  override readonly dotnetType: TypeRef;
  constructor(groups: readonly Grouping[], key: TypeRef, element: TypeRef) {
    super(named('IGrouping', key, element), () => groups[Symbol.iterator]());
    this.groups = groups;
    this.dotnetType = named('ILookup', key, element);
  }
}

function lookup(
  source: Value,
  key: Delegate,
  element: Delegate | null,
  call: Call,
  rule: StringComparer | null = null,
): Lookup {
  const [keyType, type] = [call.typeOf('K'), call.typeOf(element === null ? 'T' : 'E')];
  const found = groups(source, key, element, call, rule);
  return new Lookup(
    found.map((group) => new Grouping(group.key, group.items, keyType, type)),
    keyType,
    type,
  );
}

export const grouping: MemberTable = {
  'IEnumerable<IGrouping<K, T>> GroupBy<K>(Func<T, K> keySelector)': (
    self: Value,
    [f]: [Delegate],
    call: Call,
  ) => groupBy(self, f, null, call),
  'IEnumerable<IGrouping<K, T>> GroupBy<K>(Func<T, K> keySelector, IEqualityComparer<K> comparer)': (
    self: Value,
    [f, comparer]: [Delegate, StringComparer],
    call: Call,
  ) => groupBy(self, f, null, call, comparer),
  'IEnumerable<IGrouping<K, E>> GroupBy<K, E>(Func<T, K> keySelector, Func<T, E> elementSelector)': (
    self: Value,
    [f, g]: [Delegate, Delegate],
    call: Call,
  ) => groupBy(self, f, g, call),
  'IEnumerable<R> GroupBy<K, R>(Func<T, K> keySelector, Func<K, IEnumerable<T>, R> resultSelector)': (
    self: Value,
    [f, result]: [Delegate, Delegate],
    call: Call,
  ) => groupResults(self, f, null, result, call),
  'IEnumerable<R> GroupBy<K, E, R>(Func<T, K> keySelector, Func<T, E> elementSelector, Func<K, IEnumerable<E>, R> resultSelector)':
    (self: Value, [f, g, result]: [Delegate, Delegate, Delegate], call: Call) =>
      groupResults(self, f, g, result, call),
  'ILookup<K, T> ToLookup<K>(Func<T, K> keySelector)': (self: Value, [f]: [Delegate], call: Call) =>
    lookup(self, f, null, call),
  'ILookup<K, T> ToLookup<K>(Func<T, K> keySelector, IEqualityComparer<K> comparer)': (
    self: Value,
    [f, comparer]: [Delegate, StringComparer | null],
    call: Call,
  ) => lookup(self, f, null, call, comparer),
  'ILookup<K, E> ToLookup<K, E>(Func<T, K> keySelector, Func<T, E> elementSelector)': (
    self: Value,
    [f, g]: [Delegate, Delegate],
    call: Call,
  ) => lookup(self, f, g, call),
  'IEnumerable<R> GroupJoin<I, K, R>(IEnumerable<I> inner, Func<T, K> outerKeySelector, Func<I, K> innerKeySelector, Func<T, IEnumerable<I>, R> resultSelector)':
    (self: Value, [inner, outerKey, innerKey, result]: [Value, Delegate, Delegate, Delegate], call: Call) =>
      lazy(self, call.typeOf('R'), function* (run) {
        const found = groups(inner, innerKey, null, call);
        for (const item of stepped(self, run)) {
          const key = outerKey.invoke(run, [item]);
          const matches = found.find((group) => areEqual(group.key, key))?.items ?? [];
          yield result.invoke(run, [item, new CsList(call.typeOf('I'), [...matches])]);
        }
      }),
  'IEnumerable<R> Join<I, K, R>(IEnumerable<I> inner, Func<T, K> outerKeySelector, Func<I, K> innerKeySelector, Func<T, I, R> resultSelector)':
    (self: Value, [inner, outerKey, innerKey, result]: [Value, Delegate, Delegate, Delegate], call: Call) =>
      lazy(self, call.typeOf('R'), function* (run) {
        const found = groups(inner, innerKey, null, call);
        for (const item of stepped(self, run)) {
          const key = outerKey.invoke(run, [item]);
          for (const match of found.find((group) => areEqual(group.key, key))?.items ?? [])
            yield result.invoke(run, [item, match]);
        }
      }),
};
