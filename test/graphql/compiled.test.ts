import { buildSchema, type ExecutionResult, execute, parse, validate } from 'graphql';
import { compileQuery } from 'graphql-jit';
import { describe, expect, test } from 'vitest';
import { createCompiledOperations, isCompilable } from '../../src/graphql/compiled.ts';
import { randomRequest, randomSource } from './random-document.ts';
import { shopResolvers, shopSchema } from './shop.ts';

const marker = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d';
const schema = shopSchema(shopResolvers);

describe('what may be compiled', () => {
  test.each<[string, string, boolean]>([
    ['a query with variables', 'query ($id: ID!) { item(id: $id) { id } }', true],
    ['numbers, enums and booleans', '{ items(zone: NORTH, first: 3) { __typename id } }', true],
    ['a string literal', '{ item(id: "1") { id } }', false],
    ['a block string', '{ item(id: """1""") { id } }', false],
    ['a string inside a list', '{ things(ids: [1, "2"]) { id } }', false],
    ['a string as a default', 'query ($id: ID = "1") { thing(id: $id) { id } }', false],
    ['a string inside a fragment', '{ ...F } fragment F on Query { item(id: "1") { id } }', false],
    ['a condition', 'query ($x: Boolean!) { item(id: 1) { id @include(if: $x) } }', false],
    ['a response name with an underscore', '{ a_b: item(id: 1) { id } }', false],
    ['a name that sets a prototype', '{ __proto__: __typename }', false],
    ['introspection', '{ __schema { types { name } } }', false],
    ['a mutation', 'mutation ($id: ID!, $n: String!) { rename(id: $id, name: $n) { id } }', false],
  ])('%s: %s', (_name, text, expected) => {
    expect(isCompilable(parse(text))).toBe(expected);
  });

  test('the compiler would run code from a string literal, which is why', () => {
    const document = parse(`{ echo(text: "${marker}globalThis.compiledLiteral=1") }`);
    const compiled = compileQuery(shopSchema(shopResolvers), document);
    if ('query' in compiled) compiled.query({}, {}, {});
    // When this fails, graphql-jit was mended, and the rule on string literals can go.
    expect(globalThis).toHaveProperty('compiledLiteral', 1);
  });
});

