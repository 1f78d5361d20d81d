import { describe, expect, test } from 'vitest';
import { databaseRoles, mutationRole, renderGrants, roleName } from '../../src/contract/grants.ts';
import { contractOf, movr } from './movr.ts';
import { movrTables } from './movr-tables.ts';

const derived = databaseRoles(movr.access, movrTables);
const { roles } = derived;

function privilegesOf(name: string) {
  const role = roles.find((each) => each.name === name);
  return Object.fromEntries(
    [...(role?.privileges ?? [])].map(([table, held]) => [table, [...held].sort().join()]),
  );
}

describe('the roles of a contract', () => {
  test('a read scope selects from the tables of the types that it opens', () => {
    expect(privilegesOf('rides.read')).toEqual({ rides: 'SELECT', vehicle_location_histories: 'SELECT' });
  });

  test('a scope of single columns has no table of its own, for there are no column grants', () => {
    expect(privilegesOf('revenue.read')).toEqual({});
  });

  test('a write scope writes what its mutations touch and no more', () => {
    const held = privilegesOf('rides.write');
    expect(held.vehicles).toBe('INSERT,SELECT,UPDATE');
    expect(held.vehicle_location_histories).toBe('INSERT,SELECT,UPDATE');
    expect(held).not.toHaveProperty('promo_codes');
  });

  test('scopes that are asked for together have a role together, and none of them the table alone', () => {
    const users = movrTables.types.get('User');
    if (!users) throw new TypeError('There is no table behind User');
    const { access } = contractOf(`extend schema @scope(name: "a", about: "A.") @scope(name: "b", about: "B.")
      type Query @public { t: T } type T @requiresScopes(scopes: [["a", "b"]]) { v: Int }`);
    const both = databaseRoles(access, { types: new Map([['T', users]]), mutations: new Map() }).roles;
    expect(both.map(({ name, privileges }) => [name, privileges.size])).toEqual([
      ['a', 0],
      ['b', 0],
      ['a_and_b', 1],
    ]);
  });

  test('names are what both engines take, and two scopes never share one', () => {
    expect(roleName(['Files.Read-All'])).toBe('files.read_all');
    const { access } =
      contractOf(`extend schema @scope(name: "a-b", about: "A.") @scope(name: "a/b", about: "B.")
      type Query { t: Int @requiresScopes(scopes: [["a-b"], ["a/b"]]) }`);
    expect(() => databaseRoles(access, { types: new Map(), mutations: new Map() })).toThrow(
      'make no role name',
    );
  });

  test('a mutation takes the role of the scopes by which the caller may run it', () => {
    expect(mutationRole(movr.access, 'startRide', new Set(['rides.write']))).toBe('rides.write');
    expect(mutationRole(movr.access, 'startRide', new Set(['rides.read']))).toBeUndefined();
    expect(mutationRole(movr.access, 'unheardOf', new Set(['rides.write']))).toBeUndefined();
  });
});

test('the SQL says for each role and table what is given and what is taken, without columns', () => {
  const sql = renderGrants(derived);
  const statements = sql.split('\n').filter((line) => / ON TABLE /.test(line));
  const mentioned = new Map<string, number>();
  for (const line of statements) {
    const [, privileges = '', pair = ''] = / ?(?:GRANT|REVOKE) ([A-Z, ]+) ON TABLE (.+?);/.exec(line) ?? [];
    const key = pair.replace(/ (TO|FROM) /, ' ');
    mentioned.set(key, (mentioned.get(key) ?? 0) + privileges.split(', ').length);
  }
  expect(mentioned.size).toBe(roles.length * derived.tables.length);
  expect(new Set(mentioned.values())).toEqual(new Set([4]));
  expect(sql).not.toMatch(/(SELECT|UPDATE) \(/);
});
