import { buildSchema, printSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import {
  apimRules,
  renderAuthorization,
  renderRequiredClaims,
  renderScopesIn,
} from '../../src/contract/apim-rules.ts';
import { APIM_MAX_FIELDS, introspectionMeasure, uploadedSdl } from '../../src/contract/uploaded-sdl.ts';
import { APIM_MAX_DEPTH, policyRegions, tooLargeForApim } from '../../src/dev/derived-files.ts';
import { regionsIn, replaceRegions } from '../../src/dev/marked-regions.ts';
import { FixtureGateway, makeKeys } from '../apim/statements/fixture-gateway.ts';
import { mutations, queries } from '../operations/operations.ts';
import { contractOf, movr } from './movr.ts';

const rules = apimRules(movr.access, movr.schema);
const ruleFor = (path: string) => rules.find((rule) => rule.path === path);

describe('the rules for API Management', () => {
  test('a type has one rule, and a field only where it asks for something else', () => {
    expect(ruleFor('/Ride/*')?.guards).toEqual([{ scopes: [['rides.read']], policies: [] }]);
    expect(ruleFor('/Ride/revenue')?.guards).toHaveLength(2);
    expect(ruleFor('/Ride/city')).toBeUndefined();
  });

  test('what only a row can settle is let through, with all else that the field asks for', () => {
    expect(ruleFor('/User/address')).toBeUndefined();
    expect(ruleFor('/User/*')?.guards).toEqual([{ scopes: [['users.read']], policies: [] }]);
  });

  test('fields of Query and Mutation that have no rule are denied', () => {
    expect(ruleFor('/Query/*')?.guards).toEqual([{ scopes: [], policies: [] }]);
    expect(renderAuthorization(rules, 15)).toContain(
      '<rule path="/Mutation/*" action="{{graphql-denied-field}}" />',
    );
  });

  test('OR and AND of scopes become an expression without characters that XML reserves', () => {
    const { access, schema } = contractOf(`extend schema @scope(name: "a", about: "A.")
        @scope(name: "b", about: "B.") @scope(name: "c", about: "C.")
      type Query { f: Int @requiresScopes(scopes: [["a", "b"], ["c"]]) }`);
    const text = renderAuthorization(apimRules(access, schema), 15);
    expect(text).toContain('<rule path="/Query/f" action="@(!(!');
    expect(text.replaceAll(/<\/?[a-z-]+|\/?>/g, '')).not.toMatch(/[<&]/);
  });

  test('claims are asked for by the names of all scopes', () => {
    for (const scope of movr.access.scopes.keys()) {
      expect(renderRequiredClaims(movr.access, 'scp')).toContain(`<value>${scope}</value>`);
      expect(renderScopesIn(movr.access)).toContain(` ${scope} `);
    }
  });
});

describe('the claim that scopes are asked for in', () => {
  const token = (claims: object) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `Bearer ${part({ alg: 'RS256' })}.${part(claims)}.eA`;
  };

  test.each([
    ['roles of an application', token({ roles: ['rides.read'] }), 'roles'],
    [
      'app roles of a user, whose scope is none of the contract’s',
      token({ scp: 'access', roles: ['rides.read'] }),
      'roles',
    ],
    ['a user’s scopes beside a foreign role', token({ scp: 'rides.read', roles: ['Admin'] }), 'scp'],
    ['a role that only begins like a scope', token({ roles: ['rides.re'] }), 'scp'],
    ['no token at all', 'Basic eDp5', 'scp'],
  ])('%s', async (_name, authorization, expected) => {
    const policy = `<policies><inbound>${renderScopesIn(movr.access)}<return-response>
      <set-body>@((string)context.Variables["scopes-in"])</set-body></return-response></inbound>
      <backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>`;
    const gateway = new FixtureGateway(policy, {}, await makeKeys());
    expect(gateway.faults).toEqual([]);
    expect((await gateway.send({ headers: { Authorization: authorization } })).body).toBe(expected);
  });
});

describe('the SDL for API Management', () => {
  const sdl = uploadedSdl(movr);

  test('has no directive of the contract and all descriptions', () => {
    expect(sdl).not.toMatch(/@(requiresScopes|policy|public|scope|rowRule|sensitive|cost|listSize)\b/);
    expect(sdl).not.toMatch(/scalar (Scope|Policy)/);
    expect(sdl).toContain('"""What the ride earned, in US dollars."""');
  });

  test('is the same schema to clients', () => {
    const types = (text: string) =>
      Object.keys(buildSchema(text).getTypeMap()).filter((name) => !/^(Scope|Policy)$/.test(name));
    expect(types(sdl)).toEqual(expect.arrayContaining(types(printSchema(movr.schema))));
    expect(buildSchema(sdl).getType('Ride')?.toString()).toBe('Ride');
  });

  test('its limits let introspection through, and every operation of the golden tests', () => {
    expect(introspectionMeasure.fields).toBeLessThanOrEqual(APIM_MAX_FIELDS);
    expect(introspectionMeasure.depth).toBeLessThanOrEqual(APIM_MAX_DEPTH);
    const texts = new Map(
      Object.entries({ ...queries, ...mutations }).map(([name, { text }]) => [name, text]),
    );
    expect(tooLargeForApim(texts)).toEqual([]);
  });

  test('an operation beyond them is named with its measure', () => {
    const fields = Array.from({ length: 251 }, (_, at) => `f${at}: __typename`).join(' ');
    expect(tooLargeForApim(new Map([['wide', `{ ${fields} }`]]))).toEqual([
      'wide: 1 levels and 251 fields; API Management takes 15 and 250',
    ]);
  });
});

describe('marked regions', () => {
  const document =
    '<a>\n  <!-- generated:required-scp -->\n  <old/>\n  <!-- /generated:required-scp -->\n  <kept/>\n</a>';

  test('are replaced, indented as their mark, and all else is kept', () => {
    const replaced = replaceRegions(
      'x.xml',
      document,
      new Map([['required-scp', '<new>\n  <inner/>\n</new>']]),
    );
    expect(replaced).toBe(
      '<a>\n  <!-- generated:required-scp -->\n  <new>\n    <inner/>\n  </new>\n  <!-- /generated:required-scp -->\n  <kept/>\n</a>',
    );
    expect(regionsIn(replaced)).toEqual(['required-scp']);
  });

  test('that nothing is generated for are an error', () => {
    expect(() => replaceRegions('x.xml', document, new Map())).toThrow(
      'x.xml: nothing is generated for the region',
    );
  });

  test('are all of the contract’s', () => {
    expect([...policyRegions(movr).keys()]).toEqual([
      'graphql-authorization',
      'scopes-in',
      'required-scp',
      'required-roles',
    ]);
  });
});
