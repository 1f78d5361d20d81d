import { dotnetError } from '../errors.ts';
import type { Run } from '../run.ts';
import { arrayOf, named, t } from '../type-ref.ts';
import type { MemberTable, TypeDefinition } from '../types/definition.ts';
import { defineType } from '../types/definition.ts';
import type { Call } from '../types/signature.ts';
import type { TypeRef, Value } from '../value.ts';
import { DotnetObject, Double } from '../value.ts';
import {
  argumentNull,
  CsArray,
  CsList,
  type Delegate,
  Grouping,
  invalidOperation,
  Sequence,
} from '../values/collection.ts';
import { Decimal } from '../values/decimal.ts';
import { Dictionary, HashSet, ruleKey, type StringComparer } from '../values/dictionary.ts';
import { enumerate, toItems } from '../values/enumerate.ts';
import { JToken } from '../values/json.ts';
import {
  arithmetic,
  byteOf,
  compareNumbers,
  decimalOf,
  floatOf,
  isNumeric,
  wholeOf,
} from '../values/number.ts';
import { areEqual, compareOrdinal, wholeByteArray } from '../values/object.ts';
import { defaultOrder } from '../values/sort.ts';

const noElements = () => invalidOperation('Sequence contains no elements');
const noMatch = () => invalidOperation('Sequence contains no matching element');
const several = () => invalidOperation('Sequence contains more than one element');
const severalMatches = () => invalidOperation('Sequence contains more than one matching element');

/** A lazy sequence over `source`; null is refused when the operator is called, as .NET does. */
function lazy(source: Value, type: TypeRef, make: (run: Run) => Generator<Value, void>): Sequence {
  if (source === null) throw argumentNull('source');
  return new Sequence(type, make);
}

function* stepped(source: Value, run: Run): Generator<Value, void> {
  for (const item of enumerate(source, run)) {
    run.step();
    yield item;
  }
}

const zeros: Readonly<Record<string, Value>> = {
  int: 0,
  bool: false,
  long: 0n,
  double: new Double(0),
  decimal: new Decimal(0n),
  byte: byteOf(0),
};
const zero = (call: Call, name = 'T'): Value => zeros[call.typeOf(name).name] ?? null;
const truthy = (f: Delegate, run: Run, ...args: Value[]) => f.invoke(run, args) === true;

