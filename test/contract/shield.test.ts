import { type ExecutionResult, execute, type GraphQLSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { RowRule } from '../../src/auth/row-rule.ts';
import { mapSchema } from '../../src/contract/map-schema.ts';
import { applyShield, createShieldTree } from '../../src/contract/shield.ts';
import { chain, race, rule } from '../../src/contract/shield-module.ts';
import type { RowRuleOf } from '../../src/contract/shield-rules.ts';
import { MeridianError } from '../../src/errors.ts';
import { madeUp } from './made-up-rows.ts';
import { contractOf, movr } from './movr.ts';
import { principalWith } from './principal.ts';
import { randomOf, someOf } from './random.ts';
import { isValid, randomDocument } from './random-document.ts';

const self: RowRule = { columns: [], holds: (row, { subject }) => row.id === subject };
const always: RowRuleOf = () => self;

function shielded(schema: GraphQLSchema, contract = movr, rowRuleOf = always, isPruned = true) {
  return applyShield(schema, createShieldTree(contract.access, rowRuleOf, { isPruned }));
}

/** The schema with a resolver on every field that makes values up. */
const madeUpSchema = mapSchema(movr.schema, {
  field: (_type, _field, config) => ({ ...config, resolve: madeUp }),
});

async function run(
  schema: GraphQLSchema,
  text: string,
  scopes: string,
  rootValue?: unknown,
  subject?: string,
) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const contextValue = { principal: principalWith(scopes.split(' '), subject) };
  return plain(await execute({ schema, document, contextValue, rootValue }));
}

const plain = ({ data, errors = [] }: ExecutionResult) => ({
  data: JSON.parse(JSON.stringify(data ?? null)) as unknown,
  errors: errors.map(({ path, message, originalError }) => ({
    path: path?.join('.'),
    message,
    code: originalError instanceof MeridianError ? originalError.code : undefined,
  })),
});

describe('graphql-shield on this Node', () => {
  test('its operators run, which they do not when it is imported as it is', async () => {
    const yes = rule('yes')(() => true);
    const no = rule('no')(() => false);
    const sdl = 'type Query { a: Int }';
    const { schema } = contractOf(`${sdl.replace('a: Int', 'a: Int @public')}`);
    const ask = (logic: ReturnType<typeof chain>) =>
      logic.resolve({}, {}, { _shield: { cache: {} } }, {} as never, { debug: true } as never);
    expect(schema.getQueryType()?.name).toBe('Query');
    expect(await ask(chain(yes, no))).toBe(false);
    expect(await ask(chain(yes, yes))).toBe(true);
    expect(await ask(race(no, yes))).toBe(true);
  });
});

describe('the rule tree', () => {
  const schema = shielded(movr.schema);

  test('pruned, it has rules on edges into guarded types and on what asks for more than its type', () => {
    const { guards } = createShieldTree(movr.access, always);
    expect(guards.has('Query.rides')).toBe(true);
    expect(guards.has('Ride.vehicle')).toBe(true);
    expect(guards.has('Ride.revenue')).toBe(true);
    expect(guards.has('Ride.city')).toBe(false);
    expect(guards.has('RideConnection.nodes')).toBe(false);
    // A mutation and its payload's row ask for different scopes, so that nothing can be pruned there.
    const read = (of: typeof guards) => [...of.keys()].filter((key) => !/^Mutation\.|Payload\./.test(key));
    const whole = createShieldTree(movr.access, always, { isPruned: false }).guards;
    expect(read(guards).length).toBeLessThan(read(whole).length / 3);
  });

  test('a leaf without a rule keeps the resolver that it had, also where that is none', () => {
    const type = schema.getType('Ride') as ReturnType<typeof schema.getQueryType>;
    expect(type?.getFields().city?.resolve).toBeUndefined();
    expect(type?.getFields().revenue?.resolve).toBeDefined();
  });

  test('a rule stands also where a field has no resolver of its own', async () => {
    const { data, errors } = await run(schema, '{ ride(id: "1") { revenue } }', 'rides.read', {
      ride: { revenue: '9.50' },
    });
    expect(data).toEqual({ ride: { revenue: null } });
    expect(errors).toEqual([
      {
        path: 'ride.revenue',
        message: 'Not allowed to read Ride.revenue: the scope revenue.read is missing.',
        code: 'FORBIDDEN',
      },
    ]);
  });

  test('a field that the contract does not know is denied', async () => {
    const fields = new Map([...movr.access.fields].filter(([coordinate]) => coordinate !== 'Ride.city'));
    const access = { ...movr.access, fields };
    const strict = applyShield(movr.schema, createShieldTree(access, always));
    const answer = await run(strict, '{ ride(id: "1") { city endAddress } }', 'rides.read', {
      ride: { city: 'rome', endAddress: 'x' },
    });
    expect(answer.errors).toMatchObject([{ path: 'ride.city', code: 'FORBIDDEN' }]);
  });

  test('an object out of an interface is guarded by its type', async () => {
    const rows = {
      nodes: [
        { __typename: 'Ride', id: 'r' },
        { __typename: 'Vehicle', id: 'v' },
      ],
    };
    const answer = await run(schema, '{ nodes(ids: []) { __typename id } }', 'rides.read', rows);
    expect(answer.data).toEqual({ nodes: [{ __typename: 'Ride', id: 'r' }, null] });
    expect(answer.errors).toMatchObject([{ path: 'nodes.1', code: 'FORBIDDEN' }]);
  });

  test('a resolver that scopes open is called without a promise in between', () => {
    const document = parse('{ rides(region: EASTUS) { nodes { city } } }');
    const contextValue = { principal: principalWith(['rides.read']) };
    const result = execute({
      schema,
      document,
      contextValue,
      rootValue: { rides: { nodes: [{ city: 'rome' }] } },
    });
    expect(result).not.toBeInstanceOf(Promise);
  });

  test('an error of a resolver behind a rule comes through as it is', async () => {
    const failing = new MeridianError('UNAVAILABLE', 'The database is away.');
    const broken = mapSchema(movr.schema, {
      field: (_type, name, config) =>
        name === 'address' ? { ...config, resolve: () => Promise.reject(failing) } : config,
    });
    const answer = await run(
      shielded(broken),
      '{ me { address } }',
      'users.read',
      { me: { id: 'u1' } },
      'u1',
    );
    expect(answer.errors).toEqual([
      { path: 'me.address', message: 'The database is away.', code: 'UNAVAILABLE' },
    ]);
  });
});

