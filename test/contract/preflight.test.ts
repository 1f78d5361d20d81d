import { type ExecutionResult, execute, GraphQLError, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { judge } from '../../src/contract/guard.ts';
import { merge } from '../../src/contract/merge.ts';
import { createPreflight } from '../../src/contract/preflight.ts';
import { madeUp } from './made-up-rows.ts';
import { contractOf, movr } from './movr.ts';
import { randomOf, someOf } from './random.ts';
import { isValid, randomDocument } from './random-document.ts';

const preflight = createPreflight(movr.access, movr.schema, { cacheSize: 100 });
const scopesOf = (text: string) => new Set(text.split(' '));

function run(text: string, scopes: string, variables: Record<string, unknown> = {}): ExecutionResult {
  const document = parse(text);
  expect(validate(movr.schema, document)).toEqual([]);
  const cleared = preflight(document, undefined, variables, scopesOf(scopes));
  return plain(
    merge(
      execute({
        schema: movr.schema,
        document: cleared.document,
        variableValues: variables,
        fieldResolver: madeUp,
      }) as ExecutionResult,
      cleared.denied,
    ),
  );
}

const plain = (result: ExecutionResult) => JSON.parse(JSON.stringify(result)) as ExecutionResult;

function deniedIn(text: string, scopes: string, variables: Record<string, unknown> = {}): readonly string[] {
  return preflight(parse(text), undefined, variables, scopesOf(scopes)).denied.map(
    ({ path, coordinate }) => `${path.join('.')} ${coordinate}`,
  );
}

const rides = (fields: string) => `{ rides(region: EASTUS) { nodes { ${fields} } } }`;

describe('what is denied', () => {
  test('an operation that is allowed is executed as the caller wrote it', () => {
    const document = parse(rides('id city'));
    expect(preflight(document, undefined, {}, scopesOf('rides.read'))).toEqual({ document, denied: [] });
  });

  test('a denial says the path, the coordinate and the scopes that are missing', () => {
    const { errors } = run(rides('money: revenue'), 'rides.read');
    expect(errors).toEqual([
      {
        message: 'Not allowed to read Ride.revenue: the scope revenue.read is missing.',
        locations: [{ line: 1, column: 35 }],
        path: ['rides', 'nodes', 'money'],
        extensions: {
          code: 'FORBIDDEN',
          coordinate: 'Ride.revenue',
          missingScopes: ['revenue.read'],
          requiredScopes: [['rides.read', 'revenue.read']],
        },
      },
    ]);
  });

  test('what lies under a denied field needs no error of its own', () => {
    expect(deniedIn(rides('rider { name rides { nodes { id } } }'), 'rides.read')).toEqual([
      'rides.nodes.rider Ride.rider',
    ]);
  });

  test('a field in a fragment is denied wherever the fragment is used', () => {
    const text = `{ a: ride(id: "1") { ...F } b: ride(id: "2") { ...F } } fragment F on Ride { revenue }`;
    expect(deniedIn(text, 'rides.read')).toEqual(['a.revenue Ride.revenue', 'b.revenue Ride.revenue']);
  });

  test('a field that a row rule may open is let through', () => {
    expect(deniedIn('{ me { address } }', 'users.read')).toEqual([]);
    expect(deniedIn('{ me { address } }', 'rides.read')).toEqual(['me Query.me']);
  });

  test('a public interface is left to the row, what lies in a fragment on a type is not', () => {
    const text = '{ node(id: "1") { id ... on Ride { city } ... on Vehicle { city } } }';
    expect(deniedIn(text, 'rides.read')).toEqual(['node.city Vehicle.city']);
  });

  test.each([
    ['@skip(if: true)', {}, 0],
    ['@skip(if: $c)', { c: true }, 0],
    ['@skip(if: $c)', { c: false }, 1],
    ['@include(if: $c)', { c: false }, 0],
    ['@include(if: $c)', {}, 1],
    ['@include(if: false)', { c: true }, 0],
  ])('a field under %s with %j has %i denials', (condition, variables, count) => {
    const text =
      `query ($c: Boolean = true) ${rides(`id revenue ${condition} ... ${condition} { r: revenue }`)}`.replace(
        'query ($c: Boolean = true)',
        condition.includes('$c') ? 'query ($c: Boolean = true)' : 'query',
      );
    const denied = preflight(parse(text), undefined, variables, scopesOf('rides.read')).denied;
    expect(denied).toHaveLength(count * 2);
  });

  test('only the operation that is asked for is judged, and only it stays in the document', () => {
    const document = parse('query A { me { id } } query B { rides(region: EASTUS) { nodes { id } } }');
    expect(preflight(document, 'A', {}, scopesOf('users.read')).denied).toEqual([]);
    const cleared = preflight(document, 'B', {}, scopesOf('users.read'));
    expect(cleared.denied).toHaveLength(1);
    expect(cleared.document.definitions).toHaveLength(1);
  });

  test('a field that the contract does not know is denied', () => {
    const { access } = movr;
    const fields = new Map([...access.fields].filter(([coordinate]) => coordinate !== 'Ride.city'));
    const strict = createPreflight({ ...access, fields }, movr.schema, { cacheSize: 1 });
    const all = new Set(access.scopes.keys());
    const [denial] = strict(parse(rides('city')), undefined, {}, all).denied;
    expect(denial).toMatchObject({ coordinate: 'Ride.city', missingScopes: [], requiredScopes: [] });
  });

  test.each(['city revenue', '__typename'])(
    'fragments that double each other are refused, not walked: %s',
    (last) => {
      const doubling = Array.from(
        { length: 40 },
        (_, at) => `fragment F${at} on Ride { ...F${at + 1} ...F${at + 1} }`,
      );
      const text = `${rides('...F0')} ${doubling.join(' ')} fragment F40 on Ride { ${last} }`;
      expect(() => deniedIn(text, 'rides.read')).toThrow('too many fields');
    },
  );
});

describe('the answer', () => {
  test('denied fields stand in the order in which the caller asked for them', () => {
    const { data } = run('{ ride(id: "12") { city revenue startAddress id } }', 'rides.read');
    expect(Object.keys(data?.ride as object)).toEqual(['city', 'revenue', 'startAddress', 'id']);
    expect(data?.ride).toHaveProperty('revenue', null);
  });

  test('a type that is denied on one type of an interface is there on the other', () => {
    const text = `{ nodes(ids: ["1", "2"]) { ... on Ride { x: endAddress } ... on Vehicle { x: currentLocation }
      ... on User { x: name } ... on PromoCode { x: description } } }`;
    const answers = ['1', '2', '3'].map((seed) =>
      run(text.replaceAll('nodes(', `n${seed}: nodes(`), 'users.read'),
    );
    const values = answers.flatMap(({ data }) => Object.values(data ?? {}).flat()) as { x: string | null }[];
    const seen = new Set(values.map((value) => (value === null ? 'none' : String(value.x))));
    expect([...seen].filter((value) => value !== 'none').sort()).toEqual(['User.name', 'null']);
    expect(JSON.stringify(answers)).not.toContain('__meridian');
  });

  const strictSdl = `extend schema @scope(name: "a.read", about: "A.")
    type Query @public { first: Int outer: Outer list: [Item] items: [Item!] all: [Item!]! }
    type Outer @public { thing: Thing fallback: Int }
    interface Thing { name: String! }
    type Real implements Thing @requiresScopes(scopes: [["a.read"]]) { name: String! }
    type Item @public { thing: Inner! other: Int }
    type Inner @public { deep: Thing }`;

  test('null climbs through non-null places, and no further', () => {
    const { access, schema } = contractOf(strictSdl);
    const open = createPreflight(
      {
        ...access,
        fields: new Map(
          [...access.fields].map(([key, field]) => [
            key,
            {
              ...field,
              guards: key === 'Item.thing' ? field.beyondParent.concat({ scopes: [], policies: [] }) : [],
            },
          ]),
        ),
      },
      schema,
      { cacheSize: 1 },
    );
    const document = parse(
      '{ first list { other thing { deep { name } } } items { thing { deep { name } } } }',
    );
    const cleared = open(document, undefined, {}, new Set());
    const rootValue = { first: 1, list: [{ other: 1 }, { other: 2 }], items: [{}] };
    const answer = execute({ schema, document: cleared.document, rootValue }) as ExecutionResult;
    expect(plain(merge(answer, cleared.denied)).data).toEqual({ first: 1, list: [null, null], items: null });
    const all = open(parse('{ all { thing { deep { name } } } }'), undefined, {}, new Set());
    const gone = execute({ schema, document: all.document, rootValue: { all: [{}] } }) as ExecutionResult;
    expect(plain(merge(gone, all.denied)).data).toBeNull();
  });

  test('errors of the execution stay beside those of denied fields', () => {
    const cleared = preflight(parse('{ ride(id: "1") { revenue } }'), undefined, {}, scopesOf('rides.read'));
    const merged = merge({ data: { ride: null }, errors: [new GraphQLError('Down')] }, cleared.denied);
    expect(merged.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN', undefined]);
  });
});

describe('the cache', () => {
  test('the same question gets the same document, and foreign scopes make no other question of it', () => {
    const document = parse(rides('id revenue'));
    const first = preflight(document, undefined, {}, scopesOf('rides.read'));
    expect(preflight(document, undefined, {}, scopesOf('openid rides.read profile'))).toBe(first);
    expect(preflight(document, undefined, {}, scopesOf('rides.read revenue.read'))).not.toBe(first);
  });

  test('it keeps no more than it may, and forgetting changes no answer', () => {
    const small = createPreflight(movr.access, movr.schema, { cacheSize: 1 });
    const documents = ['id revenue', 'city revenue'].map((fields) => parse(rides(fields)));
    const answers = documents.map((document) => small(document, undefined, {}, scopesOf('rides.read')));
    const again = documents.map((document) => small(document, undefined, {}, scopesOf('rides.read')));
    expect(again[0]).not.toBe(answers[0]);
    expect(again).toEqual(answers);
  });
});

test('500 random documents are answered as if each denied field had failed in its own place', () => {
  const known = [...movr.access.scopes.keys()];
  let denials = 0;
  for (let seed = 1; seed <= 500; seed += 1) {
    const random = randomOf(seed);
    const document = parse(randomDocument(movr.schema, random));
    if (!isValid(movr.schema, document)) continue;
    const scopes = someOf(random, known);
    const variables = { yes: random() < 0.5, no: random() < 0.5 };
    const cleared = preflight(document, undefined, variables, scopes);
    denials += cleared.denied.length;
    const options = { schema: movr.schema, variableValues: variables };
    const executed = execute({ ...options, document: cleared.document, fieldResolver: madeUp });
    const expected = execute({
      ...options,
      document,
      fieldResolver(parent, args, context, info) {
        const field = movr.access.fields.get(`${info.parentType.name}.${info.fieldName}`);
        if (!field || judge(field.guards, scopes) === 'deny') throw new Error('denied');
        return madeUp(parent, args, context, info);
      },
    });
    const merged = merge(executed as ExecutionResult, cleared.denied);
    expect(JSON.stringify(merged.data), `seed ${seed}`).toBe(
      JSON.stringify((expected as ExecutionResult).data),
    );
  }
  expect(denials).toBeGreaterThan(300);
});
