import { defineType, type TypeDefinition } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { Tuple } from '../../values/collection.ts';

const tupleTypes = 'A B C D E F G'.split(' ');

const create = (type: 'Tuple' | 'ValueTuple') =>
  Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map((n) => {
      const names = tupleTypes.slice(0, n).map((name) => `${name}${name}`);
      return [
        `${type}<${names.join(', ')}> Create<${names.join(', ')}>(${names.map((name, i) => `${name} item${i + 1}`).join(', ')})`,
        (_: null, args: Value[], call: Call) =>
          new Tuple(
            [...args],
            names.map((name) => call.typeOf(name)),
            type,
          ),
      ];
    }),
  );

export const tuples: readonly TypeDefinition[] = [
  defineType('Tuple<A, B, C, D, E, F, G>', {
    statics: create('Tuple'),
    constructors: Object.fromEntries(
      [1, 2, 3, 4].map((n) => [
        `(${tupleTypes
          .slice(0, n)
          .map((name, i) => `${name} item${i + 1}`)
          .join(', ')})`,
        (_: null, args: Value[], call: Call) =>
          new Tuple(
            [...args],
            tupleTypes.slice(0, n).map((name) => call.typeOf(name)),
            'Tuple',
          ),
      ]),
    ),
  }),
  defineType('ValueTuple<A, B, C, D, E, F, G>', { kind: 'struct', statics: create('ValueTuple') }),
];
