import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../stack.ts';

let stack: Stack;
let token: string;
beforeAll(async () => {
  stack = await startStack({ policyGateway: true });
  token = await stack.token({ scopes: ['users.read', 'users.write', 'vehicles.read'] });
});
afterAll(() => stack?.[Symbol.asyncDispose]());

/** Asks more often than it takes for the compiler to come in; after that rows are written from their bytes. */
async function askOften(query: string, variables: Record<string, unknown>): Promise<readonly string[]> {
  const texts: string[] = [];
  for (let i = 0; i < 6; i += 1) texts.push((await stack.ask(query, { token, variables })).text);
  return texts;
}

test('an answer is the same text before and after its rows are written from their bytes', async () => {
  const texts = await askOften(
    'query ($region: Region!) { vehicles(region: $region, first: 20) { totalCount nodes { id b: id region city type status creationTime currentLocation __typename } pageInfo { hasNextPage endCursor } } }',
    { region: 'WESTEUROPE' },
  );
  expect(new Set(texts).size).toBe(1);
  expect(JSON.parse(texts[0] ?? '').data.vehicles.nodes).toHaveLength(20);
});

test('so is one in which a column is denied', async () => {
  const texts = await askOften(
    'query ($region: Region!) { a: vehicles(region: $region, first: 2) { nodes { id city } } b: rides(region: $region, first: 2) { nodes { id revenue } } }',
    { region: 'WESTEUROPE' },
  );
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]).toContain('FORBIDDEN');
});

test('answers that are written at the same time do not mix', async () => {
  const query =
    'query ($first: Int!) { a: vehicles(region: WESTEUROPE, first: $first) { nodes { id city } } b: vehicles(region: WESTEUROPE, first: 3) { nodes { status id } } }';
  const ask = async (first: number) =>
    (await stack.ask(query, { token, variables: { first }, direct: true })).text;
  const sizes = Array.from({ length: 20 }, (_, i) => 1 + i);
  const alone: string[] = [];
  for (const first of sizes) alone.push(await ask(first));
  for (let round = 0; round < 5; round += 1) expect(await Promise.all(sizes.map(ask))).toEqual(alone);
});
