import fastify from 'fastify';
import { buildSchema, parse } from 'graphql';
import { expect, it } from 'vitest';
import { addExactBodies, readQueryString, settleVariables } from '../../src/graphql/exact-variables.ts';

const schema = buildSchema(`
  scalar JSON
  scalar BigInt
  input Inner { f: Float, j: JSON, b: BigInt, more: [Inner!] }
  type Query { of(i: Int, f: Float, fs: [Float!], j: JSON, js: [[JSON]], b: BigInt, bs: [BigInt!], inner: Inner): Int }
`);
const document = parse(
  `query ($i: Int!, $f: Float, $fs: [Float!], $j: JSON, $js: [[JSON]], $bs: [BigInt!]!, $inner: Inner)
    { of(i: $i, f: $f, fs: $fs, j: $j, js: $js, bs: $bs, inner: $inner) }`,
);

const app = fastify();
addExactBodies(app);
app.post('/', (request) => {
  const { variables } = request.body as { variables: Record<string, unknown> };
  return JSON.stringify(settleVariables(schema, document, undefined, variables));
});
const settledQuery = (sent: string) => {
  const search = `?variables=${encodeURIComponent(sent)}`;
  return JSON.stringify(
    settleVariables(schema, document, undefined, readQueryString(search) ?? JSON.parse(sent)),
  );
};
const send = (payload: string) =>
  app.inject({
    method: 'POST',
    url: '/',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    payload,
  });

it.each([
  ['{"j":1.0}', '{"j":1.0}'],
  [
    '{"j":{"a":[12345678901234567890,{"b":-0.10}]},"i":1}',
    '{"j":{"a":[12345678901234567890,{"b":-0.10}]},"i":1}',
  ],
  ['{"js":[[0.10],1.0]}', '{"js":[[0.10],1.0]}'],
  ['{"bs":9007199254740993}', '{"bs":9007199254740993}'],
  ['{"bs":[9007199254740993,1]}', '{"bs":[9007199254740993,1]}'],
  ['{"f":0.1234567890123456789,"i":5.0}', '{"f":0.12345678901234568,"i":5}'],
  ['{"fs":[1.0,1e2],"f":1e400}', '{"fs":[1,100],"f":null}'],
  ['{"fs":1.50}', '{"fs":1.5}'],
  [
    '{"inner":{"f":1.0,"j":1.0,"b":9007199254740993,"more":[{"f":2.0,"j":[2.0]}]}}',
    '{"inner":{"f":1,"j":1.0,"b":9007199254740993,"more":[{"f":2,"j":[2.0]}]}}',
  ],
  ['{"inner":{"more":{"j":2.0,"f":2.0}}}', '{"inner":{"more":{"j":2.0,"f":2}}}'],
  ['{"undeclared":1.0}', '{"undeclared":1}'],
])('%s arrives as %s, in a body and in a query string', async (sent, settled) => {
  expect((await send(`{"variables":${sent}}`)).body).toBe(settled);
  expect(settledQuery(sent)).toBe(settled);
});

it('refuses what Fastify’s own parser refuses', async () => {
  for (const wrong of [
    '{',
    '',
    '{"variables":{"__proto__":{"a":1.0}}}',
    '{"constructor":{"prototype":{"a":1.0}}}',
  ])
    expect((await send(wrong)).statusCode, wrong).toBe(400);
});

it('finds no number where there is only text', async () => {
  expect((await send('{"variables":{"j":"at 1.0, or 12345678901234567890"}}')).body).toBe(
    '{"j":"at 1.0, or 12345678901234567890"}',
  );
});
