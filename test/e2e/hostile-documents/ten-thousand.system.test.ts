import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readContract } from '../../../src/contract/read.ts';
import { broken, randomRequest, randomSource } from '../../graphql/random-document.ts';
import { readScopes, type Stack, startStack } from '../stack.ts';

const folder = new URL('../../../schema/', import.meta.url);
const { schema } = readContract(
  readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') })),
);

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ environment: { COST_LIMIT: '3000' } });
});
afterAll(() => stack?.[Symbol.asyncDispose]());

const count = 10_000;
const codes = new Set([
  'BAD_USER_INPUT',
  'CONFLICT',
  'COST_LIMIT_EXCEEDED',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'NOT_FOUND',
]);

/** What an answer may never hold: SQL, a stack, a path of the code, the driver's words. */
const leaks =
  /\b(select|insert into|update) .+ (from|values|set) |node_modules|\bat .+\.ts:\d+|postgres|drizzle|crdb_region|relation "/i;

test('ten thousand random documents, valid, broken and hostile, get answers that are the caller’s own fault at worst', async () => {
  const random = randomSource(31);
  const token = await stack.token({
    scopes: [...readScopes, 'users.write', 'vehicles.write', 'rides.write', 'promos.write', 'revenue.read'],
  });
  const apim = await stack.apimToken();
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const post = (body: string) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${token}`,
        'x-apim-authorization': `Bearer ${apim}`,
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
      };
      request(`${stack.gatewayUrl}/graphql`, { method: 'POST', agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
        response.on('error', reject);
      })
        .on('error', reject)
        .end(body);
    });

  const ids = await someIds(token);
  const seen = new Map<string, number>();
  let left = count;
  const worker = async () => {
    while (left-- > 0) {
      const whole = randomRequest(schema, random, {
        ids,
        hostility: 0.25,
        depth: 5,
        operation: random() < 0.15 ? 'mutation' : 'query',
      });
      const sent = random() < 0.4 ? broken(whole, random) : whole;
      const { status, text } = await post(JSON.stringify(sent));
      const about = `${JSON.stringify(sent)} → ${status} ${text}`;
      expect(status, about).toBeLessThan(500);
      // The caller's own words may come back in a message; they are not ours to judge.
      const told = withoutEcho(text, sent);
      expect(leaks.test(told), about).toBe(false);
      const body = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
      for (const { extensions } of body.errors ?? []) {
        expect(codes.has(extensions.code), about).toBe(true);
        seen.set(extensions.code, (seen.get(extensions.code) ?? 0) + 1);
      }
      if (!body.errors) seen.set('none', (seen.get('none') ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  agent.destroy();

  // Each kind of answer was among them, or the documents were not what the name of this test says.
  for (const code of [
    'none',
    'BAD_USER_INPUT',
    'COST_LIMIT_EXCEEDED',
    'GRAPHQL_PARSE_FAILED',
    'GRAPHQL_VALIDATION_FAILED',
  ])
    expect(seen.get(code), code).toBeGreaterThan(100);
  expect(stack.gatewayLog()).not.toMatch(/unhandled|uncaught|"level":[56]0/i);
  expect((await stack.ask('{ __typename }', { token })).body.data).toEqual({ __typename: 'Query' });
}, 180_000);

function withoutEcho(text: string, sent: { readonly query: string; readonly variables: object }): string {
  const own = `${sent.query} ${JSON.stringify(sent.variables)}`;
  return leaks.test(own) ? '' : text;
}

async function someIds(token: string): Promise<readonly string[]> {
  const { body } = await stack.ask(
    `{
      users(region: EASTUS, first: 5) { nodes { id } }
      vehicles(region: WESTEUROPE, first: 5) { nodes { id } }
      rides(region: SOUTHEASTASIA, first: 5) { nodes { id } }
    }`,
    { token },
  );
  const pages = Object.values(body.data ?? {}) as { nodes: { id: string }[] }[];
  return pages.flatMap(({ nodes }) => nodes.map(({ id }) => id));
}