describe('compiled operations', () => {
  test('a document is compiled when it has come back', () => {
    const compiled = createCompiledOperations(schema, 10);
    const document = parse('{ items(zone: NORTH) { id } }');
    expect([1, 2, 3, 4].map(() => compiled(document, undefined) !== undefined)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  test('a literal with the marker never runs, however often it comes', () => {
    const compiled = createCompiledOperations(schema, 10);
    const document = parse(`{ echo(text: "${marker}globalThis.executedLiteral=1") }`);
    for (let run = 0; run < 5; run++) expect(compiled(document, undefined)?.({}, {})).toBeUndefined();
    expect(globalThis).not.toHaveProperty('executedLiteral');
  });

  test('only so many are kept', () => {
    const compiled = createCompiledOperations(schema, 1);
    const [first, second] = [parse('{ items(zone: NORTH) { id } }'), parse('{ items(zone: SOUTH) { id } }')];
    for (let run = 0; run < 3; run++) compiled(first, undefined);
    expect(compiled(first, undefined)).toBeDefined();
    compiled(second, undefined);
    expect(compiled(first, undefined)).toBeUndefined();
  });

  test('a schema whose resolver names run together is not compiled', () => {
    const ambiguous = buildSchema('type A { bc: Int } type Ab { c: Int } type Query { a: A ab: Ab }');
    const compiled = createCompiledOperations(ambiguous, 10);
    const document = parse('{ a { bc } }');
    expect([1, 2, 3, 4].map(() => compiled(document, undefined))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('a variable may hold conditions that hold each other, which are more than code can spell out', async () => {
    const filtered = buildSchema(`
      input Filter { and: [Filter!], or: [Filter!], not: Filter, name: Text, size: Text, owner: Filter, parts: Filter }
      input Text { eq: String, ne: String, in: [String!], lt: String, gt: String }
      type Query { count(where: Filter): String }
    `);
    const echo = (_root: unknown, { where }: { readonly where: unknown }) => JSON.stringify(where);
    Object.assign(filtered.getQueryType()?.getFields().count as object, { resolve: echo });
    const compiled = createCompiledOperations(filtered, 1);
    const document = parse('query ($where: Filter) { count(where: $where) }');
    for (let run = 0; run < 3; run++) compiled(document, undefined);
    const where = { and: [{ not: { owner: { name: { eq: 'a' } } } }], size: null };
    const result = await compiled(document, undefined)?.({}, { where });
    expect(result?.data).toEqual({ count: JSON.stringify(where) });
  });

  test('variables that do not fit run nothing', () => {
    const compiled = createCompiledOperations(schema, 10);
    const document = parse('query ($n: Int!) { items(zone: NORTH, first: $n) { id } }');
    for (let run = 0; run < 3; run++) compiled(document, undefined);
    expect(compiled(document, undefined)?.({}, { n: 'x' })).toBeUndefined();
  });

  test.each([
    '{ fails items(zone: NORTH, first: 1) { id } }',
    '{ failsHard }',
    '{ things(ids: [1]) { id } }',
  ])('errors are those of graphql-js: %s', async (text) => {
    const document = parse(text);
    expect(plain(await compiledResult(document, {}))).toEqual(plain(await reference(document, {})));
  });

  test.each([
    ['{ echo(i: { a: $n }) }'],
    ['{ echo(i: { b: $n }) }'],
    ['{ echo(l: [$n, 2]) }'],
    ['{ echo(deep: { list: [{ a: $n }] }) }'],
  ])('a variable within a literal is left to graphql-js, which has rules for it: %s', (selection) => {
    const nested = buildSchema(`
      input I { a: Int = 3, b: Int! = 4 }
      input Deep { list: [I!] }
      type Query { echo(i: I, l: [Int!], deep: Deep): String }
    `);
    const compiled = createCompiledOperations(nested, 1);
    const document = parse(`query ($n: Int) ${selection}`);
    for (let run = 0; run < 4; run++) expect(compiled(document, undefined)).toBeUndefined();
  });

  test('an item of a list that fails is null in its place', async () => {
    const listed = buildSchema('type Query { items: [Int] }');
    const later = (value: number) => new Promise((resolve) => setImmediate(() => resolve(value)));
    const items = () => [
      later(1),
      Promise.reject(new Error('No two.')),
      later(3),
      Promise.reject(new Error('No four.')),
    ];
    Object.assign(listed.getQueryType()?.getFields().items as object, { resolve: items });
    const compiled = createCompiledOperations(listed, 1);
    const document = parse('{ items }');
    for (let run = 0; run < 3; run++) compiled(document, undefined);
    const { data, errors = [] } = (await compiled(document, undefined)?.({}, {})) ?? {};
    expect(data).toEqual({ items: [1, null, 3, null] });
    expect(errors.map(({ path }) => path)).toEqual([
      ['items', 1],
      ['items', 3],
    ]);
  });

  test('an object whose type is refused is null in its place, at once or later', async () => {
    const abstract = buildSchema(`
      interface Thing { id: ID! }
      type Open implements Thing { id: ID! }
      type Shut implements Thing { id: ID! }
      type Query { things: [Thing], thing: Thing }
    `);
    const { things, thing } = abstract.getQueryType()?.getFields() ?? {};
    const shut = async () => ({ id: 's', __typename: 'Shut' });
    Object.assign(things as object, { resolve: () => [shut(), { id: 'o', __typename: 'Open' }, shut()] });
    Object.assign(thing as object, { resolve: shut });
    Object.assign(abstract.getType('Thing') as object, {
      resolveType: ({ __typename }: { readonly __typename: string }) => {
        if (__typename === 'Shut') throw new Error('Not for you.');
        return __typename;
      },
    });
    const compiled = createCompiledOperations(abstract, 1);
    const document = parse('{ things { id } thing { id } }');
    for (let run = 0; run < 3; run++) compiled(document, undefined);
    const { data, errors = [] } = (await compiled(document, undefined)?.({}, {})) ?? {};
    expect(data).toEqual({ things: [null, { id: 'o' }, null], thing: null });
    expect(errors.map(({ message, path }) => `${path?.join()} ${message}`).sort()).toEqual([
      'thing Not for you.',
      'things,0 Not for you.',
      'things,2 Not for you.',
    ]);
  });

  test('1,000 random queries get the answers of graphql-js', async () => {
    const random = randomSource(20_261_124);
    const ids = ['item-1', 'item-2', 'item-3', 'maker-0', 'maker-1'];
    let compared = 0;
    for (let count = 0; count < 1_000; count++) {
      const { query, variables } = randomRequest(schema, random, { ids, hostility: 0.1, depth: 6 });
      const document = parse(query);
      // Possible types can have fields of one name and two types, which may not be selected together.
      if (validate(schema, document).length > 0 || !isCompilable(document)) continue;
      compared++;
      const expected = plain(await reference(document, variables));
      expect(
        plain(await compiledResult(document, variables)),
        `${query} ${JSON.stringify(variables)}`,
      ).toEqual(expected);
    }
    expect(compared).toBeGreaterThan(250);
  });
});

async function reference(document: ReturnType<typeof parse>, variables: Record<string, unknown>) {
  return execute({ schema, document, contextValue: {}, variableValues: variables });
}

async function compiledResult(document: ReturnType<typeof parse>, variables: Record<string, unknown>) {
  const compiled = createCompiledOperations(schema, 1);
  for (let run = 0; run < 3; run++) compiled(document, undefined);
  const operation = compiled(document, undefined);
  if (!operation) throw new TypeError('Not compiled');
  return (await operation({}, variables)) ?? reference(document, variables);
}

/**
 * As a caller sees it; errors in no order, for fields end in no order. An error below a parent that became null may be
 * told or not (GraphQL specification, "Handling Execution Errors"): the two differ in that, so it is left out.
 */
function plain({ data, errors }: ExecutionResult) {
  const told = (errors ?? []).filter(({ path = [] }) => parentIsThere(data, path));
  return {
    data: JSON.parse(JSON.stringify(data ?? null)),
    errors: told.map(({ message, path, locations }) => JSON.stringify({ message, path, locations })).sort(),
  };
}

function parentIsThere(data: unknown, path: readonly (string | number)[]): boolean {
  let value = data;
  for (const key of path.slice(0, -1)) value = (value as Record<string | number, unknown> | null)?.[key];
  return value !== null && value !== undefined;
}
