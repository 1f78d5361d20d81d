import { describe, expect, it } from 'vitest';
import { createRowReader } from '../../../src/graphql/declared/row-input.ts';
import { value } from '../../../src/loaders/declaration.ts';
import { modelOf } from '../../../src/loaders/table-model.ts';
import { parcels } from '../../loaders/tables.ts';

const read = createRowReader(
  modelOf(parcels),
  Object.fromEntries(
    (['id', 'label', 'weight', 'sent', 'stamps', 'serial', 'kind'] as const).map((name) => [
      name,
      value(parcels[name]),
    ]),
  ),
  {} as never,
);

describe('input that the table would refuse or change', () => {
  it.each([
    ['id', 'no uuid'],
    ['label', 'sixsix'],
    ['label', 'a\0'],
    ['label', '\ud83d'],
    ['weight', '12345.00'],
    ['weight', '1.001'],
    ['weight', 'NaN'],
    ['sent', null],
    ['sent', 'infinity'],
    ['stamps', null],
    ['stamps', 2 ** 31],
    ['stamps', 1.5],
    ['serial', '9223372036854775808'],
    ['kind', 'CRATE'],
  ])('%s: %j names its place', (field, given) => {
    expect(() => read({ [field]: given }, 'input')).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', details: { argument: `input.${field}` } }),
    );
  });

  it.each([
    ['label', '🚲🚲🚲🚲🚲', '🚲🚲🚲🚲🚲'],
    ['label', null, null],
    ['weight', '-0', '-0'],
    ['weight', '9999.99', '9999.99'],
    ['serial', '-9223372036854775808', '-9223372036854775808'],
    ['sent', '0001-01-01 00:00:00', '0001-01-01 00:00:00'],
    ['sent', '9999-12-31 23:59:59.999999', '9999-12-31 23:59:59.999999'],
    ['kind', 'TUBE', 'tube'],
    ['id', 'C0FFEE00-0000-4000-8000-000000000001', 'c0ffee00-0000-4000-8000-000000000001'],
  ])('%s: %j passes', (field, given, sent) => {
    expect(read({ [field]: given }, 'input').values).toEqual({ [field]: sent });
  });

  it('keeps absent and null apart', () => {
    expect(read({ label: undefined, weight: null }, 'input').values).toEqual({ weight: null });
  });
});