describe('a row rule', () => {
  const schema = shielded(movr.schema);
  const people = {
    users: {
      nodes: [
        { id: 'u1', address: 'Mine 1' },
        { id: 'u2', address: 'Yours 2' },
      ],
    },
  };
  const text = '{ users(region: EASTUS) { nodes { address } } }';

  test('opens one’s own row and no other, in one list that has both', async () => {
    const { data, errors } = await run(schema, text, 'users.read', people, 'u1');
    expect(data).toEqual({ users: { nodes: [{ address: 'Mine 1' }, { address: null }] } });
    expect(errors).toMatchObject([{ path: 'users.nodes.1.address', code: 'FORBIDDEN' }]);
  });

  test('is not needed where the scope is there', async () => {
    const { data } = await run(schema, text, 'users.read users.pii.read', people, 'u1');
    expect(data).toEqual({ users: { nodes: [{ address: 'Mine 1' }, { address: 'Yours 2' }] } });
  });

  test.each([
    [
      'that throws',
      () => {
        throw new Error('secret detail');
      },
    ],
    ['that gives a promise', () => Promise.resolve(true) as unknown as boolean],
    ['that gives nothing', () => undefined as unknown as boolean],
  ])('%s is an internal error: nobody passes and nobody is refused by it', async (_name, holds) => {
    const broken = shielded(movr.schema, movr, () => ({ columns: [], holds }));
    const { data, errors } = await run(broken, text, 'users.read', people, 'u1');
    expect(data).toEqual({ users: { nodes: [{ address: null }, { address: null }] } });
    expect(errors.map(({ code }) => code)).toEqual(['INTERNAL_SERVER_ERROR', 'INTERNAL_SERVER_ERROR']);
    expect(JSON.stringify(errors)).not.toMatch(/secret detail|Not Authorised/);
  });

  test('without code is an error at start', () => {
    expect(() => createShieldTree(movr.access, () => undefined)).toThrow(
      /^schema\/user\.graphql:\d+: no code is bound to the row rule "self" of User$/,
    );
  });

  test('several in one list must all hold, several lists are alternatives', async () => {
    const contract =
      contractOf(`extend schema @rowRule(name: "x", about: "X.") @rowRule(name: "y", about: "Y.")
        @rowRule(name: "z", about: "Z.")
      type Query @public { rows: [Thing] }
      type Thing @public { v: Int @policy(policies: [["x", "y"], ["z"]]) }`);
    const flag = (name: string): RowRule => ({ columns: [], holds: (row) => row[name] === true });
    const rows = [{ x: true }, { x: true, y: true }, { z: true }, {}].map((row) => ({ ...row, v: 1 }));
    const { data } = await run(
      shielded(contract.schema, contract, (_type, name) => flag(name)),
      '{ rows { v } }',
      '',
      { rows },
    );
    expect(data).toEqual({ rows: [{ v: null }, { v: 1 }, { v: 1 }, { v: null }] });
  });
});

test('the pruned tree and the whole tree give the same answers to 400 random documents', async () => {
  const known = [...movr.access.scopes.keys()];
  const pruned = shielded(madeUpSchema);
  const whole = shielded(madeUpSchema, movr, always, false);
  let refused = 0;
  for (let seed = 1; seed <= 400; seed += 1) {
    const random = randomOf(seed);
    const document = parse(randomDocument(movr.schema, random));
    if (!isValid(movr.schema, document)) continue;
    const contextValue = { principal: principalWith(someOf(random, known)) };
    const [left, right] = await Promise.all(
      [pruned, whole].map(async (schema) => plain(await execute({ schema, document, contextValue }))),
    );
    expect(inOrder(left), `seed ${seed}`).toEqual(inOrder(right));
    refused += left?.errors.length ?? 0;
  }
  expect(refused).toBeGreaterThan(200);
});

/** Errors of one level come in the order in which their promises settle, which means nothing. */
const inOrder = (answer: ReturnType<typeof plain> | undefined) => ({
  data: answer?.data,
  errors: answer?.errors.toSorted((a, b) => String(a.path).localeCompare(String(b.path))),
});
