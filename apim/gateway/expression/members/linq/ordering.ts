import type { Run } from '../../run.ts';
import { named, t } from '../../type-ref.ts';
import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { TypeRef, Value } from '../../value.ts';
import { argumentNull, Delegate, Sequence } from '../../values/collection.ts';
import type { StringComparer } from '../../values/dictionary.ts';
import { toItems } from '../../values/enumerate.ts';
import { compareOrdinal } from '../../values/object.ts';
import { defaultOrder } from '../../values/sort.ts';

/** An OrderBy: the source and its keys, to which ThenBy adds. */
export class Ordered extends Sequence {
  readonly source: Value;
  readonly keys: readonly SortKey[];
  override readonly dotnetType: TypeRef;
  constructor(source: Value, elementType: TypeRef, keys: readonly SortKey[]) {
    super(elementType, (run) => sorted(source, keys, run)[Symbol.iterator]());
    this.source = source;
    this.keys = keys;
    this.dotnetType = named('IOrderedEnumerable', elementType);
  }
}

interface SortKey {
  readonly key: Delegate;
  readonly descending: boolean;
  readonly compare: (a: Value, b: Value) => number;
}

function sorted(source: Value, keys: readonly SortKey[], run: Run): Value[] {
  const rows = toItems(source, run).map((item) => ({
    item,
    keys: keys.map(({ key }) => key.invoke(run, [item])),
  }));
  rows.sort((a, b) => {
    run.step();
    for (let i = 0; i < keys.length; i++) {
      const rule = keys[i];
      const order = rule?.compare(a.keys[i] ?? null, b.keys[i] ?? null) ?? 0;
      if (order !== 0) return rule?.descending === true ? -order : order;
    }
    return 0;
  });
  return rows.map((row) => row.item);
}

const byComparer = (comparer: StringComparer | null) => (a: Value, b: Value) => {
  if (comparer === null || typeof a !== 'string' || typeof b !== 'string') return defaultOrder(a, b);
  if (comparer.ordinal)
    return comparer.rule === 'ignoreCase'
      ? compareOrdinal(a.toUpperCase(), b.toUpperCase())
      : compareOrdinal(a, b);
  return comparer.rule === 'ignoreCase' ? defaultOrder(a.toLowerCase(), b.toLowerCase()) : defaultOrder(a, b);
};

function order(
  source: Value,
  key: Delegate,
  descending: boolean,
  call: Call,
  comparer: StringComparer | null = null,
): Ordered {
  if (source === null) throw argumentNull('source');
  return new Ordered(source, call.typeOf('T'), [{ key, descending, compare: byComparer(comparer) }]);
}

export function thenBy(
  source: Ordered,
  key: Delegate,
  descending: boolean,
  comparer: StringComparer | null = null,
): Ordered {
  return new Ordered(source.source, source.elementType, [
    ...source.keys,
    { key, descending, compare: byComparer(comparer) },
  ]);
}

/** The key of Order(): the item. */
const itself = new Delegate(named('Func', t.object, t.object), (_run, [item = null]) => item);

export const ordering: MemberTable = {
  'IOrderedEnumerable<T> Order()': (self: Value, _args: [], call: Call) => order(self, itself, false, call),
  'IOrderedEnumerable<T> OrderDescending()': (self: Value, _args: [], call: Call) =>
    order(self, itself, true, call),
  'IOrderedEnumerable<T> OrderBy<K>(Func<T, K> keySelector)': (self: Value, [f]: [Delegate], call: Call) =>
    order(self, f, false, call),
  'IOrderedEnumerable<T> OrderBy<K>(Func<T, K> keySelector, IComparer<K> comparer)': (
    self: Value,
    [f, comparer]: [Delegate, StringComparer],
    call: Call,
  ) => order(self, f, false, call, comparer),
  'IOrderedEnumerable<T> OrderByDescending<K>(Func<T, K> keySelector)': (
    self: Value,
    [f]: [Delegate],
    call: Call,
  ) => order(self, f, true, call),
  'IOrderedEnumerable<T> OrderByDescending<K>(Func<T, K> keySelector, IComparer<K> comparer)': (
    self: Value,
    [f, comparer]: [Delegate, StringComparer],
    call: Call,
  ) => order(self, f, true, call, comparer),
};
