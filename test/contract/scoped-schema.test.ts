import {
  buildClientSchema,
  getIntrospectionQuery,
  graphqlSync,
  type IntrospectionQuery,
  validateSchema,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { judge } from '../../src/contract/guard.ts';
import { createScopedSchemaView } from '../../src/contract/scoped-schema.ts';
import { contractOf, movr } from './movr.ts';
import { randomOf, someOf } from './random.ts';

const view = createScopedSchemaView(movr.access, movr.schema, { cacheSize: 4 });

function introspected(scopes: Iterable<string>) {
  const schema = view(new Set(scopes));
  const { data, errors } = graphqlSync({ schema, source: getIntrospectionQuery() });
  expect(errors).toBeUndefined();
  return buildClientSchema(data as unknown as IntrospectionQuery).getTypeMap();
}

describe('the schema that a token sees', () => {
  test('without scopes it is what is public', () => {
    const types = introspected([]);
    expect(
      Object.keys(types)
        .filter((name) => /^[A-Z]/.test(name))
        .sort(),
    ).toEqual(['Boolean', 'ID', 'Node', 'Query', 'String'].sort());
  });

  test('with one scope it is what the scope reaches, without the fields that ask for more', () => {
    const types = introspected(['rides.read']);
    expect(types.Ride?.astNode).toBeUndefined();
    expect(
      Object.keys((types.Ride as ReturnType<typeof movr.schema.getQueryType>)?.getFields() ?? {}),
    ).toEqual([
      'id',
      'region',
      'city',
      'startAddress',
      'endAddress',
      'startTime',
      'endTime',
      'version',
      'locations',
    ]);
    expect(types.Vehicle).toBeUndefined();
    expect(types.StartRideInput).toBeUndefined();
  });

  test('what a row rule may open is in it', () => {
    const user = introspected(['users.read']).User as ReturnType<typeof movr.schema.getQueryType>;
    expect(user?.getFields()).toHaveProperty('address');
  });

  test('for 60 random sets of scopes it is a valid schema of exactly the open fields that something leads to', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const scopes = someOf(randomOf(seed), movr.access.scopes.keys());
      const schema = view(scopes);
      expect(validateSchema(schema)).toEqual([]);
      for (const field of movr.access.fields.values()) {
        const type = schema.getType(field.type) as ReturnType<typeof movr.schema.getQueryType>;
        if (!type) continue;
        const isThere = field.field in type.getFields();
        const returned = movr.access.types.get(field.returns);
        // An object without an open field would be no type.
        const inside = [...movr.access.fields.values()].filter((each) => each.type === field.returns);
        const isEmpty =
          returned?.kind === 'object' && inside.every((each) => judge(each.guards, scopes) === 'deny');
        const isReachable = !isEmpty && (!returned || judge(returned.guards, scopes) !== 'deny');
        expect(isThere, field.coordinate).toBe(judge(field.guards, scopes) !== 'deny' && isReachable);
      }
    }
  });

  test('a contract that opens nothing shows a schema with nothing in it', () => {
    const closed = contractOf(`extend schema @scope(name: "a.read", about: "A.")
      type Query @requiresScopes(scopes: [["a.read"]]) { a: Int }`);
    const none = createScopedSchemaView(closed.access, closed.schema, { cacheSize: 1 })(new Set());
    expect(validateSchema(none)).toEqual([]);
    expect(Object.keys(none.getQueryType()?.getFields() ?? {})).toEqual(['nothing']);
  });

  test('one schema is made for all tokens that the contract cannot tell apart', () => {
    expect(view(new Set(['rides.read', 'openid']))).toBe(view(new Set(['rides.read'])));
  });
});
