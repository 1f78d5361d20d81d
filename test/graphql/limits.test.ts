import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { errorCodeOf } from '../../src/graphql/errors.ts';
import { exceededLimits } from '../../src/graphql/limits.ts';

const limits = { depth: 5, aliases: 4, rootFields: 3, repetitions: 6, fragments: 61 };

function exceeded(text: string): unknown[] {
  return exceededLimits(parse(text), limits).map((error) => error.extensions.limit);
}

const nested = (depth: number): string => (depth === 1 ? 'id' : `a { ${nested(depth - 1)} }`);

describe('the limits of a document', () => {
  test.each<[string, string, string[]]>([
    ['as deep as is allowed passes', `{ ${nested(5)} }`, []],
    ['one level deeper does not', `{ ${nested(6)} }`, ['depth']],
    ['depth counts through fragments', `{ a { ...F } } fragment F on A { ${nested(5)} }`, ['depth']],
    ['depth counts through inline fragments', `{ ... { ${nested(6)} } }`, ['depth']],
    [
      'a fragment called __schema is not exempt',
      `{ ...__schema } fragment __schema on A { ${nested(6)} }`,
      ['depth'],
    ],
    ['introspection may be deeper', `{ __schema { ${nested(15)} } }`, []],
    ['but not without end', `{ __schema { ${nested(25)} } }`, ['depth']],
    ['aliases', '{ x { a: a b: a c: a d: a } }', []],
    ['one alias too many', '{ x { a: a b: a c: a d: a e: a } }', ['aliases']],
    [
      'aliases count for each spread',
      '{ x { ...F } y { ...F } } fragment F on A { a: a b: a c: a }',
      ['aliases'],
    ],
    ['root fields', '{ a b c }', []],
    ['one root field too many', '{ a b c d }', ['rootFields']],
    ['root fields count through fragments', '{ a b ...F } fragment F on A { c d }', ['rootFields']],
    ['one field very often', `{ x { ${'a '.repeat(7)} } }`, ['repetitions']],
    [
      'one field very often inside a fragment',
      `{ ...F } fragment F on A { x { ${'a '.repeat(7)} } }`,
      ['repetitions'],
    ],
    [
      'many fragments',
      `{ a } ${'fragment F on A { a } '.repeat(2)} ${Array.from({ length: 62 }, (_, index) => `fragment F${index} on A { a }`).join(' ')}`,
      ['fragments'],
    ],
    ['a cycle is left to validation', '{ ...F } fragment F on A { a ...G } fragment G on A { b ...F }', []],
  ])('%s', (_name, text, expected) => {
    expect(exceeded(text)).toEqual(expected);
  });

  test('fragments in fragments do not make it slow', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, index) => `fragment F${index} on A { a { ...F${index + 1} ...F${index + 1} } }`,
    );
    expect(exceeded(`{ ...F0 } ${fragments.join(' ')} fragment F60 on A { x: y }`)).toContain('aliases');
  });

  test('the error says which limit, and is one of validation', () => {
    const [error] = exceededLimits(parse(`{ ${nested(6)} }`), limits);
    expect(error?.extensions).toMatchObject({ limit: 'depth', maximum: 5 });
    expect(errorCodeOf(error)).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});
