import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededUser } from '../../../src/dev/seed/seeded-user.ts';
import { newTrace, type Stack, startStack } from '../stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());

/** The log is written after the answer, so a statement that is sent last must be there first. */
async function logIsWritten(): Promise<void> {
  const { traceId, headers } = newTrace();
  const token = await stack.token({ scopes: ['rides.read'] });
  await stack.ask('{ rides(region: EASTUS, first: 1) { nodes { city } } }', { token, headers });
  await expect
    .poll(() => stack.sqlLog().some((record) => record.traceId === traceId), { timeout: 10_000 })
    .toBe(true);
}

describe('a missing scope', () => {
  test('makes its field null, with the coordinate and what is missing, and leaves the rest', async () => {
    const token = await stack.token({ scopes: ['rides.read'] });
    const { status, body } = await stack.ask(
      '{ rides(region: EASTUS, first: 2) { nodes { city revenue vehicle { type } } } }',
      { token },
    );
    expect(status).toBe(200);
    const rides = body.data?.rides as { nodes: { city: string; revenue: unknown; vehicle: unknown }[] };
    expect(rides.nodes.length).toBe(2);
    for (const ride of rides.nodes) {
      expect(ride.city).toEqual(expect.any(String));
      expect(ride).toMatchObject({ revenue: null, vehicle: null });
    }
    const told = body.errors?.map(({ extensions }) => [
      extensions.code,
      extensions.coordinate,
      extensions.missingScopes,
    ]);
    expect(told).toEqual([
      ['FORBIDDEN', 'Ride.revenue', ['revenue.read']],
      ['FORBIDDEN', 'Ride.vehicle', ['vehicles.read']],
    ]);
  });

  test('sends no SQL for what it denies', async () => {
    const { traceId, headers } = newTrace();
    const token = await stack.token({ scopes: [] });
    const query = '{ rides(region: EASTUS, first: 2) { nodes { city } } }';
    const { body } = await stack.ask(query, { token, headers });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', missingScopes: ['rides.read'] });
    await logIsWritten();
    expect(stack.sqlLog().filter((record) => record.traceId === traceId)).toEqual([]);
  });
});

describe('the row rule "self"', () => {
  const query = '{ users(region: EASTUS, first: 100) { nodes { id address } } me { address } }';

  test('opens one’s own personal fields and no one else’s', async () => {
    const token = await stack.token({ scopes: ['users.read'], subject: seededUser.id });
    const { body } = await stack.ask(query, { token });
    const users = body.data?.users as { nodes: { address: string | null }[] };
    expect(body.data?.me).toMatchObject({ address: expect.any(String) });
    expect(users.nodes.length).toBeGreaterThan(10);
    expect(users.nodes.filter(({ address }) => address !== null).length).toBeLessThanOrEqual(1);
    const denied = body.errors?.filter(({ extensions }) => extensions.code === 'FORBIDDEN') ?? [];
    expect(denied.length).toBeGreaterThanOrEqual(users.nodes.length - 1);
  });

  test('is not needed with the scope', async () => {
    const token = await stack.token({ scopes: ['users.read', 'users.pii.read'] });
    const { body } = await stack.ask(query, { token });
    expect(body.errors).toBeUndefined();
  });
});

describe('a region that the token does not name', () => {
  test('is refused before any SQL, as an argument and inside an id', async () => {
    const everywhere = await stack.token({ scopes: ['users.read'] });
    const found = await stack.ask('{ users(region: WESTEUROPE, first: 1) { nodes { id } } }', {
      token: everywhere,
    });
    const users = found.body.data?.users as { nodes: { id: string }[] } | undefined;
    const id = users?.nodes[0]?.id;
    expect(id).toEqual(expect.any(String));
    const { traceId, headers } = newTrace();
    const token = await stack.token({ scopes: ['users.read'], region: 'eastus' });
    const byArgument = await stack.ask('{ users(region: WESTEUROPE, first: 1) { nodes { id } } }', {
      token,
      headers,
    });
    const byId = await stack.ask('query ($id: ID!) { user(id: $id) { id } }', {
      token,
      headers,
      variables: { id },
    });
    for (const { status, body } of [byArgument, byId]) {
      expect(status).toBe(403);
      expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', region: 'westeurope' });
    }
    await logIsWritten();
    expect(stack.sqlLog().filter((record) => record.traceId === traceId)).toEqual([]);
  });
});

describe('an id', () => {
  test.each(['', 'x', 'AAAA', '\u0000', 'x'.repeat(1_000)])(
    'that was made up is BAD_USER_INPUT: %j',
    async (id) => {
      const token = await stack.token({ scopes: ['users.read'] });
      const { body } = await stack.ask('query ($id: ID!) { user(id: $id) { id } }', {
        token,
        variables: { id },
      });
      expect(body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    },
  );
});
