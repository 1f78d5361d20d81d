import { type ExecutionResult, GraphQLError, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { MeridianError } from '../../src/errors.ts';
import { createFormatError, errorCodeOf } from '../../src/graphql/errors.ts';
import type { Executor, ExecutorParts, OperationOutcome } from '../../src/graphql/executor.ts';
import { readCallTrace } from '../../src/graphql/trace-context.ts';
import { shopResolvers, shopSchema } from './shop.ts';
import { shopExecutor, shopper } from './start-shop.ts';

const formatError = createFormatError({ suggestions: false });

function shop(overrides: Partial<ExecutorParts<string>> = {}, resolvers = {}) {
  const schema = shopSchema({ ...shopResolvers, ...resolvers });
  return asker(shopExecutor(schema, overrides));
}

function asker(executor: Executor) {
  return async (text: string, variables: Record<string, unknown> = {}) => {
    const costs: number[] = [];
    const result = await executor({
      document: parse(text),
      documentHash: 'hash',
      operationName: undefined,
      variables,
      call: { ...readCallTrace({}), principal: shopper, receivedAt: Date.now() },
      onCost: (cost) => void costs.push(cost),
    });
    const errors = (result.errors ?? []).map((error) => formatError(error.toJSON(), error));
    return { ...result, errors, costs };
  };
}

/** Denies `Item.secret`, as the contract would: the field is gone from the document, and merged in as null. */
const denying: ExecutorParts<string>['clearance'] = {
  preflight: (document) => ({
    document: parse(document.loc?.source.body.replace('secret', '') ?? ''),
    denied: ['Item.secret'],
  }),
  merge: (result: ExecutionResult, denied) => ({
    ...result,
    errors: [
      ...denied.map(
        (coordinate) => new GraphQLError('Not allowed.', { extensions: { code: 'FORBIDDEN', coordinate } }),
      ),
      ...(result.errors ?? []),
    ],
  }),
};

describe('an operation with denied fields', () => {
  const query = '{ item(id: 1) { id secret } }';

  test('gets the rest, with an error for each', async () => {
    const { data, errors } = await shop(
      { clearance: denying },
      { 'Query.item': () => ({ id: '1', secret: 's' }) },
    )(query);
    expect(data).toEqual({ item: { id: '1' } });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', coordinate: 'Item.secret' } }]);
  });

  test('is refused as a whole in strict mode, before anything runs', async () => {
    let ran = false;
    const strict = { costLimit: 1_000, authorizationMode: 'strict', timeoutMs: 1_000 } as const;
    const ask = shop({ clearance: denying, settings: strict }, { 'Query.item': () => (ran = true) });
    const result = await ask(query);
    expect(result.data).toBeUndefined();
    expect(result.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', coordinate: 'Item.secret' } }]);
    expect(ran).toBe(false);
  });
});

describe('an operation that costs too much', () => {
  test('runs nothing, and is told its cost all the same', async () => {
    let ran = false;
    const ask = shop({}, { 'Query.items': () => (ran = true) });
    const { errors, costs } = await ask('query ($n: Int) { items(zone: NORTH, first: $n) { id } }', {
      n: 1_001,
    });
    expect(errors).toMatchObject([
      { extensions: { code: 'COST_LIMIT_EXCEEDED', cost: 1_001, limit: 1_000 } },
    ]);
    expect(costs).toEqual([1_001]);
    expect(ran).toBe(false);
  });

  test('is told of the regions that it may not see in the same answer', async () => {
    const { errors } = await shop()('{ items(zone: SOUTH, first: 2000) { id } }');
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['COST_LIMIT_EXCEEDED', 'FORBIDDEN']);
  });
});

describe('an operation that takes too long', () => {
  const settings = { costLimit: 1_000, authorizationMode: 'partial', timeoutMs: 0 } as const;
  const forever = () => new Promise(() => {});

  test('is UNAVAILABLE where it only reads', async () => {
    const { errors } = await shop({ settings }, { 'Query.echo': forever })('{ echo }');
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
  });

  test('is OUTCOME_UNKNOWN where it changes something', async () => {
    const { errors } = await shop(
      { settings },
      { 'Mutation.rename': forever },
    )('mutation { rename(id: 1, name: "a") { id } }');
    expect(errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
  });
});

describe('introspection', () => {
  test('shows the schema that the caller may know of, and its data all the same', async () => {
    const seen = shopSchema({ ...shopResolvers, 'Query.echo': () => 'seen' });
    const ask = shop(
      { schemaSeenBy: (scopes) => (scopes.has('items.read') ? seen : shopSchema()) },
      { 'Query.echo': () => 'whole' },
    );
    expect((await ask('{ __schema { queryType { name } } echo }')).data).toMatchObject({ echo: 'seen' });
    expect((await ask('{ echo }')).data).toEqual({ echo: 'whole' });
  });
});

describe('the audit', () => {
  test('sees each operation once, also one that is refused', async () => {
    const seen: OperationOutcome<string>[] = [];
    const ask = shop({ audit: (_request, outcome) => void seen.push(outcome) });
    await ask('{ item(id: 1) { id } }');
    await ask('{ items(zone: NORTH, first: 2000) { id } }');
    expect(seen.map(({ cost, context }) => [cost, context !== undefined])).toEqual([
      [1, true],
      [2_000, false],
    ]);
  });
});

describe('error codes', () => {
  test.each<[string, unknown, string]>([
    ['one of ours', new MeridianError('CONFLICT', 'x'), 'CONFLICT'],
    [
      'one of ours that graphql-js wrapped',
      new GraphQLError('x', { originalError: new MeridianError('CONFLICT', 'x') }),
      'CONFLICT',
    ],
    ['an Error', new Error('x'), 'INTERNAL_SERVER_ERROR'],
    [
      'an Error that graphql-js wrapped',
      new GraphQLError('x', { originalError: new Error('x') }),
      'INTERNAL_SERVER_ERROR',
    ],
    [
      'a null in a non-null place',
      new GraphQLError('Cannot return null for non-nullable field A.b.'),
      'INTERNAL_SERVER_ERROR',
    ],
    [
      'a code that nobody knows',
      new GraphQLError('x', { extensions: { code: 'TEAPOT' } }),
      'INTERNAL_SERVER_ERROR',
    ],
    [
      'a code named like a property of every object',
      new GraphQLError('x', { extensions: { code: 'constructor' } }),
      'INTERNAL_SERVER_ERROR',
    ],
    [
      "Apollo Server's for a bad request",
      new GraphQLError('x', { extensions: { code: 'BAD_REQUEST' } }),
      'BAD_USER_INPUT',
    ],
    [
      'a null for an argument',
      new GraphQLError('Argument "n" of non-null type "Int!" must not be null.'),
      'BAD_USER_INPUT',
    ],
    ['no error at all', 'x', 'INTERNAL_SERVER_ERROR'],
  ])('%s', (_name, error, code) => {
    expect(errorCodeOf(error)).toBe(code);
  });

  test('a foreign message never gets out', () => {
    const error = new GraphQLError('duplicate key (id)=(7)', {
      originalError: new Error('duplicate key (id)=(7)'),
    });
    expect(JSON.stringify(formatError(error.toJSON(), error))).not.toContain('7');
  });
});
