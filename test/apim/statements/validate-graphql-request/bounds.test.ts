import { buildSchema, getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../../apim/gateway/statements/validate-graphql-request/analyse.ts';
import { readGraphQLRequest } from '../../../../apim/gateway/statements/validate-graphql-request/request.ts';

const schema = buildSchema('type Query { a: Query, b(c: [Int], s: String): Int }');

const messages = (text: string) => {
  const document = analyse(schema, text);
  return document.valid ? [] : document.messages;
};

function measures(text: string, operationName = '') {
  const document = analyse(schema, text);
  if (!document.valid) throw new Error(document.messages.join('; '));
  const { depth, fieldCount } = document.operations.get(operationName) ?? {};
  return { depth, fieldCount };
}

describe('depth and fields', () => {
  it.each([
    ['{ b }', 1, 1],
    ['{ a { b } }', 2, 2],
    ['{ a { a { b } } b }', 3, 4],
    ['{ a { ...F } } fragment F on Query { a { b } }', 3, 3],
    ['{ ... on Query { ... { b } } }', 1, 1],
    ['{ ...F x: a { ...F } } fragment F on Query { b c: b }', 2, 5],
  ])('%s is %i deep and has %i fields', (text, depth, fieldCount) => {
    expect(measures(text)).toEqual({ depth, fieldCount });
  });

  it('takes 250 fields and refuses 251', () => {
    const fields = (count: number) => `{ ${Array.from({ length: count }, (_, n) => `f${n}: b`).join(' ')} }`;
    expect(measures(fields(250))).toEqual({ depth: 1, fieldCount: 250 });
    expect(messages(fields(251))).toEqual(['The query has more than 250 fields.']);
  });

  it('counts a fragment as often as it is spread', () => {
    const text = `{ ${Array.from({ length: 126 }, (_, n) => `a${n}: a { ...F }`).join(' ')} } fragment F on Query { b }`;
    expect(messages(text)).toEqual(['The query has more than 250 fields.']);
  });
});

describe('hostile documents', () => {
  /** CPU, not the clock on the wall: other tests run beside this one. */
  const cpuMilliseconds = (since?: NodeJS.CpuUsage) => process.cpuUsage(since).user / 1000;

  it.each<[what: string, text: string, message: RegExp]>([
    ['fragments that double each other 60 times', doubling(60), /more than 250 fields/],
    [
      'a fragment that spreads itself',
      '{ ...F } fragment F on Query { a { ...F } }',
      /Cannot spread fragment "F"/,
    ],
    ['50,000 levels of selection sets', '{a'.repeat(50_000), /Nested more than 200/],
    ['50,000 levels of lists', `{ b(c: ${'['.repeat(50_000)}`, /Nested more than 200/],
    [
      '20,000 fields of one name in an unused fragment',
      `{ b } fragment F on Query { ${'b '.repeat(20_000)} }`,
      /more than 250 fields/,
    ],
    ['an unterminated string', '{ b(s: "', /Unterminated string/],
    ['a type definition', 'type Query { a: Int }', /only hold operations/],
    ['nothing', ' ', /Syntax Error/],
    ['an unknown field', '{ constructor }', /Cannot query field "constructor"/],
    ['an unknown field of the prototype', '{ __proto__ }', /Cannot query field "__proto__"/],
  ])('%s is refused in no time', (_, text, message) => {
    const start = process.cpuUsage();
    expect(messages(text)[0]).toMatch(message);
    expect(cpuMilliseconds(start)).toBeLessThan(1_500);
  });

  it('takes brackets within strings for what they are', () => {
    expect(messages(`{ b(s: "${'{['.repeat(300)}") }`)).toEqual([]);
  });

  it('measures the usual introspection query, which is deeper than the default limit', () => {
    const measured = measures(getIntrospectionQuery(), 'IntrospectionQuery');
    expect(measured.depth).toBeGreaterThan(6);
    expect(measured.fieldCount).toBeLessThan(250);
  });
});

function doubling(times: number): string {
  const fragments = Array.from(
    { length: times },
    (_, n) => `fragment F${n} on Query { x: a { ...F${n + 1} } y: a { ...F${n + 1} } }`,
  );
  return `{ ...F0 } ${fragments.join(' ')} fragment F${times} on Query { b }`;
}

describe('requests', () => {
  const post = (body: string, contentType: string | undefined = 'application/json') =>
    readGraphQLRequest({ method: 'POST', contentType, body, parameter: () => undefined });

  it.each([
    ['[{"query":"{ b }"}]', 'Batched requests are not supported.'],
    ['{"query":""}', 'A query is missing.'],
    ['{"query":7}', 'A query is missing.'],
    ['{', 'The body is not a JSON object.'],
    ['{"query":"{ b }","variables":[]}', 'The variables are not a JSON object.'],
    ['{"query":"{ b }","operationName":7}', 'The operation name is not a string.'],
  ])('%s is refused', (body, message) => {
    expect(post(body)).toEqual({ message });
  });

  it('carries a changed document in the place of the first, everything else as it was', () => {
    const request = post('{"query":"{ b }","variables":{"x":1},"extensions":{"y":2}}');
    if ('message' in request) throw new Error(request.message);
    expect(request.carry('{ a }')).toEqual({
      in: 'body',
      body: '{"query":"{ a }","variables":{"x":1},"extensions":{"y":2}}',
      contentType: 'application/json',
    });
  });

  it('reads application/graphql and GET parameters', () => {
    expect(post('{ b }', 'application/graphql; charset=utf-8')).toMatchObject({ text: '{ b }' });
    const parameters = new Map([
      ['query', 'query N { b }'],
      ['operationName', 'N'],
      ['variables', '{"x":1}'],
    ]);
    expect(
      readGraphQLRequest({
        method: 'GET',
        contentType: undefined,
        body: '',
        parameter: (name) => parameters.get(name),
      }),
    ).toMatchObject({ text: 'query N { b }', operationName: 'N', variables: { x: 1 } });
  });
});
