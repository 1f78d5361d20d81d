import { getOperationAST, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createCostAnalysis, type Variables } from '../../src/graphql/cost.ts';
import { shopContract } from './shop.ts';

const analyse = createCostAnalysis(shopContract.schema, shopContract.access);

function cost(text: string, variables: Variables = {}): number {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new TypeError('No operation');
  return analyse(document, operation)(variables);
}

describe('the static cost of an operation', () => {
  test.each<[string, string, number, Variables?]>([
    ['a leaf is free', '{ item(id: 1) { id name } }', 1],
    ['a field has the weight that it says', '{ item(id: 1) { secret } }', 6],
    ['a type has the weight that it says', '{ item(id: 1) { maker { name } } }', 4],
    ['a list costs its slicing argument', '{ items(zone: NORTH, first: 7) { id } }', 7],
    ['a slicing argument may come from its default', '{ items(zone: NORTH) { id } }', 10],
    [
      'a slicing argument may come from a variable',
      'query ($n: Int) { items(zone: NORTH, first: $n) { id } }',
      3,
      { n: 3 },
    ],
    [
      'a variable may come from its own default',
      'query ($n: Int = 4) { items(zone: NORTH, first: $n) { id } }',
      4,
    ],
    ['a list of ids is as long as it is', '{ things(ids: [1, 2, 3]) { id } }', 9],
    [
      'a list of ids in a variable, too',
      'query ($ids: [ID!]!) { things(ids: $ids) { id } }',
      6,
      { ids: ['a', 'b'] },
    ],
    ['an argument costs its weight once', '{ items(zone: NORTH, first: 2, search: "x") { id } }', 9],
    ['a list of unknown length is taken for ten', '{ untold { id } }', 10],
    // maker 3 + page 1 + nodes 5 * 1
    [
      'sized fields have the size of the connection',
      '{ item(id: 1) { maker { items(first: 5) { nodes { id } more } } } }',
      1 + 3 + 1 + 5,
    ],
    [
      'the assumed size counts without a slice',
      '{ item(id: 1) { maker { items { edges { node { id } } } } } }',
      1 + 3 + 1 + 20 * 2,
    ],
    [
      'the larger of two slices counts',
      '{ item(id: 1) { maker { items(first: 2, last: 9) { nodes { id } } } } }',
      1 + 3 + 1 + 9,
    ],
    [
      'levels multiply',
      '{ items(zone: NORTH, first: 10) { maker { items(first: 10) { nodes { maker { id } } } } } }',
      10 * (1 + 3 + 1 + 10 * (1 + 3)),
    ],
    [
      'a field twice under one name counts once',
      '{ item(id: 1) { maker { id } maker { name } ...F } } fragment F on Item { maker { id } }',
      4,
    ],
    ['aliases count each', '{ a: item(id: 1) { id } b: item(id: 2) { id } }', 2],
    [
      'the dearest possible type counts',
      '{ thing(id: 1) { ... on Item { id secret } ... on Maker { id } } }',
      6,
    ],
    ['introspection is free', '{ __schema { types { name } } __typename }', 0],
    [
      'a fragment that is called __schema is not',
      '{ ...__schema } fragment __schema on Query { items(zone: NORTH, first: 50) { id } }',
      50,
    ],
    [
      'a condition that a variable decides counts as included',
      'query ($x: Boolean!) { item(id: 1) @include(if: $x) { id } }',
      1,
      { x: false },
    ],
  ])('%s', (_name, text, expected, variables) => {
    expect(cost(text, variables)).toBe(expected);
  });

  test('a negative slice pays for nothing else', () => {
    expect(
      cost('{ a: items(zone: NORTH, first: -1000) { id } b: items(zone: NORTH, first: 5) { id } }'),
    ).toBe(5);
  });

  test('a slice of the wrong type counts as the assumed size, and is refused later', () => {
    expect(
      cost('query ($n: Int) { item(id: 1) { maker { items(first: $n) { nodes { id } } } } }', { n: '1' }),
    ).toBe(25);
  });

  test('a document that would take long to analyse is dear, not slow', () => {
    const level = (depth: number): string =>
      depth === 0
        ? 'id'
        : `id ...on Item { maker { items { nodes { ${level(depth - 1)} maker { ${level(depth - 1)} } } } } }`;
    const start = performance.now();
    expect(cost(`{ thing(id: 1) { ${level(11)} } }`)).toBeGreaterThan(1e9);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
