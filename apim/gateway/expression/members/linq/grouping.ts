import { named } from '../../type-ref.ts';
import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import { DotnetObject, type TypeRef, type Value } from '../../value.ts';
import { type Delegate, Grouping, type Sequence } from '../../values/collection.ts';
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

/** ILookup: groups by key; a missing key gives nothing. */
export class Lookup extends DotnetObject {
  readonly groups: readonly Grouping[];
  readonly dotnetType: TypeRef;
  constructor(groups: readonly Grouping[], key: TypeRef, element: TypeRef) {
    super();
    this.groups = groups;
    this.dotnetType = named('ILookup', key, element);
  }
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
  'ILookup<K, T> ToLookup<K>(Func<T, K> keySelector)': (self: Value, [f]: [Delegate], call: Call) =>
    new Lookup(
      groups(self, f, null, call).map(
        (group) => new Grouping(group.key, group.items, call.typeOf('K'), call.typeOf('T')),
      ),
      call.typeOf('K'),
      call.typeOf('T'),
    ),
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
