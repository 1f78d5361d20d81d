import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import type { Delegate } from '../../values/collection.ts';
import { toItems } from '../../values/enumerate.ts';
import { lazy, stepped, truthy, typeName, zero } from './sequence.ts';

export const projecting: MemberTable = {
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
};
