import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newTrace, readScopes, type Stack, startStack } from '../stack.ts';

let stack: Stack;
let token: string;
beforeAll(async () => {
  stack = await startStack();
  token = await stack.token({ scopes: readScopes });
});
afterAll(() => stack?.[Symbol.asyncDispose]());

const nested = (first: number) => `query Nested {
  users(region: WESTEUROPE, first: ${first}) {
    nodes { name rides(first: 5) { nodes { startTime vehicle { type owner { name city } } } } }
  }
}`;

/** The statements that one request sent. */
async function statementsOf(query: string, options: Parameters<Stack['ask']>[1] = {}) {
  const { traceId, headers } = newTrace();
  const answer = await stack.ask(query, {
    token,
    ...options,
    headers,
  });
  // The log is in the order of the statements: where a later request's is in the file, all of this one's are.
  const later = newTrace();
  await stack.ask('{ promoCodes(first: 1) { nodes { code } } }', { token, headers: later.headers });
  await expect
    .poll(() => stack.sqlLog().some((record) => record.traceId === later.traceId), { timeout: 10_000 })
    .toBe(true);
  return { answer, statements: stack.sqlLog().filter((record) => record.traceId === traceId) };
}

describe('users → rides → vehicle → owner', () => {
  test('answers with one statement a level, whatever the number of rows', async () => {
    for (const first of [3, 30]) {
      const { answer, statements } = await statementsOf(nested(first));
      expect(answer.body.errors).toBeUndefined();
      const users = answer.body.data?.users as { nodes: { rides: { nodes: unknown[] } }[] };
      expect(users.nodes.length).toBe(first);
      expect(users.nodes.some(({ rides }) => rides.nodes.length > 0)).toBe(true);
      expect(statements.map(({ table }) => table)).toEqual(['users', 'rides', 'vehicles', 'users']);
    }
  });

  test('stays in one region, in every statement', async () => {
    const { statements } = await statementsOf(nested(5));
    expect(new Set(statements.map(({ region }) => region))).toEqual(new Set(['westeurope']));
    for (const { text } of statements) {
      expect(text).toContain('crdb_region');
      expect(text).not.toMatch(/eastus|westeurope|southeastasia/);
    }
  });

  test('carries its name and trace id into every statement', async () => {
    const { statements } = await statementsOf(nested(2));
    expect(statements.length).toBe(4);
    expect(new Set(statements.map(({ operation }) => operation))).toEqual(new Set(['Nested']));
  });

  test('leaves one audit record, tied to the same trace', async () => {
    const { statements } = await statementsOf(nested(2));
    const traceId = statements[0]?.traceId;
    await expect
      .poll(() => stack.auditLog().filter((record) => record.traceId === traceId).length, { timeout: 10_000 })
      .toBe(1);
    const record = stack.auditLog().find((each) => each.traceId === traceId);
    expect(record).toMatchObject({ status: 'ok', statements: 4, denied: [], operation: { name: 'Nested' } });
    expect(record?.coordinates).toContain('Vehicle.owner');
  });
});
