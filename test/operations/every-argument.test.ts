import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { seededUser } from '../../src/dev/seed/seeded-user.ts';
import { ask, bound } from './nothing-sent.ts';

const { schema, nodeIds } = bound;
const node = (type: string) => nodeIds.write(type, 'eastus', [seededUser.id]);
const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

/** What stands in the place of each required argument and input field that is not the one looked at. */
const samples: Readonly<Record<string, unknown>> = {
  BigInt: '1',
  Boolean: true,
  DateTime: '2026-01-01T00:00:00Z',
  Decimal: '1',
  Float: 1,
  Int: 1,
  JSON: {},
  String: 'x',
};
const byName: Readonly<Record<string, unknown>> = {
  city: 'boston',
  rideId: node('Ride'),
  userId: node('User'),
  vehicleId: node('Vehicle'),
};

function sample({ name, type }: GraphQLArgument | GraphQLInputField, of: string): unknown {
  if (name in byName) return byName[name];
  const named = getNamedType(type);
  if (named.name === 'ID') return node(of);
  const one = isInputObjectType(named)
    ? required(Object.values(named.getFields()), of)
    : isEnumType(named)
      ? named.getValues()[0]?.name
      : samples[named.name];
  return isListType(getNullableType(type)) ? [one] : one;
}

function required(
  fields: readonly (GraphQLArgument | GraphQLInputField)[],
  of: string,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((field) =>
      isNonNullType(field.type) && field.defaultValue === undefined ? [[field.name, sample(field, of)]] : [],
    ),
  );
}

/** Places of a scalar in the arguments of a field, with the arguments that hold `value` there. */
function* places(
  fields: readonly (GraphQLArgument | GraphQLInputField)[],
  scalar: string,
  value: unknown,
  of: string,
): Generator<readonly [string, Record<string, unknown>]> {
  const base = required(fields, of);
  for (const field of fields) {
    const named = getNamedType(field.type);
    const isList = isListType(getNullableType(field.type));
    const hold = (inner: unknown) => ({ ...base, [field.name]: isList ? [inner] : inner });
    const place = isList ? `${field.name}[0]` : field.name;
    if (named.name === scalar) yield [place, hold(value)];
    else if (isInputObjectType(named) && !named.name.endsWith('Filter'))
      for (const [inner, args] of places(Object.values(named.getFields()), scalar, value, of))
        yield [`${place}.${inner}`, hold(args)];
  }
}

/** Asks a field of Query or Mutation, with every argument in a variable. */
function run(
  kind: 'query' | 'mutation',
  field: { readonly name: string; readonly args: readonly GraphQLArgument[]; readonly type: unknown },
  args: Readonly<Record<string, unknown>>,
) {
  const given = field.args.filter(({ name }) => name in args);
  const declared = given.map(
    ({ name, type }: { name: string; type: GraphQLInputType }) => `$${name}: ${type}`,
  );
  const passed = given.map(({ name }) => `${name}: $${name}`);
  const head = declared.length > 0 ? ` (${declared.join(', ')})` : '';
  return ask(`${kind}${head} { ${field.name}(${passed.join(', ')}) { __typename } }`, { variables: args });
}

/** The type whose node id `input.id` of a mutation is. */
const nodeOf = (mutation: string): string =>
  ['PromoCode', 'Vehicle', 'User'].find((name) => mutation.includes(name)) ?? '';

const texts = mutations.flatMap((field) =>
  [...places(field.args, 'String', 'a\0b', nodeOf(field.name))].map(
    ([place, args]) => [field.name, place, field, args] as const,
  ),
);
const nodes = mutations.flatMap((field) =>
  [...places(field.args, 'ID', "'; drop table users; --", nodeOf(field.name))].map(
    ([place, args]) => [field.name, place, field, args] as const,
  ),
);

describe('every text in the input of every mutation', () => {
  it('is looked at here', () => {
    expect(texts.length).toBeGreaterThan(20);
    expect(new Set(texts.map(([name]) => name)).size).toBeGreaterThan(10);
  });

  it.each(texts)(
    '%s refuses a NUL in %s by its place, before anything is sent',
    async (_name, place, field, args) => {
      const { result, statements } = await run('mutation', field, args);
      expect(statements).toEqual([]);
      expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: place });
    },
  );
});

describe('every id in the input of every mutation', () => {
  it.each(nodes)(
    '%s refuses SQL in %s by its place, before anything is sent',
    async (_name, place, field, args) => {
      const { result, statements } = await run('mutation', field, args);
      expect(statements).toEqual([]);
      expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: place });
    },
  );
});

describe('every list of rows or groups', () => {
  const sliced = queries.filter(({ args }) => args.some(({ name }) => name === 'first'));

  it.each(sliced.map((field) => [field.name, field] as const))(
    '%s refuses pages of no size',
    async (_name, field) => {
      const base = required(field.args, '');
      const by = field.args.find(({ name }) => name === 'by');
      const named = by && getNamedType(by.type);
      const chosen = isEnumType(named) ? { by: [named.getValues()[0]?.name] } : {};
      for (const first of [-1, 201, 2 ** 31 - 1]) {
        const { result, statements } = await run('query', field, { ...base, ...chosen, first });
        expect(statements).toEqual([]);
        expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'first' });
      }
    },
  );

  it.each(sliced.map((field) => [field.name, field] as const))(
    '%s refuses what its columns cannot hold, in every field of its filter',
    async (_name, field) => {
      const base = required(field.args, '');
      const by = field.args.find(({ name }) => name === 'by');
      const named = by && getNamedType(by.type);
      const chosen = isEnumType(named) ? { by: [named.getValues()[0]?.name] } : {};
      const filter = getNamedType(field.args.find(({ name }) => name === 'where')?.type);
      const wrong: Readonly<Record<string, unknown>> = {
        StringFilter: 'a\0',
        IDFilter: 'no id',
        DecimalFilter: '123456789012345.00',
      };
      let asked = 0;
      for (const { name, type } of isInputObjectType(filter) ? Object.values(filter.getFields()) : []) {
        const value = wrong[getNamedType(type).name];
        if (value === undefined) continue;
        for (const [operator, operand, place] of [
          ['eq', value, 'eq'],
          ['in', [value], 'in[0]'],
          ['notIn', Array.from({ length: 10_000 }, () => value), 'notIn'],
        ] as const) {
          const where = { [name]: { [operator]: operand } };
          const { result, statements } = await run('query', field, { ...base, ...chosen, where });
          expect(statements).toEqual([]);
          expect(result.errors?.[0]?.extensions).toMatchObject({
            code: 'BAD_USER_INPUT',
            argument: `where.${name}.${place}`,
          });
          asked += 1;
        }
      }
      expect(asked).toBeGreaterThan(0);
    },
  );
});