/** An OrderBy: the source and its keys, to which ThenBy adds. */
class Ordered extends Sequence {
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

function thenBy(
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
class Lookup extends DotnetObject {
  readonly groups: readonly Grouping[];
  readonly dotnetType: TypeRef;
  constructor(groups: readonly Grouping[], key: TypeRef, element: TypeRef) {
    super();
    this.groups = groups;
    this.dotnetType = named('ILookup', key, element);
  }
}

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

/** Sum in the type of the elements; nulls are left out. */
function sum(items: Iterable<Value>, type: string): Value {
  let total: Value = zeros[type] ?? 0;
  for (const item of items) {
    if (item === null || !isNumeric(item) || !isNumeric(total)) continue;
    total = arithmetic('+', total, item, true);
  }
  return total;
}

function average(items: readonly Value[]): Value {
  const numbers = items.filter((item) => item !== null && isNumeric(item));
  const [first] = numbers;
  if (first === undefined || first === null) throw noElements();
  if (first instanceof Decimal)
    return decimalOf(sum(numbers, 'decimal') as Decimal).divide(new Decimal(BigInt(numbers.length)));
  if (first instanceof Double)
    return new Double(
      numbers.reduce(
        (total: number, item) => total + (item !== null && isNumeric(item) ? floatOf(item) : 0),
        0,
      ) / numbers.length,
      first.single,
    );
  return new Double(
    Number(
      numbers.reduce(
        (total: bigint, item) => total + (item !== null && isNumeric(item) ? wholeOf(item) : 0n),
        0n,
      ),
    ) / numbers.length,
  );
}

function extreme(items: Iterable<Value>, sign: 1 | -1): Value {
  let best: Value | undefined;
  let any = false;
  for (const item of items) {
    any = true;
    if (item === null) continue;
    if (best === undefined || best === null) best = item;
    else if (
      isNumeric(item) && isNumeric(best)
        ? compareNumbers(item, best) * sign > 0
        : defaultOrder(item, best) * sign > 0
    )
      best = item;
  }
  if (best === undefined) {
    if (any) return null;
    throw noElements();
  }
  return best;
}

const mapped = (source: Value, f: Delegate, run: Run): Value[] =>
  [...stepped(source, run)].map((item) => f.invoke(run, [item]));
const matching = (source: Value, f: Delegate | null, run: Run): Value[] =>
  [...stepped(source, run)].filter((item) => f === null || truthy(f, run, item));

function first(source: Value, f: Delegate | null, call: Call): Value | undefined {
  for (const item of stepped(source, call.run)) if (f === null || truthy(f, call.run, item)) return item;
  return undefined;
}

function single(source: Value, f: Delegate | null, call: Call): Value | undefined {
  const found = matching(source, f, call.run);
  if (found.length > 1) throw f === null ? several() : severalMatches();
  return found[0];
}

function need(value: Value | undefined, f: Delegate | null): Value {
  if (value === undefined) throw f === null ? noElements() : noMatch();
  return value;
}

function distinct(source: Value, call: Call, comparer: StringComparer | null): Sequence {
  return lazy(source, call.typeOf('T'), function* (run) {
    const seen = new HashSet(t.object, [], comparer?.rule ?? 'exact');
    for (const item of stepped(source, run)) if (seen.add(item)) yield item;
  });
}

function asArray(type: TypeRef, items: Value[]): Value {
  return type.name === 'byte' ? wholeByteArray(items) : new CsArray(type, items);
}

const operators: MemberTable = {
  'IEnumerable<T> Where(Func<T, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      for (const item of stepped(self, run)) if (truthy(f, run, item)) yield item;
    }),
  'IEnumerable<T> Where(Func<T, int, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      let i = 0;
      for (const item of stepped(self, run)) if (truthy(f, run, item, i++)) yield item;
    }),
  'IEnumerable<R> Select<R>(Func<T, R> selector)': (self: Value, [f]: [Delegate], call: Call) =>
    lazy(self, call.typeOf('R'), function* (run) {
      for (const item of stepped(self, run)) yield f.invoke(run, [item]);
    }),
  'IEnumerable<R> Select<R>(Func<T, int, R> selector)': (self: Value, [f]: [Delegate], call: Call) =>
    lazy(self, call.typeOf('R'), function* (run) {
      let i = 0;
      for (const item of stepped(self, run)) yield f.invoke(run, [item, i++]);
    }),
  'IEnumerable<R> SelectMany<R>(Func<T, IEnumerable<R>> selector)': (
    self: Value,
    [f]: [Delegate],
    call: Call,
  ) =>
    lazy(self, call.typeOf('R'), function* (run) {
      for (const item of stepped(self, run)) yield* stepped(f.invoke(run, [item]), run);
    }),
  'IEnumerable<R> SelectMany<C, R>(Func<T, IEnumerable<C>> collectionSelector, Func<T, C, R> resultSelector)':
    (self: Value, [f, g]: [Delegate, Delegate], call: Call) =>
      lazy(self, call.typeOf('R'), function* (run) {
        for (const item of stepped(self, run))
          for (const inner of stepped(f.invoke(run, [item]), run)) yield g.invoke(run, [item, inner]);
      }),
  'T First()': (self: Value, _args: [], call: Call) => need(first(self, null, call), null),
  'T First(Func<T, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    need(first(self, f, call), f),
  'T FirstOrDefault()': (self: Value, _args: [], call: Call) => first(self, null, call) ?? zero(call),
  'T FirstOrDefault(Func<T, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    first(self, f, call) ?? zero(call),
  'T Last()': (self: Value, _args: [], call: Call) => need(toItems(self, call.run).at(-1), null),
  'T Last(Func<T, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    need(matching(self, f, call.run).at(-1), f),
  'T LastOrDefault()': (self: Value, _args: [], call: Call) => toItems(self, call.run).at(-1) ?? zero(call),
  'T LastOrDefault(Func<T, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    matching(self, f, call.run).at(-1) ?? zero(call),
  'T Single()': (self: Value, _args: [], call: Call) => need(single(self, null, call), null),
  'T Single(Func<T, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    need(single(self, f, call), f),
  'T SingleOrDefault()': (self: Value, _args: [], call: Call) => single(self, null, call) ?? zero(call),
  'T SingleOrDefault(Func<T, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    single(self, f, call) ?? zero(call),
  'T ElementAt(int index)': (self: Value, [i]: [number], call: Call) => {
    const item = toItems(self, call.run)[i];
    if (item === undefined)
      throw dotnetError(
        'ArgumentOutOfRangeException',
        "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
      );
    return item;
  },
  'T ElementAtOrDefault(int index)': (self: Value, [i]: [number], call: Call) =>
    toItems(self, call.run)[i] ?? zero(call),
  'bool Any()': (self: Value, _args: [], call: Call) => first(self, null, call) !== undefined,
  'bool Any(Func<T, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    first(self, f, call) !== undefined,
  'bool All(Func<T, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) => {
    for (const item of stepped(self, call.run)) if (!truthy(f, call.run, item)) return false;
    return true;
  },
  'int Count()': (self: Value, _args: [], call: Call) => toItems(self, call.run).length,
  'int Count(Func<T, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    matching(self, f, call.run).length,
  'long LongCount()': (self: Value, _args: [], call: Call) => BigInt(toItems(self, call.run).length),
  // a JContainer is an ICollection that looks for the same object
  'bool Contains(T value)': (self: Value, [value]: [Value], call: Call) =>
    toItems(self, call.run).some((item) => (self instanceof JToken ? item === value : areEqual(item, value))),
  'bool Contains(T value, IEqualityComparer<T> comparer)': (
    self: Value,
    [value, comparer]: [Value, StringComparer | null],
    call: Call,
  ) =>
    toItems(self, call.run).some(
      (item) => ruleKey(item, comparer?.rule ?? 'exact') === ruleKey(value, comparer?.rule ?? 'exact'),
    ),
  'T Sum()': (self: Value, _args: [], call: Call) => sum(stepped(self, call.run), call.typeOf('T').name),
  'R Sum<R>(Func<T, R> selector)': (self: Value, [f]: [Delegate], call: Call) =>
    sum(mapped(self, f, call.run), call.typeOf('R').name),
  'double Average()': (self: Value, _args: [], call: Call) => average(toItems(self, call.run)),
  'double Average<R>(Func<T, R> selector)': (self: Value, [f]: [Delegate], call: Call) =>
    average(mapped(self, f, call.run)),
  'T Max()': (self: Value, _args: [], call: Call) => extreme(stepped(self, call.run), 1),
  'R Max<R>(Func<T, R> selector)': (self: Value, [f]: [Delegate], call: Call) =>
    extreme(mapped(self, f, call.run), 1),
  'T Min()': (self: Value, _args: [], call: Call) => extreme(stepped(self, call.run), -1),
  'R Min<R>(Func<T, R> selector)': (self: Value, [f]: [Delegate], call: Call) =>
    extreme(mapped(self, f, call.run), -1),
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
  'IEnumerable<T> Reverse()': (self: Value, _args: [], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      yield* toItems(self, run).reverse();
    }),
  'IEnumerable<T> Skip(int count)': (self: Value, [count]: [number], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      let i = 0;
      for (const item of stepped(self, run)) if (i++ >= count) yield item;
    }),
  'IEnumerable<T> Take(int count)': (self: Value, [count]: [number], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      if (count <= 0) return;
      let i = 0;
      for (const item of stepped(self, run)) {
        yield item;
        if (++i >= count) return;
      }
    }),
  'IEnumerable<T> SkipWhile(Func<T, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      let skipping = true;
      for (const item of stepped(self, run)) {
        skipping = skipping && truthy(f, run, item);
        if (!skipping) yield item;
      }
    }),
  'IEnumerable<T> TakeWhile(Func<T, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      for (const item of stepped(self, run)) {
        if (!truthy(f, run, item)) return;
        yield item;
      }
    }),
  'IEnumerable<T> SkipLast(int count)': (self: Value, [count]: [number], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      const items = toItems(self, run);
      yield* items.slice(0, Math.max(0, items.length - Math.max(0, count)));
    }),
  'IEnumerable<T> TakeLast(int count)': (self: Value, [count]: [number], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      if (count > 0) yield* toItems(self, run).slice(-count);
    }),
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
  'IEnumerable<T> Concat(IEnumerable<T> second)': (self: Value, [second]: [Value], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      yield* stepped(self, run);
      yield* stepped(second, run);
    }),
  'IEnumerable<T> Append(T element)': (self: Value, [item]: [Value], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      yield* stepped(self, run);
      yield item;
    }),
  'IEnumerable<T> Prepend(T element)': (self: Value, [item]: [Value], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      yield item;
      yield* stepped(self, run);
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
  'IEnumerable<R> Zip<S, R>(IEnumerable<S> second, Func<T, S, R> resultSelector)': (
    self: Value,
    [second, f]: [Value, Delegate],
    call: Call,
  ) =>
    lazy(self, call.typeOf('R'), function* (run) {
      const others = toItems(second, run);
      let i = 0;
      for (const item of stepped(self, run)) {
        const other = others[i++];
        if (other === undefined) return;
        yield f.invoke(run, [item, other]);
      }
    }),
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
  'T Aggregate(Func<T, T, T> func)': (self: Value, [f]: [Delegate], call: Call) => {
    const [head, ...rest] = toItems(self, call.run);
    if (head === undefined) throw noElements();
    return rest.reduce((total: Value, item) => f.invoke(call.run, [total, item]), head);
  },
  'A Aggregate<A>(A seed, Func<A, T, A> func)': (self: Value, [seed, f]: [Value, Delegate], call: Call) =>
    toItems(self, call.run).reduce((total: Value, item) => f.invoke(call.run, [total, item]), seed),
  'R Aggregate<A, R>(A seed, Func<A, T, A> func, Func<A, R> resultSelector)': (
    self: Value,
    [seed, f, g]: [Value, Delegate, Delegate],
    call: Call,
  ) =>
    g.invoke(call.run, [
      toItems(self, call.run).reduce((total: Value, item) => f.invoke(call.run, [total, item]), seed),
    ]),
  'bool SequenceEqual(IEnumerable<T> second)': (self: Value, [second]: [Value], call: Call) => {
    const a = toItems(self, call.run);
    const b = toItems(second, call.run);
    return a.length === b.length && a.every((item, i) => areEqual(item, b[i] ?? null));
  },
  'IEnumerable<T> DefaultIfEmpty()': (self: Value, _args: [], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      const items = toItems(self, run);
      yield* items.length === 0 ? [zero(call)] : items;
    }),
  'IEnumerable<T> DefaultIfEmpty(T defaultValue)': (self: Value, [value]: [Value], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      const items = toItems(self, run);
      yield* items.length === 0 ? [value] : items;
    }),
  'IEnumerable<R> Cast<R>()': (self: Value, _args: [], call: Call) =>
    lazy(self, call.typeOf('R'), function* (run) {
      for (const item of stepped(self, run)) yield call.castTo(item, call.typeOf('R'));
    }),
  'IEnumerable<R> OfType<R>()': (self: Value, _args: [], call: Call) =>
    lazy(self, call.typeOf('R'), function* (run) {
      for (const item of stepped(self, run))
        if (item !== null && (typeName(item) === call.typeOf('R').name || call.typeOf('R').name === 'object'))
          yield item;
    }),
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

