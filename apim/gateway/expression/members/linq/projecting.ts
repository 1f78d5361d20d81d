import { dotnetError, ExpressionException } from '../../errors.ts';
import { arrayOf, named } from '../../type-ref.ts';
import type { MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import { DotnetObject, type Value } from '../../value.ts';
import { type Delegate, Tuple } from '../../values/collection.ts';
import { toItems } from '../../values/enumerate.ts';
import { Enumerator } from '../../values/enumerator.ts';
import { asArray, lazy, stepped, truthy, typeName, zero } from './sequence.ts';

/** Whether a value has the type R or one that derives from it. */
function isOfType(item: Value, call: Call): boolean {
  const type = call.typeOf('R');
  if (type.name === 'object' || typeName(item) === type.name) return true;
  if (!(item instanceof DotnetObject)) return false;
  try {
    call.castTo(item, type);
    return true;
  } catch (error) {
    if (error instanceof ExpressionException) return false;
    throw error;
  }
}

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
  'IEnumerable<R> SelectMany<R>(Func<T, int, IEnumerable<R>> selector)': (
    self: Value,
    [f]: [Delegate],
    call: Call,
  ) =>
    lazy(self, call.typeOf('R'), function* (run) {
      let i = 0;
      for (const item of stepped(self, run)) yield* stepped(f.invoke(run, [item, i++]), run);
    }),
  'IEnumerable<T[]> Chunk(int size)': (self: Value, [size]: [number], call: Call) => {
    if (size < 1)
      throw dotnetError(
        'ArgumentOutOfRangeException',
        "Specified argument was out of the range of valid values. (Parameter 'size')",
      );
    return lazy(self, arrayOf(call.typeOf('T')), function* (run) {
      const items = toItems(self, run);
      for (let i = 0; i < items.length; i += size) yield asArray(call.typeOf('T'), items.slice(i, i + size));
    });
  },
  'IEnumerator<T> GetEnumerator()': (self: Value, _args: [], call: Call) =>
    new Enumerator(self, call.typeOf('T'), call.run),
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
  'IEnumerable<T> SkipWhile(Func<T, int, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      let i = 0;
      let skipping = true;
      for (const item of stepped(self, run)) {
        skipping = skipping && truthy(f, run, item, i++);
        if (!skipping) yield item;
      }
    }),
  'IEnumerable<T> TakeWhile(Func<T, int, bool> predicate)': (self: Value, [f]: [Delegate], call: Call) =>
    lazy(self, call.typeOf('T'), function* (run) {
      let i = 0;
      for (const item of stepped(self, run)) {
        if (!truthy(f, run, item, i++)) return;
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
  'IEnumerable<(T First, S Second)> Zip<S>(IEnumerable<S> second)': (
    self: Value,
    [second]: [Value],
    call: Call,
  ) => {
    const types = [call.typeOf('T'), call.typeOf('S')];
    return lazy(self, named('ValueTuple', ...types), function* (run) {
      const others = toItems(second, run);
      let i = 0;
      for (const item of stepped(self, run)) {
        const other = others[i++];
        if (other === undefined) return;
        yield new Tuple([item, other], types, 'ValueTuple');
      }
    });
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
      for (const item of stepped(self, run)) if (item !== null && isOfType(item, call)) yield item;
    }),
};
