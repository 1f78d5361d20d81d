import { defineType, type MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import { Integer, type Value } from '../../value.ts';
import { CsArray, checkIndex, type Delegate } from '../../values/collection.ts';
import { toItems } from '../../values/enumerate.ts';
import { byteOf } from '../../values/number.ts';
import { areEqual } from '../../values/object.ts';
import { sortItems } from '../../values/sort.ts';
import { arrayMembers, arrayRanges, blockCopy } from './array-ranges.ts';
import { at, copy, holds, sizeOf, zero } from './sequence.ts';

/** T[]; `extensions` are APIM's extension methods of byte[]. */
export const array = (extensions: MemberTable) =>
  defineType('[]<T>', {
    extensions,
    bases: ['IList<T>', 'Array'],
    members: {
      ...arrayMembers,
      'int Length': (self: CsArray | Uint8Array) =>
        self instanceof Uint8Array ? self.length : self.items.length,
      'long LongLength': (self: CsArray | Uint8Array) =>
        BigInt(self instanceof Uint8Array ? self.length : self.items.length),
      'int GetLength(int dimension)': (self: CsArray | Uint8Array) =>
        self instanceof Uint8Array ? self.length : self.items.length,
      'object Clone()': (self: CsArray | Uint8Array) =>
        self instanceof Uint8Array ? self.slice() : new CsArray(self.elementType, self.items.slice()),
      'T this[int index]': (self: CsArray | Uint8Array, [index]: [number]) => {
        if (!(self instanceof Uint8Array)) return at(self, index);
        checkIndex(index, self.length, true);
        return byteOf(self[index] ?? 0);
      },
      'void CopyTo(Array array, int index)': (
        self: CsArray | Uint8Array,
        [to, index]: [CsArray | Uint8Array, number],
      ) => copy(self, 0, to, index, sizeOf(self)),
    },
    setters: {
      'T this[int index]': (self: CsArray | Uint8Array, [index, value]: [number, Value]) => {
        checkIndex(index, sizeOf(self), true);
        if (self instanceof Uint8Array)
          self[index] = value instanceof Integer ? Number(value.value) : Number(value);
        else self.items[index] = value;
        return null;
      },
    },
  });

export const arrayStatics = defineType('Array', {
  bases: ['object'],
  members: { ...arrayMembers, 'int Length': (self: CsArray | Uint8Array) => sizeOf(self) },
  statics: {
    ...arrayRanges,
    'void Copy(Array sourceArray, Array destinationArray, int length)': (
      _: null,
      [from, to, count]: [CsArray | Uint8Array, CsArray | Uint8Array, number],
    ) => copy(from, 0, to, 0, count),
    'void Copy(Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length)':
      (
        _: null,
        [from, start, to, at, count]: [CsArray | Uint8Array, number, CsArray | Uint8Array, number, number],
      ) => copy(from, start, to, at, count),
    'int IndexOf<T>(T[] array, T value)': (_: null, [self, value]: [Value, Value], call: Call) =>
      toItems(self, call.run).findIndex((item) => areEqual(item, value)),
    'int LastIndexOf<T>(T[] array, T value)': (_: null, [self, value]: [Value, Value], call: Call) =>
      toItems(self, call.run).findLastIndex((item) => areEqual(item, value)),
    'void Reverse(Array array)': (_: null, [self]: [CsArray | Uint8Array]) => {
      if (self instanceof Uint8Array) self.reverse();
      else self.items.reverse();
      return null;
    },
    'void Sort<T>(T[] array)': (_: null, [self]: [CsArray | Uint8Array], call: Call) => {
      if (self instanceof Uint8Array) self.sort();
      else sortItems(self.items, null, call.run);
      return null;
    },
    'bool Exists<T>(T[] array, Predicate<T> match)': (
      _: null,
      [self, match]: [Value, Delegate],
      call: Call,
    ) => toItems(self, call.run).some(holds(match, call)),
    'T Find<T>(T[] array, Predicate<T> match)': (_: null, [self, match]: [Value, Delegate], call: Call) =>
      toItems(self, call.run).find(holds(match, call)) ?? zero(call),
    'T[] FindAll<T>(T[] array, Predicate<T> match)': (
      _: null,
      [self, match]: [Value, Delegate],
      call: Call,
    ) => new CsArray(call.typeOf('T'), toItems(self, call.run).filter(holds(match, call))),
    'int FindIndex<T>(T[] array, Predicate<T> match)': (
      _: null,
      [self, match]: [Value, Delegate],
      call: Call,
    ) => toItems(self, call.run).findIndex(holds(match, call)),
    'bool TrueForAll<T>(T[] array, Predicate<T> match)': (
      _: null,
      [self, match]: [Value, Delegate],
      call: Call,
    ) => toItems(self, call.run).every(holds(match, call)),
    'TOutput[] ConvertAll<TInput, TOutput>(TInput[] array, Converter<TInput, TOutput> converter)': (
      _: null,
      [self, convert]: [Value, Delegate],
      call: Call,
    ) =>
      new CsArray(
        call.typeOf('TOutput'),
        toItems(self, call.run).map((item) => convert.invoke(call.run, [item])),
      ),
    'void ForEach<T>(T[] array, Action<T> action)': (
      _: null,
      [self, action]: [Value, Delegate],
      call: Call,
    ) => {
      for (const item of toItems(self, call.run)) action.invoke(call.run, [item]);
      return null;
    },
    'T[] Empty<T>()': (_: null, _args: [], call: Call) => new CsArray(call.typeOf('T'), []),
  },
});

export const buffer = defineType('Buffer', {
  kind: 'static',
  statics: {
    'void BlockCopy(Array src, int srcOffset, Array dst, int dstOffset, int count)': blockCopy,
    'int ByteLength(Array array)': (_: null, [self]: [CsArray | Uint8Array]) => sizeOf(self),
  },
});
