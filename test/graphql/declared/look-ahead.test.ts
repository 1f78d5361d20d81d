import { parse } from 'graphql';
import { expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { runMovr } from '../../operations/movr.ts';

/** Every table is empty. */
const database: Database = {
  engine: 'postgres',
  query: async () => [],
  queryWire: async () => [],
  transaction: () => Promise.reject(new Error('Nothing is changed here')),
  isReady: async () => true,
  close: async () => {},
};
const { ask } = runMovr(database);

/** The columns that the one statement selects. */
async function columns(text: Parameters<typeof ask>[0], options: Parameters<typeof ask>[1] = {}) {
  const { statements, result } = await ask(text, options);
  expect(result.errors).toBeUndefined();
  expect(statements).toHaveLength(1);
  return /^select (.*?) from/.exec(statements[0]?.text ?? '')?.[1]?.replaceAll('"', '');
}

const vehicles = (selection: string, more = '') => `{ vehicles(region: EASTUS) { ${selection} } } ${more}`;

it.each([
  ['nodes { city }', 'id, city'],
  ['nodes { __typename id region }', 'id'],
  ['edges { node { status } } nodes { type }', 'id, type, status'],
  ['nodes { owner { name } }', 'id, owner_id'],
  ['nodes { rides { nodes { id } } }', 'id'],
  ['nodes { ... on Vehicle { kind: type } ... on Node { id } }', 'id, type'],
  ['nodes { city @skip(if: true) status @include(if: true) }', 'id, status'],
  ['pageInfo { endCursor }', 'id, creation_time'],
  ['edges { cursor }', 'id, creation_time'],
  ['pageInfo { hasNextPage }', 'id'],
])('reads for %s only %s', async (selection, expected) => {
  expect(await columns(vehicles(selection))).toBe(expected);
});

it('sees through fragments in fragments', async () => {
  const fragments =
    'fragment A on VehicleConnection { nodes { ...B } } fragment B on Vehicle { ext ...C } fragment C on Node { id }';
  expect(await columns(vehicles('...A', fragments))).toBe('id, ext');
});

it('adds what row rules read, for callers whom scopes do not let in', async () => {
  expect(await columns('{ me { address } }', { principal: { scopes: new Set(['users.read']) } })).toBe(
    'id, address',
  );
});

it('looks anew where a variable decides, though the document is the same', async () => {
  const document = parse(
    `query ($deep: Boolean!) { vehicles(region: EASTUS) { nodes { city ext @include(if: $deep) } } }`,
  );
  for (const deep of [true, false, true])
    expect(await columns(document, { variables: { deep } })).toBe(deep ? 'id, city, ext' : 'id, city');
});

it('keeps operations of one document apart that share a fragment', async () => {
  const document = parse(`
    query Narrow { vehicles(region: EASTUS) { ...Page } }
    query Wide { vehicles(region: EASTUS) { ...Page nodes { status } } }
    query Doubled { vehicles(region: EASTUS) { ...Page } vehicles(region: EASTUS) { nodes { ext } } }
    fragment Page on VehicleConnection { nodes { city } }`);
  for (let run = 0; run < 2; run += 1) {
    expect(await columns(document, { operationName: 'Narrow' })).toBe('id, city');
    expect(await columns(document, { operationName: 'Wide' })).toBe('id, city, status');
    expect(await columns(document, { operationName: 'Doubled' })).toBe('id, city, ext');
  }
});

it('reads nothing of a column that the caller may not see', async () => {
  const { statements } = await ask('{ rides(region: EASTUS) { nodes { city revenue } } }', {
    principal: { scopes: new Set(['rides.read']) },
  });
  expect(statements[0]?.text).toMatch(/^select "id", "city" from/);
});
