import type { Run } from '../../run.ts';
import { t } from '../../type-ref.ts';
import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import type { Delegate, Sequence } from '../../values/collection.ts';
import { HashSet, type StringComparer } from '../../values/dictionary.ts';
import { lazy, stepped } from './sequence.ts';

function distinct(source: Value, call: Call, comparer: StringComparer | null): Sequence {
  return lazy(source, call.typeOf('T'), function* (run) {
    const seen = new HashSet(t.object, [], comparer?.rule ?? 'exact');
    for (const item of stepped(source, run)) if (seen.add(item)) yield item;
  });
}

type Keyed = (run: Run) => Iterable<{ readonly item: Value; readonly key: Value }>;
type Combine = (
  self: Keyed,
  second: Keyed,
  run: Run,
  set: (items: Value[]) => HashSet,
) => Generator<Value, void>;

const keyed =
  (source: Value, f: Delegate | null): Keyed =>
  (run) =>
    [...stepped(source, run)].map((item) => ({ item, key: f === null ? item : f.invoke(run, [item]) }));

/** `Union` and its like: by the items, by a comparer, and by a key of them. */
function byEquality(name: 'Union' | 'Intersect' | 'Except', combine: Combine): MemberTable {
  const lazily = (
    call: Call,
    [self, second]: readonly [Value, Value],
    keys: readonly [Delegate | null, Delegate | null],
    comparer: StringComparer | null,
  ) =>
    lazy(self, call.typeOf('T'), (run) =>
      combine(
        keyed(self, keys[0]),
        keyed(second, keys[1]),
        run,
        (items) => new HashSet(t.object, items, comparer?.rule ?? 'exact'),
      ),
    );
  // the second sequence of IntersectBy and ExceptBy holds keys, that of UnionBy holds items
  const second = name === 'Union' ? 'T' : 'K';
  return {
    [`IEnumerable<T> ${name}(IEnumerable<T> second)`]: (self: Value, [other]: [Value], call: Call) =>
      lazily(call, [self, other], [null, null], null),
    [`IEnumerable<T> ${name}(IEnumerable<T> second, IEqualityComparer<T> comparer)`]: (
      self: Value,
      [other, comparer]: [Value, StringComparer | null],
      call: Call,
    ) => lazily(call, [self, other], [null, null], comparer),
    [`IEnumerable<T> ${name}By<K>(IEnumerable<${second}> second, Func<T, K> keySelector)`]: (
      self: Value,
      [other, f]: [Value, Delegate],
      call: Call,
    ) => lazily(call, [self, other], [f, name === 'Union' ? f : null], null),
  };
}

export const sets: MemberTable = {
  'IEnumerable<T> Distinct()': (self: Value, _args: [], call: Call) => distinct(self, call, null),
  'IEnumerable<T> Distinct(IEqualityComparer<T> comparer)': (
    self: Value,
    [comparer]: [StringComparer | null],
    call: Call,
  ) => distinct(self, call, comparer),
  'IEnumerable<T> DistinctBy<K>(Func<T, K> keySelector)': (self: Value, [f]: [Delegate], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      const seen = new HashSet(t.object);
      for (const item of stepped(self, run)) if (seen.add(f.invoke(run, [item]))) yield item;
    }),
  ...byEquality('Union', function* (self, second, run, set) {
    const seen = set([]);
    for (const source of [self, second])
      for (const { item, key } of source(run)) if (seen.add(key)) yield item;
  }),
  ...byEquality('Intersect', function* (self, second, run, set) {
    const wanted = set([...second(run)].map(({ key }) => key));
    for (const { item, key } of self(run)) if (wanted.remove(key)) yield item;
  }),
  ...byEquality('Except', function* (self, second, run, set) {
    const seen = set([...second(run)].map(({ key }) => key));
    for (const { item, key } of self(run)) if (seen.add(key)) yield item;
  }),
};
