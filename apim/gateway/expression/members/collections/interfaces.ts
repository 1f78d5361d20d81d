import { dotnetError } from '../../errors.ts';
import { defineType, type TypeDefinition } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { CsArray, CsList, checkIndex } from '../../values/collection.ts';
import { HashSet } from '../../values/dictionary.ts';
import { toItems } from '../../values/enumerate.ts';
import type { Enumerator } from '../../values/enumerator.ts';
import { areEqual } from '../../values/object.ts';
import { copyItems } from './list-ranges.ts';
import { at, changed, count, type Items } from './sequence.ts';

/** The items of a list that is to be changed. @throws NotSupportedException for an array */
function growable(self: Value): Value[] {
  if (!(self instanceof CsList))
    throw dotnetError('NotSupportedException', 'Collection was of a fixed size.');
  return changed(self);
}

export const interfaces: readonly TypeDefinition[] = [
  defineType('ICollection<T>', {
    kind: 'interface',
    bases: ['IEnumerable<T>'],
    members: {
      'int Count': count,
      'bool IsReadOnly': (self: Value) => self instanceof CsArray,
      'void Add(T item)': (self: Value, [item]: [Value], call: Call) => {
        call.run.allocate(1);
        if (self instanceof HashSet) self.add(item);
        else growable(self).push(item);
        return null;
      },
      'bool Remove(T item)': (self: Value, [item]: [Value]) => {
        if (self instanceof HashSet) return self.remove(item);
        const items = growable(self);
        const index = items.findIndex((other) => areEqual(other, item));
        if (index >= 0) items.splice(index, 1);
        return index >= 0;
      },
      'void Clear()': (self: Value) => {
        if (self instanceof HashSet) self.clear();
        else growable(self).length = 0;
        return null;
      },
      'void CopyTo(T[] array, int arrayIndex)': (
        self: Value,
        [to, index]: [CsArray | Uint8Array, number],
        call: Call,
      ) => copyItems(toItems(self, call.run), to, index),
      'bool Contains(T item)': (self: Value, [item]: [Value], call: Call) =>
        toItems(self, call.run).some((other) => areEqual(other, item)),
    },
  }),
  defineType('IReadOnlyCollection<T>', {
    kind: 'interface',
    bases: ['IEnumerable<T>'],
    members: { 'int Count': count },
  }),
  defineType('IReadOnlyList<T>', {
    kind: 'interface',
    bases: ['IReadOnlyCollection<T>'],
    members: { 'T this[int index]': (self: Items, [index]: [number]) => at(self, index) },
  }),
  defineType('IList<T>', {
    kind: 'interface',
    bases: ['ICollection<T>'],
    members: {
      'T this[int index]': (self: Items, [index]: [number]) => at(self, index),
      'int IndexOf(T item)': (self: Value, [item]: [Value], call: Call) =>
        toItems(self, call.run).findIndex((other) => areEqual(other, item)),
      'void Insert(int index, T item)': (self: Value, [index, item]: [number, Value]) => {
        const items = growable(self);
        if (index < 0 || index > items.length)
          throw dotnetError(
            'ArgumentOutOfRangeException',
            "Index must be within the bounds of the List. (Parameter 'index')",
          );
        items.splice(index, 0, item);
        return null;
      },
      'void RemoveAt(int index)': (self: Value, [index]: [number]) => {
        const items = growable(self);
        checkIndex(index, items.length, false);
        items.splice(index, 1);
        return null;
      },
    },
    setters: {
      'T this[int index]': (self: Items, [index, value]: [number, Value]) => {
        checkIndex(index, self.items.length, self instanceof CsArray);
        self.items[index] = value;
        return null;
      },
    },
  }),
  ...['Func<A, B, C, D, E>', 'Action<A, B, C, D>', 'Predicate<T>', 'Comparison<T>', 'Converter<A, B>'].map(
    (name) => defineType(name, {}),
  ),
  defineType('MatchEvaluator', {}),
  defineType('IEnumerator<T>', {
    kind: 'interface',
    bases: ['IDisposable'],
    members: {
      'T Current': (self: Enumerator) => self.current,
      'bool MoveNext()': (self: Enumerator, _args: [], call: Call) => self.moveNext(call.run),
      'void Dispose()': () => null,
    },
  }),
];
