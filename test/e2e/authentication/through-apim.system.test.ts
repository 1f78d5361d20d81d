import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readScopes, type Stack, startStack } from '../stack.ts';
import { badTokens } from './bad-tokens.ts';

let stack: Stack;
let good: string;
beforeAll(async () => {
  stack = await startStack({ policyGateway: true });
  good = await stack.token({ scopes: readScopes });
});
afterAll(() => stack?.[Symbol.asyncDispose]());

const query = '{ users(region: EASTUS, first: 1) { nodes { id } } }';

describe('through API Management', () => {
  test('a good token gets an answer', async () => {
    const { status, body } = await stack.ask(query, { token: good });
    expect(body.errors).toBeUndefined();
    expect(status).toBe(200);
  });

  test.each(Object.entries(badTokens))('%s is answered 401 with its body', async (_name, make) => {
    const token = await make({ stack, good });
    const { status, text } = await stack.ask(query, token === undefined ? {} : { token });
    expect(status).toBe(401);
    expect(JSON.parse(text)).toMatchObject({ statusCode: 401, message: expect.any(String) });
  });
});