function typeName(value: Value): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'int';
  if (typeof value === 'bigint') return 'long';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof Uint8Array) return arrayOf(t.byte).name;
  return value === null ? 'null' : value instanceof DotnetObject ? value.dotnetType.name : value.type;
}

/** LINQ's types; `more` are the extension methods that other types declare on sequences. */
export const linqTypes = (more: MemberTable): readonly TypeDefinition[] => [
  defineType('IEnumerable<T>', { kind: 'interface', extensions: { ...operators, ...more } }),
  defineType('IOrderedEnumerable<T>', {
    kind: 'interface',
    bases: ['IEnumerable<T>'],
    members: {
      'IOrderedEnumerable<T> ThenBy<K>(Func<T, K> keySelector)': (self: Ordered, [f]: [Delegate]) =>
        thenBy(self, f, false),
      'IOrderedEnumerable<T> ThenBy<K>(Func<T, K> keySelector, IComparer<K> comparer)': (
        self: Ordered,
        [f, comparer]: [Delegate, StringComparer],
      ) => thenBy(self, f, false, comparer),
      'IOrderedEnumerable<T> ThenByDescending<K>(Func<T, K> keySelector)': (self: Ordered, [f]: [Delegate]) =>
        thenBy(self, f, true),
    },
  }),
  defineType('IGrouping<K, T>', {
    kind: 'interface',
    bases: ['IEnumerable<T>'],
    members: { 'K Key': (self: Grouping) => self.key },
  }),
  defineType('ILookup<K, T>', {
    kind: 'interface',
    members: {
      'int Count': (self: Lookup) => self.groups.length,
      'bool Contains(K key)': (self: Lookup, [key]: [Value]) =>
        self.groups.some((group) => areEqual(group.key, key)),
      'IEnumerable<T> this[K key]': (self: Lookup, [key]: [Value], call: Call) =>
        new Sequence(call.typeOf('T'), () =>
          (self.groups.find((group) => areEqual(group.key, key))?.items ?? [])[Symbol.iterator](),
        ),
    },
  }),
  defineType('Enumerable', {
    kind: 'static',
    statics: {
      'IEnumerable<int> Range(int start, int count)': (_: null, [start, count]: [number, number]) => {
        if (count < 0)
          throw dotnetError(
            'ArgumentOutOfRangeException',
            "Specified argument was out of the range of valid values. (Parameter 'count')",
          );
        return new Sequence(t.int, function* () {
          for (let i = 0; i < count; i++) yield start + i;
        });
      },
      'IEnumerable<T> Repeat<T>(T element, int count)': (
        _: null,
        [item, count]: [Value, number],
        call: Call,
      ) => {
        if (count < 0)
          throw dotnetError(
            'ArgumentOutOfRangeException',
            "Specified argument was out of the range of valid values. (Parameter 'count')",
          );
        return new Sequence(call.typeOf('T'), function* () {
          for (let i = 0; i < count; i++) yield item;
        });
      },
      'IEnumerable<T> Empty<T>()': (_: null, _args: [], call: Call) => new CsArray(call.typeOf('T'), []),
    },
  }),
];
