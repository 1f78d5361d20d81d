import { afterAll, beforeAll, expect, test } from 'vitest';
import { exactNumber } from '../../../src/graphql/scalars/raw-number.ts';
import { type Stack, startStack } from '../stack.ts';

let stack: Stack;
let token: string;
beforeAll(async () => {
  stack = await startStack({ policyGateway: true });
  token = await stack.token({ scopes: ['users.read', 'vehicles.read', 'vehicles.write'] });
});
afterAll(() => stack?.[Symbol.asyncDispose]());

const create = `mutation ($vehicles: [CreateVehicleInput!]!) { createVehicles(vehicles: $vehicles) { vehicles { ext } } }`;

test('numbers of JSON go through API Management into the database and back to the last digit', async () => {
  const ext = {
    big: exactNumber('12345678901234567890'),
    price: exactNumber('0.10'),
    deep: [exactNumber('1.0'), 7],
  };
  const { text, body } = await stack.ask(create, {
    token,
    variables: { vehicles: [{ city: 'boston', type: 'BIKE', ext }] },
  });
  expect(body.errors).toBeUndefined();
  expect(text.replaceAll(/\s/g, '')).toContain(
    '"ext":{"big":12345678901234567890,"deep":[1.0,7],"price":0.10}',
  );
});

const find =
  'query ($big: JSON) { vehicles(region: EASTUS, where: { ext: { path: ["big"], eq: $big } }) { totalCount } }';

test('the same numbers find the row again, and others do not', async () => {
  const count = async (digits: string) =>
    (await stack.ask(find, { token, variables: { big: exactNumber(digits) } })).body.data;
  expect(await count('12345678901234567890')).toEqual({ vehicles: { totalCount: 1 } });
  expect(await count('12345678901234567891')).toEqual({ vehicles: { totalCount: 0 } });
});

test('so do they in the query string of a GET', async () => {
  const count = async (digits: string) => {
    const search = new URLSearchParams({ query: find, variables: `{"big":${digits}}` });
    const headers = { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'yes' };
    const response = await fetch(`${stack.url}/graphql?${search}`, { headers });
    return ((await response.json()) as { data: unknown }).data;
  };
  expect(await count('12345678901234567890')).toEqual({ vehicles: { totalCount: 1 } });
  expect(await count('12345678901234567891')).toEqual({ vehicles: { totalCount: 0 } });
});

test('numbers for doubles and integers are taken as ever', async () => {
  const text = `query ($lat: Float, $first: Int) { vehicleLocations(region: EASTUS, first: $first, where: { lat: { lt: $lat } }) { nodes { lat } } }`;
  const scopes = ['rides.read', 'vehicles.read', 'users.read'] as const;
  const { body } = await stack.ask(text, {
    token: await stack.token({ scopes: [...scopes] }),
    variables: { lat: exactNumber('90.00000000000000000001'), first: exactNumber('2.0') },
  });
  expect(body.errors).toBeUndefined();
  expect(body.data).toMatchObject({ vehicleLocations: { nodes: [{}, {}] } });
});
