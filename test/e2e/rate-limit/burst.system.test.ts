import { afterAll, beforeAll, expect, test } from 'vitest';
import { readScopes, type Stack, startStack } from '../stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ policyGateway: true });
});
afterAll(() => stack?.[Symbol.asyncDispose]());

test('a burst over the limit is answered 429 with Retry-After, and only for who sent it', async () => {
  const greedy = await stack.token({ scopes: readScopes, subject: crypto.randomUUID() });
  const modest = await stack.token({ scopes: readScopes, subject: crypto.randomUUID() });
  let refused: Awaited<ReturnType<Stack['ask']>> | undefined;
  for (let sent = 0; sent < 2_000 && !refused; sent += 50) {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => stack.ask('{ __typename }', { token: greedy })),
    );
    refused = answers.find(({ status }) => status === 429);
    for (const { status } of answers) expect([200, 429]).toContain(status);
  }
  expect(refused?.status).toBe(429);
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(JSON.parse(refused?.text ?? '')).toMatchObject({ statusCode: 429 });
  expect((await stack.ask('{ __typename }', { token: modest })).status).toBe(200);
});
