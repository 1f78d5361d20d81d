import { describe, expect, test } from 'vitest';
import type { RegionName } from '../../src/db/locality.ts';
import { ChangedRows } from '../../src/loaders/changed-rows.ts';
import { modelOf } from '../../src/loaders/table-model.ts';
import { parcels, rates, stops } from './tables.ts';

const north = 'north' as RegionName;
const south = 'south' as RegionName;
const stop = modelOf(stops);
const rate = modelOf(rates);

describe('the rows that a transaction gave back', () => {
  test('are found by table, region and key', () => {
    const changed = new ChangedRows(north);
    const row = { zone: north, parcel: 'p', number: 7, place: 'Bern' };
    changed.add(stop, [row]);
    expect(changed.find(stop, north, ['p', '7'])).toBe(row);
    expect(changed.find(stop, south, ['p', '7'])).toBeUndefined();
    expect(changed.find(stop, north, ['p', '8'])).toBeUndefined();
    expect(changed.find(modelOf(parcels), north, ['p', '7'])).toBeUndefined();
  });

  test('of a table without regions are found as global', () => {
    const changed = new ChangedRows(north);
    const row = { code: 'x', price: '1' };
    changed.add(rate, [row]);
    expect(changed.find(rate, 'global', ['x'])).toBe(row);
  });

  test('are as the last statement left them', () => {
    const changed = new ChangedRows(north);
    changed.add(rate, [{ code: 'x', price: '1' }]);
    changed.add(rate, [{ code: 'x', price: '2' }]);
    expect(changed.find(rate, 'global', ['x'])).toEqual({ code: 'x', price: '2' });
  });

  test('are not known after a deletion, which may take along others', () => {
    const changed = new ChangedRows(north);
    changed.add(rate, [{ code: 'x', price: '1' }]);
    changed.deleted();
    expect(changed.find(rate, 'global', ['x'])).toBeUndefined();
  });
});
