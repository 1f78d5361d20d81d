import { describe, expect, it } from 'vitest';
import { readApiDefinition } from '../../../../apim/gateway/statements/validate/api-definition.ts';

const definition = (paths: unknown, components: unknown = {}) =>
  readApiDefinition({ openapi: '3.1.0', paths, components });

describe("an API's definition", () => {
  it('names its operations as an import does', () => {
    const { operations } = definition({
      '/a': { get: { operationId: 'getA', summary: 'Get A' }, post: {}, summary: 'no method' },
    });
    expect(operations).toEqual([
      { id: 'getA', name: 'Get A', method: 'GET', urlTemplate: '/a' },
      { id: 'post-/a', name: 'post-/a', method: 'POST', urlTemplate: '/a' },
    ]);
  });

  it("puts an operation's parameter before the path's of the same name", () => {
    const parameter = (required: boolean) => [{ name: 'p', in: 'query', required, schema: {} }];
    const { of } = definition({
      '/a': { parameters: parameter(false), get: { parameters: parameter(true) } },
    });
    expect(of('get', '/a')?.parameters.map(({ required }) => required)).toEqual([true]);
  });

  it('finds what names with slashes and tildes refer to', () => {
    const { of } = definition(
      { '/a': { get: { parameters: [{ $ref: '#/components/parameters/x~1y~0z' }] } } },
      { parameters: { 'x/y~z': { name: 'p', in: 'query', schema: { type: 'integer' } } } },
    );
    expect(of('GET', '/a')?.parameters[0]?.check?.('x')).toBe('The value must be integer.');
  });

  it('does not follow references in a circle for ever', () => {
    const { of } = definition(
      { '/a': { get: { parameters: [{ $ref: '#/components/parameters/a' }] } } },
      { parameters: { a: { $ref: '#/components/parameters/b' }, b: { $ref: '#/components/parameters/a' } } },
    );
    expect(of('GET', '/a')?.parameters).toEqual([]);
  });

  it('takes the response of a status, then of its class, then the default', () => {
    const header = (name: string) => ({ headers: { [name]: { schema: {} } } });
    const { of } = definition({
      '/a': { get: { responses: { 200: header('a'), '2XX': header('b'), default: header('c') } } },
    });
    const names = [200, 201, 500].map((status) => [
      ...(of('GET', '/a')?.response(status)?.headers.keys() ?? []),
    ]);
    expect(names).toEqual([['a'], ['b'], ['c']]);
  });

  it('must be OpenAPI 3', () => {
    expect(() => readApiDefinition({ swagger: '2.0' })).toThrow('it is not an OpenAPI 3 document');
  });
});
