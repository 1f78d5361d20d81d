import { t } from '../../type-ref.ts';
import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import type { Delegate, Sequence } from '../../values/collection.ts';
import { HashSet, type StringComparer } from '../../values/dictionary.ts';
import { toItems } from '../../values/enumerate.ts';
import { lazy, stepped } from './sequence.ts';

function distinct(source: Value, call: Call, comparer: StringComparer | null): Sequence {
  return lazy(source, call.typeOf('T'), function* (run) {
    const seen = new HashSet(t.object, [], comparer?.rule ?? 'exact');
    for (const item of stepped(source, run)) if (seen.add(item)) yield item;
  });
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
  'IEnumerable<T> Union(IEnumerable<T> second)': (self: Value, [second]: [Value], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      const seen = new HashSet(t.object);
      for (const source of [self, second])
        for (const item of stepped(source, run)) if (seen.add(item)) yield item;
    }),
  'IEnumerable<T> Intersect(IEnumerable<T> second)': (self: Value, [second]: [Value], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      const wanted = new HashSet(t.object, toItems(second, run));
      for (const item of stepped(self, run)) if (wanted.remove(item)) yield item;
    }),
  'IEnumerable<T> Except(IEnumerable<T> second)': (self: Value, [second]: [Value], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      const seen = new HashSet(t.object, toItems(second, run));
      for (const item of stepped(self, run)) if (seen.add(item)) yield item;
    }),
};
