import { execute, parse } from 'graphql';
import { expect, it } from 'vitest';
import { domain } from '../../resolvers/domain.ts';
import { readContract } from '../../src/contract/read.ts';
import type { Database, Statement } from '../../src/db/database.ts';
import { MeridianError } from '../../src/errors.ts';
import { bindDomain } from '../../src/graphql/declared/bind.ts';
import { bindable } from '../../src/graphql/declared/bindable.ts';
import { createLoaders } from '../../src/loaders/loaders.ts';
import { movr, movrFiles } from '../contract/movr.ts';
import { principalWith } from '../contract/principal.ts';

const secret = 'a secret of thirty-two characters';
const bound = bindDomain(bindable(movr), domain, secret);

/** Runs an operation with neither preflight nor shield, as if the SDL had no directive on the fields of aggregates. */
async function ask(text: string, ...scopes: string[]) {
  const sent: Statement[] = [];
  const database = {
    query: async (statement: Statement) => {
      sent.push(statement);
      return [];
    },
  } as unknown as Database;
  const origin = { operation: 'test', traceId: undefined, deadline: Date.now() + 1_000 };
  const result = await execute({
    schema: bound.schema,
    document: parse(text),
    contextValue: {
      principal: principalWith(scopes),
      database,
      origin,
      loaders: createLoaders(bound.catalog, database, origin),
    },
  });
  const codes = result.errors?.map(({ originalError }) =>
    originalError instanceof MeridianError ? originalError.code : originalError,
  );
  return { codes, sent };
}

it.each([
  'ridesAggregate(region: EASTUS) { sum { revenue } }',
  'ridesAggregate(region: EASTUS) { count max { revenue } }',
  'ridesAggregate(region: EASTUS, where: { revenue: { gt: "1" } }) { count }',
  'ridesGroups(region: EASTUS, by: [CITY]) { avg { revenue } }',
  'ridesGroups(region: EASTUS, by: [CITY, VEHICLE]) { count }',
  'usersGroups(region: EASTUS, by: [ADDRESS]) { count }',
])('refuses %s by the scopes of the columns themselves, and sends no statement', async (field) => {
  const { codes, sent } = await ask(`{ ${field} }`, 'rides.read', 'users.read');
  expect(codes).toEqual(['FORBIDDEN']);
  expect(sent).toEqual([]);
});

it('reads what the scopes of the columns open', async () => {
  const field = 'ridesGroups(region: EASTUS, by: [CITY, VEHICLE]) { avg { revenue } }';
  const { codes, sent } = await ask(`{ ${field} }`, 'rides.read', 'revenue.read', 'vehicles.read');
  expect(codes).toBeUndefined();
  expect(sent.length).toBe(1);
});

it.each([
  ['RideNumbers', 'city: String'],
  ['RideExtremes', 'city: String'],
  ['RideKey', 'startTime: DateTime'],
  ['RideAggregate', 'median: RideNumbers'],
  ['RideGroup', 'ride: Ride'],
])('binds no field of %s that is %s', (type, field) => {
  const text = `extend type ${type} { "What nobody declared." ${field} }`;
  const contract = readContract([...movrFiles, { name: 'schema/test.graphql', text }]);
  expect(() => bindDomain(bindable(contract), domain, secret)).toThrow(`${type}.${field.split(':')[0]}`);
});
