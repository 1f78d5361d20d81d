import { dotnetError } from '../../errors.ts';
import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import type { Delegate } from '../../values/collection.ts';
import { toItems } from '../../values/enumerate.ts';
import { defaultOrder } from '../../values/sort.ts';
import { matching, noElements, noMatch, several, severalMatches, stepped, truthy, zero } from './sequence.ts';

export function first(source: Value, f: Delegate | null, call: Call): Value | undefined {
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

/** The first item whose key is the greatest (sign 1) or least (-1). @throws InvalidOperationException for none of a value type */
function furthest(source: Value, f: Delegate, sign: 1 | -1, call: Call): Value {
  let best: { item: Value; key: Value } | undefined;
  for (const item of stepped(source, call.run)) {
    const key = f.invoke(call.run, [item]);
    if (best === undefined || defaultOrder(key, best.key) * sign > 0) best = { item, key };
  }
  if (best === undefined && zero(call) !== null) throw noElements();
  return best?.item ?? null;
}

export const elements: MemberTable = {
  'T First()': (self: Value, _args: [], call: Call) => need(first(self, null, call), null),
  'T First(Func<T, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    need(first(self, f, call), f),
  'T FirstOrDefault()': (self: Value, _args: [], call: Call) => first(self, null, call) ?? zero(call),
  'T FirstOrDefault(Func<T, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    first(self, f, call) ?? zero(call),
  'T FirstOrDefault(T defaultValue)': (self: Value, [other]: [Value], call: Call) =>
    first(self, null, call) ?? other,
  'T FirstOrDefault(Func<T, bool> predicate, T defaultValue)': (
    self: Value,
    [f, other]: [Delegate, Value],
    call: Call,
  ) => first(self, f, call) ?? other,
  'T LastOrDefault(T defaultValue)': (self: Value, [other]: [Value], call: Call) =>
    toItems(self, call.run).at(-1) ?? other,
  'T LastOrDefault(Func<T, bool> predicate, T defaultValue)': (
    self: Value,
    [f, other]: [Delegate, Value],
    call: Call,
  ) => matching(self, f, call.run).at(-1) ?? other,
  'T SingleOrDefault(T defaultValue)': (self: Value, [other]: [Value], call: Call) =>
    single(self, null, call) ?? other,
  'T SingleOrDefault(Func<T, bool> predicate, T defaultValue)': (
    self: Value,
    [f, other]: [Delegate, Value],
    call: Call,
  ) => single(self, f, call) ?? other,
  'T MaxBy<K>(Func<T, K> keySelector)': (self: Value, [f]: [Delegate], call: Call) =>
    furthest(self, f, 1, call),
  'T MinBy<K>(Func<T, K> keySelector)': (self: Value, [f]: [Delegate], call: Call) =>
    furthest(self, f, -1, call),
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
};
