import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { CsArray, CsList, invalidOperation } from '../../values/collection.ts';
import { toItems } from '../../values/enumerate.ts';
import { changed, out, zero } from './sequence.ts';

/** `TryPeek` and its like: the first item, taken or not. */
const tryFirst =
  (take: boolean) =>
  (self: CsList, [cell]: [{ value: Value }], call: Call) => {
    if (self.items.length === 0) return out(cell, undefined, zero(call));
    return out(cell, (take ? changed(self).shift() : self.items[0]) ?? null);
  };

const emptied = (what: string) => invalidOperation(`${what} empty.`);

export const queue = defineType('Queue<T>', {
  bases: ['ICollection<T>'],
  constructors: {
    '()': (_: null, _args: [], call: Call) => new CsList(call.typeOf('T'), [], 'Queue'),
    '(IEnumerable<T> collection)': (_: null, [items]: [Value], call: Call) =>
      new CsList(call.typeOf('T'), toItems(items, call.run), 'Queue'),
  },
  members: {
    'void Enqueue(T item)': (self: CsList, [item]: [Value]) => {
      changed(self).push(item);
      return null;
    },
    'T Dequeue()': (self: CsList) => {
      if (self.items.length === 0) throw emptied('Queue');
      return changed(self).shift() ?? null;
    },
    'T Peek()': (self: CsList) => {
      if (self.items.length === 0) throw emptied('Queue');
      return self.items[0] ?? null;
    },
    'bool TryDequeue(out T result)': tryFirst(true),
    'bool TryPeek(out T result)': tryFirst(false),
    'void Clear()': (self: CsList) => {
      changed(self).length = 0;
      return null;
    },
    'T[] ToArray()': (self: CsList) => new CsArray(self.elementType, self.items.slice()),
  },
});

export const stack = defineType('Stack<T>', {
  bases: ['ICollection<T>'],
  constructors: {
    '()': (_: null, _args: [], call: Call) => new CsList(call.typeOf('T'), [], 'Stack'),
    '(IEnumerable<T> collection)': (_: null, [items]: [Value], call: Call) =>
      new CsList(call.typeOf('T'), toItems(items, call.run).reverse(), 'Stack'),
  },
  members: {
    'void Push(T item)': (self: CsList, [item]: [Value]) => {
      changed(self).unshift(item);
      return null;
    },
    'T Pop()': (self: CsList) => {
      if (self.items.length === 0) throw emptied('Stack');
      return changed(self).shift() ?? null;
    },
    'T Peek()': (self: CsList) => {
      if (self.items.length === 0) throw emptied('Stack');
      return self.items[0] ?? null;
    },
    'bool TryPop(out T result)': tryFirst(true),
    'bool TryPeek(out T result)': tryFirst(false),
    'void Clear()': (self: CsList) => {
      changed(self).length = 0;
      return null;
    },
    'T[] ToArray()': (self: CsList) => new CsArray(self.elementType, self.items.slice()),
  },
});
