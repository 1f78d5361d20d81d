import { execute, type GraphQLFieldResolver, type GraphQLSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { isCompilable } from '../../../src/graphql/compiled.ts';
import { stringifyAnswer } from '../../../src/graphql/row-text/row-text.ts';
import { createWrittenOperations } from '../../../src/graphql/row-text/written.ts';
import { readCallTrace } from '../../../src/graphql/trace-context.ts';
import { randomRequest, randomSource } from '../random-document.ts';
import { shopResolvers, shopSchema } from '../shop.ts';
import { shopExecutor, shopper } from '../start-shop.ts';

const rowTypes = [{ name: 'Item' }, { name: 'Maker' }];

/** Asks the shop until the compiler has come in; says whether the answer holds text, too. */
async function ask(
  text: string,
  variables: Record<string, unknown> = {},
  resolvers: Readonly<Record<string, GraphQLFieldResolver<never, never>>> = {},
) {
  const schema = shopSchema({ ...shopResolvers, ...resolvers });
  const executor = shopExecutor(schema, { written: createWrittenOperations(schema, rowTypes, 10) });
  const document = parse(text);
  const once = () =>
    executor({
      document,
      documentHash: 'hash',
      operationName: undefined,
      variables,
      call: { ...readCallTrace({}), principal: shopper, receivedAt: Date.now() },
      takesText: true,
      onCost: () => {},
    });
  for (let run = 0; run < 3; run += 1) await once();
  const { data, errors } = await once();
  const json = stringifyAnswer({ data, errors });
  return {
    answer: plain(JSON.parse(json)),
    holdsText: stringifyAnswer({ data }) !== JSON.stringify({ data }),
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

describe('an operation whose rows are text', () => {
  test.each([
    '{ items(zone: NORTH, first: 3) { id name price } }',
    '{ a: items(zone: NORTH, first: 2) { x: id } b: items(zone: NORTH, first: 1) { ...F } } fragment F on Item { name }',
    '{ item(id: 1) { id } }',
    '{ items(zone: NORTH, first: 2) { id ...F } items(zone: NORTH, first: 2) { name } } fragment F on Item { price }',
    '{ items(zone: NORTH, first: 2) { id maker { id name } } }',
  ])('answers as graphql-js does: %s', async (text) => {
    const { answer, holdsText, schema, document } = await ask(text);
    expect(holdsText || text.includes('item(')).toBe(true);
    expect(answer).toEqual(await reference(schema, document));
  });

  test('has no text for a field that is flat in one place and not in another', async () => {
    const text = '{ a: items(zone: NORTH, first: 1) { id } b: items(zone: NORTH, first: 1) { tags } }';
    expect((await ask(text)).holdsText).toBe(false);
  });

  test('has the error of graphql-js where a row is not as the schema says', async () => {
    const text = '{ items(zone: NORTH, first: 2) { id price } }';
    const broken = {
      'Query.items': () => [
        { id: 'a', price: 1 },
        { id: null, price: 2 },
      ],
    };
    const { answer, holdsText, schema, document } = await ask(text, {}, broken);
    expect(holdsText).toBe(false);
    expect(answer.errors).toHaveLength(1);
    expect(answer).toEqual(await reference(schema, document));
  });

  test('has the error of graphql-js where rows cannot be read', async () => {
    const text = '{ items(zone: NORTH, first: 2) { id price } fails }';
    const broken = { 'Query.items': () => Promise.reject(new Error('No rows.')) };
    const { answer, schema, document } = await ask(text, {}, broken);
    expect(answer).toEqual(await reference(schema, document));
  });

  test('reads again only where a row is not as the schema says', async () => {
    let reads = 0;
    const counted = { 'Query.items': () => [{ id: String(++reads), name: null }] };
    await ask('{ items(zone: NORTH, first: 2) { id name } }', {}, counted);
    expect(reads).toBe(4);
  });

  test('1,000 random queries get the answers of graphql-js', { timeout: 60_000 }, async () => {
    const random = randomSource(20_261_125);
    const ids = ['item-1', 'item-2', 'maker-0'];
    const schema = shopSchema(shopResolvers);
    let withText = 0;
    for (let count = 0; count < 1_000; count += 1) {
      const { query, variables } = randomRequest(schema, random, { ids, hostility: 0.1, depth: 5 });
      const document = parse(query);
      if (validate(schema, document).length > 0 || !isCompilable(document)) continue;
      const written = createWrittenOperations(schema, rowTypes, 1);
      for (let run = 0; run < 3; run += 1) written(document, undefined);
      const result = await written(document, undefined)?.({}, variables);
      // Errors of rows lead to another run; of the rest this says enough.
      if (!result || result.errors) continue;
      withText += 1;
      const expected = await execute({ schema, document, contextValue: {}, variableValues: variables });
      expect(JSON.parse(stringifyAnswer(result.data)), query).toEqual(
        JSON.parse(JSON.stringify(expected.data)),
      );
    }
    expect(withText).toBeGreaterThan(50);
  });
});
