import { parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import { bigInt } from '../../src/graphql/scalars/big-int.ts';
import { dateTime } from '../../src/graphql/scalars/date-time.ts';
import { decimal } from '../../src/graphql/scalars/decimal.ts';
import { json } from '../../src/graphql/scalars/json.ts';
import { parseExactly } from '../../src/graphql/scalars/raw-number.ts';

describe('DateTime', () => {
  it.each([
    ['2026-01-31T12:00:00.000001Z', '2026-01-31 12:00:00.000001'],
    ['0001-01-01T00:00:00Z', '0001-01-01 00:00:00'],
    ['9999-12-31T23:59:59.999999Z', '9999-12-31 23:59:59.999999'],
    ['2026-01-31T12:00:00.100000+02:30', '2026-01-31 09:30:00.1'],
    ['2024-02-29t00:00:00z', '2024-02-29 00:00:00'],
  ])('reads %s to the microsecond', (text, stored) => {
    expect(dateTime.parseValue(text)).toBe(stored);
  });

  it.each([
    '2026-02-30T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00:00.0000001Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '2026-01-01 00:00:00Z',
    1_700_000_000,
    null,
  ])('refuses %j', (value) => {
    expect(() => dateTime.parseValue(value)).toThrow('DateTime');
  });

  it('writes what the database wrote, and refuses what RFC 3339 has no form for', () => {
    expect(dateTime.serialize('2026-01-31 12:00:00.000001')).toBe('2026-01-31T12:00:00.000001Z');
    for (const value of ['infinity', '10000-01-01 00:00:00', '0044-03-15 00:00:00 BC'])
      expect(() => dateTime.serialize(value)).toThrow('DateTime');
  });
});

describe('Decimal', () => {
  it('keeps every digit', () => {
    const digits = '-12345678901234567890.12345678901234567890';
    expect(decimal.serialize(decimal.parseValue(digits))).toBe(digits);
  });

  it.each(['NaN', 'Infinity', '1e3', '', '.5', '5.', '+1', '0x1', ' 1', 1.5, 1, null])(
    'refuses %j',
    (value) => {
      expect(() => decimal.parseValue(value)).toThrow('Decimal');
    },
  );
});

describe('BigInt', () => {
  it.each(['9223372036854775807', '-9223372036854775808', '9007199254740993', '0'])('keeps %s', (text) => {
    expect(bigInt.serialize(bigInt.parseValue(text))).toBe(text);
  });

  it.each([
    '9223372036854775808',
    '-9223372036854775809',
    '1.0',
    '1e3',
    '',
    ' 1',
    1.5,
    9007199254740992,
    null,
  ])('refuses %j', (value) => {
    expect(() => bigInt.parseValue(value)).toThrow('BigInt');
  });

  it('takes a number in JSON by its digits, where they were kept', () => {
    expect(bigInt.parseValue(parseExactly('9007199254740993'))).toBe('9007199254740993');
    for (const text of ['9223372036854775808', '1.0', '1e3'])
      expect(() => bigInt.parseValue(parseExactly(text)), text).toThrow('BigInt');
  });

  it('refuses to write what is no whole number of 64 bits', () => {
    for (const value of ['NaN', '1.5', null, '9223372036854775808', '-9223372036854775809'])
      expect(() => bigInt.serialize(value)).toThrow('BigInt');
  });
});

describe('JSON', () => {
  const out = (text: string) => JSON.stringify(json.serialize(text));

  it.each([
    '{"big":12345678901234567890,"small":0.10,"exponent":1e400,"plain":7}',
    '[1.0,-0.0,9007199254740993]',
    '"12345678901234567890"',
    'null',
    '{"__proto__":1,"a":{"b":[true,false]}}',
  ])('writes %s as it stands in the database', (text) => {
    expect(out(text)).toBe(text);
  });

  it('takes the numbers of a literal as written', () => {
    const node = parseValue('{ big: 12345678901234567890, list: [0.10, 1], text: "a" }');
    expect(json.parseLiteral?.(node, {})).toMatchObject({
      text: '{"big":12345678901234567890,"list":[0.10,1],"text":"a"}',
    });
  });

  it('takes a variable inside a literal as what it is, whatever its type', () => {
    const variables = { text: '{"a":1}', number: 7, json: json.parseValue(parseExactly('{"b":[1.0,"x"]}')) };
    const node = parseValue('[$text, $number, $json, { in: $json }, $absent]', { noLocation: true });
    expect(json.parseLiteral?.(node, variables)).toMatchObject({
      text: '["{\\"a\\":1}",7,{"b":[1.0,"x"]},{"in":{"b":[1.0,"x"]}},null]',
    });
  });

  it.each([
    '-0',
    '0.10',
    '1e400',
    '[9007199254740993]',
    '{"a":0.1234567890123456789}',
    '"1.0"',
    '"\\\\u0000"',
  ])('takes %s of a variable to the last digit', (text) => {
    expect(json.parseValue(parseExactly(text))).toMatchObject({ text });
  });

  it('holds text that looks like an escape for text', () => {
    for (const value of ['\\u0000', { '\\ud83d': 1 }])
      expect(json.parseValue(value)).toMatchObject({ text: JSON.stringify(value) });
  });

  it('refuses what JSONB cannot hold, and numbers of variables that were rounded on their way', () => {
    for (const value of ['a\0b', { a: '\ud83d' }, 2 ** 53, [1e300]])
      expect(() => json.parseValue(value), JSON.stringify(value)).toThrow('JSON');
  });
});
