import { dotnetError } from '../../errors.ts';
import { defineType, type TypeDefinition } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { CsArray, CsList, checkIndex } from '../../values/collection.ts';
import { toItems } from '../../values/enumerate.ts';
import { areEqual } from '../../values/object.ts';
import { at, changed, count, type Items } from './sequence.ts';

export const interfaces: readonly TypeDefinition[] = [
  defineType('ICollection<T>', {
    kind: 'interface',
    bases: ['IEnumerable<T>'],
    members: {
      'int Count': count,
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
      'void Add(T item)': (self: CsList, [item]: [Value]) => {
        if (!(self instanceof CsList))
          throw dotnetError('NotSupportedException', 'Collection was of a fixed size.');
        changed(self).push(item);
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
];
