import { execute, type GraphQLFieldResolver, type GraphQLSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { asGuarded } from '../../../src/contract/guarded.ts';
import { createCompiledOperations, isCompilable } from '../../../src/graphql/compiled.ts';
import { planDocument } from '../../../src/graphql/row-plans/planned-document.ts';
import { randomRequest, randomSource } from '../random-document.ts';
import { shopResolvers, shopSchema } from '../shop.ts';
import { shopper } from '../start-shop.ts';

const rowTypes: ReadonlySet<string> = new Set(['Item', 'Maker']);

/** Runs an operation of the shop as often as it takes for the compiler to come in, and once more. */
async function ask(
  text: string,
  resolvers: Readonly<Record<string, GraphQLFieldResolver<never, never>>> = {},
  scopes: ReadonlySet<string> = shopper.scopes,
) {
  const schema = shopSchema({ ...shopResolvers, ...resolvers });
  const document = parse(text);
  const compiled = createCompiledOperations(schema, 1, rowTypes);
  for (let run = 0; run < 3; run += 1) compiled(document, undefined);
  const result = await compiled(document, undefined)?.({ principal: { ...shopper, scopes } }, {});
  if (!result) throw new TypeError('Not compiled');
  return {
    answer: plain(JSON.parse(JSON.stringify(result))),
    isPlanned: planDocument(schema, document, rowTypes) !== undefined,
    schema,
    document,
  };
}

async function reference(schema: GraphQLSchema, document: ReturnType<typeof parse>, variables = {}) {
  const result = await execute({ schema, document, contextValue: {}, variableValues: variables });
  return plain(JSON.parse(JSON.stringify(result)));
}

interface Plain {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly unknown[] }[];
}

const plain = ({ data, errors = [] }: Plain) => ({
  data: data ?? null,
  errors: errors.map(({ message, path }) => JSON.stringify({ message, path })).sort(),
});

describe('a guarded field of planned rows', () => {
  const text = '{ items(zone: NORTH, first: 2) { id secret } }';
  const open = { 'Query.items': () => [{ id: 'a', secret: 's' }] };
  let asked = 0;
  const guarded = asGuarded(
    () => {
      asked += 1;
      throw new Error('Not for you.');
    },
    { resolve: undefined, opensTo: (scopes) => scopes.has('secret.read') },
  );

  test('is read without its guard where the scopes open it', async () => {
    asked = 0;
    const { answer } = await ask(text, { ...open, 'Item.secret': guarded }, new Set(['secret.read']));
    expect(answer).toEqual({ data: { items: [{ id: 'a', secret: 's' }] }, errors: [] });
    expect(asked).toBe(0);
  });

  test('asks its guard for each row where they do not', async () => {
    asked = 0;
    const { answer } = await ask(text, { ...open, 'Item.secret': guarded }, new Set(['other']));
    expect(answer.data).toEqual({ items: [{ id: 'a', secret: null }] });
    expect(answer.errors).toHaveLength(1);
    expect(asked).toBe(1);
  });
});

describe('an operation with planned rows', () => {
  test.each([
    '{ items(zone: NORTH, first: 3) { id name price } }',
    '{ a: items(zone: NORTH, first: 2) { x: id } b: items(zone: NORTH, first: 1) { ...F } } fragment F on Item { name }',
    '{ item(id: 1) { id } }',
    '{ items(zone: NORTH, first: 2) { id ...F } items(zone: NORTH, first: 2) { name } } fragment F on Item { price }',
    '{ items(zone: NORTH, first: 2) { id maker { id name } } }',
  ])('answers as graphql-js does: %s', async (text) => {
    const { answer, isPlanned, schema, document } = await ask(text);
    expect(isPlanned).toBe(true);
    expect(answer).toEqual(await reference(schema, document));
  });

  test('has none for a field that can be planned in one place and not in another', async () => {
    const text = '{ a: items(zone: NORTH, first: 1) { id } b: items(zone: NORTH, first: 1) { tags } }';
    expect((await ask(text)).isPlanned).toBe(false);
  });

  test('has the error of graphql-js where a row is not as the schema says', async () => {
    const text = '{ items(zone: NORTH, first: 2) { id price } }';
    const broken = {
      'Query.items': () => [
        { id: 'a', price: 1 },
        { id: null, price: 2 },
      ],
    };
    const { answer, schema, document } = await ask(text, broken);
    expect(answer.errors).toHaveLength(1);
    expect(answer).toEqual(await reference(schema, document));
  });

  test('has the error of graphql-js where rows cannot be read', async () => {
    const text = '{ items(zone: NORTH, first: 2) { id price } fails }';
    const broken = { 'Query.items': () => Promise.reject(new Error('No rows.')) };
    const { answer, schema, document } = await ask(text, broken);
    expect(answer).toEqual(await reference(schema, document));
  });

  test('reads again only where a row is not as the schema says', async () => {
    let reads = 0;
    const counted = { 'Query.items': () => [{ id: String(++reads), name: null }] };
    await ask('{ items(zone: NORTH, first: 2) { id name } }', counted);
    expect(reads).toBe(1);
  });

  test('1,000 random queries get the answers of graphql-js', { timeout: 60_000 }, async () => {
    const random = randomSource(20_261_125);
    const ids = ['item-1', 'item-2', 'maker-0'];
    const schema = shopSchema(shopResolvers);
    let compared = 0;
    for (let count = 0; count < 1_000; count += 1) {
      const { query, variables } = randomRequest(schema, random, { ids, hostility: 0.1, depth: 5 });
      const document = parse(query);
      if (validate(schema, document).length > 0 || !isCompilable(document)) continue;
      if (!planDocument(schema, document, rowTypes)) continue;
      const compiled = createCompiledOperations(schema, 1, rowTypes);
      for (let run = 0; run < 3; run += 1) compiled(document, undefined);
      const result = await compiled(document, undefined)?.({ principal: shopper }, variables);
      if (!result) continue;
      compared += 1;
      const expected = await execute({ schema, document, contextValue: {}, variableValues: variables });
      expect(JSON.stringify(result.data), query).toEqual(JSON.stringify(expected.data));
    }
    expect(compared).toBeGreaterThan(50);
  });
});
