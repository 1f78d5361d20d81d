import { dotnetError } from '../../errors.ts';
import { t } from '../../type-ref.ts';
import { defineType, type MemberTable, type TypeDefinition } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { CsArray, type Delegate, type Grouping, Sequence } from '../../values/collection.ts';
import type { StringComparer } from '../../values/dictionary.ts';
import { areEqual } from '../../values/object.ts';
import { aggregates } from './aggregates.ts';
import { elements } from './elements.ts';
import { grouping, type Lookup } from './grouping.ts';
import { materializing } from './materializing.ts';
import { type Ordered, ordering, thenBy } from './ordering.ts';
import { projecting } from './projecting.ts';
import { sets } from './sets.ts';

const operators: MemberTable = {
  ...projecting,
  ...elements,
  ...aggregates,
  ...ordering,
  ...sets,
  ...grouping,
  ...materializing,
};

/** The operators as static methods: `Where(…)` of a sequence is `Enumerable.Where(sequence, …)`. */
function asStatics(table: MemberTable): MemberTable {
  return Object.fromEntries(
    Object.entries(table).flatMap(([text, body]) => {
      const [, returns = '', name = '', types = '', rest = ''] =
        /^(\S+(?: \S+>)?(?:<.*>)?) (\w+)(?:<([\w, ]+)>)?\((.*)\)$/.exec(text) ?? [];
      if (name === '' || name === 'Cast' || name === 'OfType' || name === 'GetEnumerator') return [];
      const parameters = ['IEnumerable<T> source', ...(rest === '' ? [] : [rest])].join(', ');
      const call = body as (self: Value, args: readonly Value[], call: Call) => Value;
      return [
        [
          `${returns} ${name}<${['T', ...(types === '' ? [] : [types])].join(', ')}>(${parameters})`,
          (_: null, [source = null, ...args]: Value[], at: Call) => call(source, args, at),
        ],
      ];
    }),
  );
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
    bases: ['IEnumerable<IGrouping<K, T>>'],
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
      ...asStatics(operators),
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
