import { expect, it } from 'vitest';
import { JsonText } from '../../src/loaders/json-text.ts';
import { modelOf } from '../../src/loaders/table-model.ts';
import { parameterOf } from '../../src/loaders/value.ts';
import { parcels } from './tables.ts';

const model = modelOf(parcels);
const check = (property: string, value: unknown) => {
  const column = model.byProperty.get(property);
  if (!column) throw new TypeError(property);
  return parameterOf(column, value, property);
};

it.each([
  ['id', '00000000-0000-4000-8000-000000000001'],
  ['label', '🚲🚲🚲🚲🚲'],
  ['label', 'שלום'],
  ['label', ''],
  ['weight', '9999.99'],
  ['weight', '-0'],
  ['weight', '0001.500'],
  ['sent', '0001-01-01 00:00:00'],
  ['sent', '9999-12-31 23:59:59.999999'],
  ['stamps', -2147483648],
  ['serial', '9223372036854775807'],
  ['kind', 'tube'],
  ['zone', 'south'],
])('%s takes %j as it is', (property, value) => {
  expect(check(property, value)).toBe(value);
});

it('takes JSON as its text, in which an escaped backslash escapes nothing', () => {
  const text = '{"a":"\\\\u0000"}';
  expect(check('notes', new JsonText(text, JSON.parse))).toBe(text);
});

it.each([
  ['id', 'no-uuid', 'is no UUID'],
  ['label', '🚲🚲🚲🚲🚲🚲', 'is longer than 5 characters'],
  ['label', 'a\0', 'holds a NUL character'],
  ['label', '\ud83d', 'holds half of a surrogate pair'],
  ['label', 7, 'is no text'],
  ['weight', '10000.00', 'has more than 4 digits before the point'],
  ['weight', '1.005', 'has more than 2 digits after the point'],
  ['weight', 'NaN', 'is no decimal number'],
  ['weight', '1e3', 'is no decimal number'],
  ['sent', 'infinity', 'is no instant'],
  ['stamps', 2147483648, 'is out of range'],
  ['stamps', 1.5, 'is out of range'],
  ['serial', '9223372036854775808', 'is out of range'],
  ['notes', new JsonText('{"a":"\\u0000"}', JSON.parse), 'holds a NUL character'],
  ['notes', '{}', 'is no JSON'],
  ['kind', 'crate', 'is none of the values allowed'],
  ['zone', 'west', 'is none of the values allowed'],
])('%s refuses %j', (property, value, why) => {
  expect(() => check(property, value)).toThrow(`The argument "${property}" ${why}.`);
});
