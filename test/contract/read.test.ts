import { describe, expect, test } from 'vitest';
import { ContractError } from '../../src/contract/problem.ts';
import { contractOf, movr } from './movr.ts';

const declared = `extend schema
  @scope(name: "a.read", about: "A.")
  @scope(name: "b.read", about: "B.")
  @rowRule(name: "own", about: "One's own.")
`;
/** Uses all that is declared, so that only what a test writes is at fault. */
const uses = `type U { a: Int @requiresScopes(scopes: [["a.read"]]) b: Int @requiresScopes(scopes: [["b.read"]]) @policy(policies: [["own"]]) }`;

function faultsOf(text: string): readonly string[] {
  try {
    contractOf(declared + uses + text);
    return [];
  } catch (error) {
    if (error instanceof ContractError) return error.message.split('\n');
    throw error;
  }
}

function guardsOf(text: string, coordinate: string) {
  const { access } = contractOf(`${declared}${uses}\n${text}`);
  return access.fields.get(coordinate)?.guards;
}

const a = { scopes: [['a.read']], policies: [] };
const b = { scopes: [['b.read']], policies: [] };

describe('the access map', () => {
  test('every coordinate of the contract in schema/ is covered', () => {
    expect(movr.access.uncovered).toEqual([]);
  });

  test('a field asks for what its type, it itself and the type that it returns ask for', () => {
    const sdl = `type Query { t: T @public }
      type T @requiresScopes(scopes: [["a.read"]]) { s: Secret @requiresScopes(scopes: [["b.read"]]) }
      scalar Secret @requiresScopes(scopes: [["a.read", "b.read"]])`;
    expect(guardsOf(sdl, 'Query.t')).toEqual([a]);
    expect(guardsOf(sdl, 'T.s')).toEqual([a, b, { scopes: [['a.read', 'b.read']], policies: [] }]);
  });

  test('a scope and a row rule on one field are one guard that either opens', () => {
    expect(movr.access.fields.get('User.address')?.guards).toEqual([
      { scopes: [['users.read']], policies: [] },
      { scopes: [['users.pii.read']], policies: [['self']] },
    ]);
  });

  const animals = (directive: string) => `type Query { animal: Animal @public }
    interface Animal ${directive} { name: String }
    type Cat implements Animal @requiresScopes(scopes: [["a.read"]]) { name: String }
    type Dog implements Animal @requiresScopes(scopes: [["b.read"]]) { name: String @public }`;

  test('an interface asks for what all of its object types ask for', () => {
    expect(guardsOf(animals(''), 'Animal.name')).toEqual([a, b]);
    expect(guardsOf(animals(''), 'Query.animal')).toEqual([a, b]);
  });

  test('a field of a public interface is left to the type of the row', () => {
    expect(guardsOf(animals('@public'), 'Animal.name')).toEqual([]);
    expect(guardsOf(animals('@public'), 'Cat.name')).toEqual([]);
    expect(guardsOf(animals('@public'), 'Query.animal')).toEqual([]);
  });

  test('what no directive covers is denied and named with its place', () => {
    const { access } = contractOf('type Query {\n  a: Int\n  c: Colour @public\n}\nenum Colour { RED }');
    expect(access.uncovered).toEqual([
      { coordinate: 'Query.a', file: 'schema/test.graphql', line: 2 },
      { coordinate: 'Colour', file: 'schema/test.graphql', line: 5 },
    ]);
    const nobody = [{ scopes: [], policies: [] }];
    expect(access.fields.get('Query.a')?.guards).toEqual(nobody);
    expect(access.fields.get('Query.c')?.guards).toEqual(nobody);
  });
});

describe('a faulty contract is refused with file and line', () => {
  test.each([
    [
      'an unknown scope',
      '\ntype Query @requiresScopes(scopes: [["a.raed"]]) { a: Int }',
      'unknown scope "a.raed"',
    ],
    [
      'an unknown row rule',
      '\ntype Query @public { u: V }\ntype V @public { a: Int @policy(policies: [["self"]]) }',
      'unknown row rule "self"',
    ],
    ['an unknown directive', '\ntype Query @secret { a: Int }', 'Unknown directive "@secret".'],
    [
      'an unknown argument',
      '\ntype Query @requiresScopes(scopes: [["a.read"]], extra: 1) { a: Int }',
      'Unknown argument "extra" on directive "@requiresScopes".',
    ],
    [
      'a guard on an interface',
      '\ntype Query @public { i: I }\ninterface I @requiresScopes(scopes: [["a.read"]]) { a: Int }',
      'Directive "@requiresScopes" may not be used on INTERFACE.',
    ],
    [
      'a guard on an interface’s field',
      '\ntype Query @public { i: I }\ninterface I { a: Int @public }',
      "I.a is an interface's field",
    ],
    [
      'a row rule on a root field',
      '\ntype Query { a: Int @policy(policies: [["own"]]) }',
      '@policy on Query.a means nothing',
    ],
    [
      'public and guarded at once',
      '\ntype Query { a: Int @public @requiresScopes(scopes: [["a.read"]]) }',
      'Query.a is @public and guarded by @requiresScopes',
    ],
    ['an empty list of scopes', '\ntype Query { a: Int @requiresScopes(scopes: [[]]) }', 'has an empty list'],
    [
      'a guarded non-null field',
      '\ntype Query { a: Int! @requiresScopes(scopes: [["a.read"]]) }',
      'make it nullable',
    ],
    [
      'a weight that is no number',
      '\ntype Query { a: Int @public @cost(weight: "much") }',
      '@cost(weight:) must be a number',
    ],
    [
      'a slicing argument that is none',
      '\ntype Query { a: [Int] @public @listSize(slicingArguments: ["first"]) }',
      'there is no argument "first"',
    ],
    [
      'a list size where there is no list',
      '\ntype Query { a: Int @public @listSize(assumedSize: 3) }',
      'the field is no list',
    ],
    [
      'a scope declared twice',
      '\ntype Query { a: Int @public } extend schema @scope(name: "a.read", about: "Again.")',
      'is declared twice',
    ],
    [
      'a scope that nothing uses',
      '\ntype Query { a: Int @public } extend schema @scope(name: "c.read", about: "C.")',
      '"c.read" is declared and used nowhere',
    ],
  ])('%s', (_name, sdl, message) => {
    const faults = faultsOf(sdl);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(message);
    expect(faults[0]).toMatch(/^schema\/test\.graphql:\d+: /);
  });

  test('the line is the one where the directive stands', () => {
    expect(faultsOf('\n\ntype Query {\n  a: Int @requiresScopes(scopes: [["x"]])\n}')[0]).toMatch(
      /graphql:8: /,
    );
  });

  test('all faults come at once', () => {
    const sdl = '\ntype Query { a: Int @requiresScopes(scopes: [["x"]]) b: Int @cost(weight: "x") @public }';
    expect(faultsOf(sdl)).toHaveLength(2);
  });

  test('a syntax error names its file and line', () => {
    expect(faultsOf('\ntype Query {')[0]).toMatch(/^schema\/test\.graphql:6: Syntax Error/);
  });
});
