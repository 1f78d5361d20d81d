import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readScopes, type Stack, startStack } from '../stack.ts';
import { badTokens } from './bad-tokens.ts';

let stack: Stack;
let good: string;
beforeAll(async () => {
  stack = await startStack();
  good = await stack.token({ scopes: readScopes });
});
afterAll(() => stack?.[Symbol.asyncDispose]());

const query = '{ users(region: EASTUS, first: 1) { nodes { id } } }';

describe('past API Management', () => {
  test.each(Object.entries(badTokens))('%s is answered 401 by the gateway itself', async (_name, make) => {
    const token = await make({ stack, good });
    const { status, body } = await stack.ask(query, {
      ...(token === undefined ? {} : { token }),
    });
    expect(status).toBe(401);
    expect(body.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test.each<[string, Record<string, string>]>([
    ['no identity', { 'x-apim-authorization': '' }],
    ['a word', { 'x-apim-authorization': 'Bearer token' }],
  ])('%s of API Management is answered 401', async (_name, headers) => {
    const { status, body } = await stack.ask(query, { token: good, headers });
    expect(status).toBe(401);
    expect(body.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('a user’s token is not API Management’s identity', async () => {
    const headers = { 'x-apim-authorization': `Bearer ${good}` };
    expect((await stack.ask(query, { token: good, headers })).status).toBe(401);
  });

  test('API Management’s identity is not a user', async () => {
    const { status } = await stack.ask(query, { token: await stack.apimToken() });
    expect(status).toBe(401);
  });
});
