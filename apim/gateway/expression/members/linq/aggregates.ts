import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import { Double, type Value } from '../../value.ts';
import type { Delegate } from '../../values/collection.ts';
import { Decimal } from '../../values/decimal.ts';
import { ruleKey, type StringComparer } from '../../values/dictionary.ts';
import { toItems } from '../../values/enumerate.ts';
import { JToken } from '../../values/json.ts';
import { arithmetic, compareNumbers, decimalOf, floatOf, isNumeric, wholeOf } from '../../values/number.ts';
import { areEqual } from '../../values/object.ts';
import { defaultOrder } from '../../values/sort.ts';
import { first } from './elements.ts';
import { mapped, matching, noElements, stepped, truthy, zeros } from './sequence.ts';

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

export const aggregates: MemberTable = {
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
  'long LongCount(Func<T, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    BigInt(matching(self, f, call.run).length),
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
  'bool SequenceEqual(IEnumerable<T> second, IEqualityComparer<T> comparer)': (
    self: Value,
    [second, comparer]: [Value, StringComparer | null],
    call: Call,
  ) => {
    const [a, b] = [toItems(self, call.run), toItems(second, call.run)];
    const rule = comparer?.rule ?? 'exact';
    return a.length === b.length && a.every((item, i) => ruleKey(item, rule) === ruleKey(b[i] ?? null, rule));
  },
  'bool SequenceEqual(IEnumerable<T> second)': (self: Value, [second]: [Value], call: Call) => {
    const a = toItems(self, call.run);
    const b = toItems(second, call.run);
    return a.length === b.length && a.every((item, i) => areEqual(item, b[i] ?? null));
  },
};
