import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  compileExpression,
  conditionOf,
  headerLookup,
  isAllowedVariable,
  jsonTextOf,
  jsonValue,
  jwtValue,
  type PolicyContext,
  supportedMembers,
  textOf,
} from '../../../apim/gateway/expression/index.ts';
import { stubContext } from './stub-context.ts';

function evaluate(source: string, context: PolicyContext = stubContext()) {
  const block = source.startsWith('{');
  return compileExpression(block ? source.slice(1, -1) : source, {
    kind: block ? 'block' : 'expression',
  }).evaluate(context, {
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 678),
    random: () => 0.5,
    guid: () => '0f8fad5b-d9cb-469f-a165-70867728950e',
  });
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({
  iss: 'https://issuer',
  sub: 'ada',
  aud: ['api', 'other'],
  exp: 1_800_000_000,
  nbf: 1_700_000_000,
  roles: ['reader', 'writer'],
  admin: true,
})}.c2ln`;

/** What only APIM has, so that .NET cannot be the oracle: the reference page's own words are the source. */
describe("APIM's own members", () => {
  it.each([
    ['$.AsJwt().Subject', 'ada'],
    ['$.AsJwt().Issuer', 'https://issuer'],
    ['$.AsJwt().Algorithm', 'RS256'],
    ['$.AsJwt().Type', 'JWT'],
    ['$.AsJwt().Audiences.Count()', 2],
    ['$.AsJwt().Claims["roles"][1]', 'writer'],
    ['$.AsJwt().Claims.GetValueOrDefault("roles")', 'reader,writer'],
    ['$.AsJwt().Claims.GetValueOrDefault("none", "x")', 'x'],
    ['$.AsJwt().Claims.ContainsKey("admin")', true],
    ['$.AsJwt().ExpirationTime.Value.ToString("o")', '2027-01-15T08:00:00.0000000Z'],
    ['$.AsJwt()?.ExpirationTime > DateTime.UtcNow', true],
    ['$.AsJwt().IssuedAt.HasValue', false],
    ['("Bearer " + $).AsJwt().Subject', 'ada'],
    ['"nope".AsJwt()', null],
    ['"a.b.c".AsJwt() == null', true],
    ['((string)null).AsJwt()', null],
    ['{ Jwt jwt; return $.TryParseJwt(out jwt) ? jwt.Subject : "none"; }', 'ada'],
    ['"x".TryParseJwt(out var jwt)', false],
    ['context.Request.Headers.GetValueOrDefault("Authorization", "").AsBasic().UserId', 'ada'],
    ['context.Request.Headers.GetValueOrDefault("Authorization", "").AsBasic().Password', 'secret:x'],
    ['"Basic !".AsBasic()', null],
    [
      '{ BasicAuthCredentials c; return "Basic YTpi".TryParseBasic(out c) ? c.UserId + c.Password : ""; }',
      'ab',
    ],
    [
      'Encoding.UTF8.GetString(Encoding.UTF8.GetBytes("hi").Encrypt("Aes", new byte[32], new byte[16]).Decrypt("Aes", new byte[32], new byte[16]))',
      'hi',
    ],
    [
      'Convert.ToBase64String(Encoding.UTF8.GetBytes("hi").Encrypt("Aes", new byte[32], new byte[16]))',
      'R7+bdCfpxxi25+bdom5dfQ==',
    ],
    [
      '{ using (var a = SymmetricAlgorithm.Create("aes")) { a.KeySize = 256; a.Mode = CipherMode.CBC; a.Padding = PaddingMode.PKCS7; a.Key = new byte[32]; a.IV = new byte[16]; return Convert.ToBase64String(Encoding.UTF8.GetBytes("hi").Encrypt(a)); } }',
      'R7+bdCfpxxi25+bdom5dfQ==',
    ],
    [
      '{ try { Aes.Create().Padding = PaddingMode.Zeros; } catch (NotSupportedException e) { return e.Message; } return ""; }',
      'The local gateway does not emulate PaddingMode.Zeros.',
    ],
    ['context.Request.OriginalUrl.ToUri().AbsoluteUri', 'https://api.contoso.com/orders/42?a=1&b=2&b=3'],
    ['context.Deployment.Region', 'West Europe'],
    ['context.Deployment.Gateway.Id', 'managed'],
    ['context.Deployment.Certificates.Count', 0],
    ['context.Product?.Name ?? "none"', 'none'],
    ['context.Subscription?.Id', null],
    ['DateTime.UtcNow.ToString("o")', '2026-01-02T03:04:05.6780000Z'],
    ['DateTimeOffset.UtcNow.ToUnixTimeSeconds()', 1_767_323_045n],
    ['new Random().Next(1, 100)', 50],
    ['Guid.NewGuid().ToString("N")', '0f8fad5bd9cb469fa16570867728950e'],
  ] as const)('%s', (source, expected) => {
    expect(evaluate(source.replace('$', JSON.stringify(token)))).toEqual(expected);
  });

  it('traces through the context', () => {
    const lines: string[] = [];
    evaluate('{ context.Trace("a" + 1); return 1; }', {
      ...stubContext(),
      Trace: (line) => lines.push(line),
    });
    expect(lines).toEqual(['a1']);
  });

  it('gives GraphQL arguments under both names', () => {
    const context: PolicyContext = {
      ...stubContext(),
      GraphQL: { type: 'IGraphQLDataSource', argumentsJson: '{"id":7}', parentJson: '{"name":"x"}' },
    };
    expect(textOf(evaluate('context.GraphQL.Arguments["id"]', context))).toBe('7');
    expect(textOf(evaluate('context.GraphQL.GraphQLArguments["id"]', context))).toBe('7');
    expect(textOf(evaluate('context.GraphQL.Parent["name"]', context))).toBe('x');
  });

  it('reads a form', () => {
    const context = stubContext();
    const request = {
      ...context.Request,
      Body: { type: 'IMessageBody' as const, read: () => new Uint8Array(Buffer.from('a=1&a=2&b=x+y')) },
    };
    expect(
      evaluate('context.Request.Body.AsFormUrlEncodedContent()["a"].Count', { ...context, Request: request }),
    ).toBe(2);
    expect(
      evaluate('context.Request.Body.AsFormUrlEncodedContent()["b"].First()', {
        ...context,
        Request: request,
      }),
    ).toBe('x y');
  });

  it('tells the body whether its content is kept', () => {
    const kept: boolean[] = [];
    const context = stubContext();
    const read = (preserve: boolean) => {
      kept.push(preserve);
      return new Uint8Array(Buffer.from('é', 'latin1'));
    };
    const Request = {
      ...context.Request,
      Body: { type: 'IMessageBody' as const, charset: 'iso-8859-1', read },
    };
    expect(
      evaluate('context.Request.Body.As<string>(preserveContent: true) + context.Request.Body.As<string>()', {
        ...context,
        Request,
      }),
    ).toBe('éé');
    expect(kept).toEqual([true, false]);
  });

  it('merges headers that differ only in case', () => {
    const headers = headerLookup([
      ['X-A', '1'],
      ['x-a', '2'],
    ]);
    expect(headers.get('X-a')).toEqual(['1', '2']);
  });

  it('refuses to write to the context', () => {
    for (const source of [
      'context.Variables["x"] = 1',
      'context.Request.Method = "GET"',
      'context.Request.Headers["a"] = null',
    ]) {
      expect(() => evaluate(source)).toThrow(/read-only|cannot|no member/);
    }
  });
});

describe('what statements ask of a value', () => {
  it.each([
    [null, ''],
    [true, 'True'],
    [5, '5'],
    [5n, '5'],
    ['x', 'x'],
  ] as const)('text of %s is %s', (value, text) => {
    expect(textOf(value)).toBe(text);
  });

  it('takes bools and their texts as conditions, nothing else', () => {
    expect(conditionOf(true)).toBe(true);
    expect(conditionOf('False')).toBe(false);
    expect(() => conditionOf(1)).toThrow(/not a condition/);
    expect(() => conditionOf(null)).toThrow(/not a condition/);
  });

  it('knows which values a variable may hold', () => {
    for (const source of [
      '1',
      '"a"',
      '1.5m',
      'Guid.Empty',
      'new JObject()',
      'new byte[1]',
      'context.Response',
      'DateTime.UtcNow',
      'TimeSpan.Zero',
    ]) {
      expect(isAllowedVariable(evaluate(source))).toBe(true);
    }
    for (const source of ['new StringBuilder()', 'new { A = 1 }', 'new Regex("a")']) {
      expect(isAllowedVariable(evaluate(source))).toBe(false);
    }
  });

  it('keeps the digits of JSON numbers', () => {
    const text = '{"big":123456789012345678901234567890,"long":9007199254740993,"float":1.0}';
    expect(jsonTextOf(jsonValue(text))).toBe(text);
  });

  it('parses a token for validate-jwt', () => {
    expect(jwtValue(token)).not.toBeNull();
    expect(jwtValue('x')).toBeNull();
  });
});

describe('the table of members', () => {
  const types = new Map(supportedMembers().map(({ type, members }) => [type, members]));

  it('names every type of the reference page that has members', () => {
    for (const type of [
      'string',
      'JObject',
      'DateTime',
      'Regex',
      'XElement',
      'Uri',
      'IRequest',
      'Jwt',
      'X509Certificate2',
      'List<T>',
      'Guid',
    ]) {
      expect(types.get(type)?.length ?? 0, type).toBeGreaterThan(3);
    }
  });

  it('has the signatures in C#', () => {
    expect(types.get('string')).toContain('string Substring(int startIndex, int length)');
    expect(types.get('IRequest')).toContain('IMessageBody Body');
  });
});

describe('RSA keys', () => {
  it('have no private half in an expression', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(publicKey.type).toBe('public');
    expect(() => evaluate('context.Request.Certificate.GetRSAPrivateKey()')).toThrow(/Object reference/);
  });
});
