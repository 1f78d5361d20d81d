import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { modelOf } from '../../src/loaders/table-model.ts';
import { idOfMade, madeRow, updateAndInsert } from '../../src/loaders/update-and-insert.ts';
import { parcels, rates, stops } from './tables.ts';

const parcel = modelOf(parcels);
const stop = modelOf(stops);

describe('a row that is inserted beside a changed one', () => {
  test('takes columns of the changed row, and has values of its own', () => {
    const made = madeRow(stop, parcel, { parcel: parcels.id, place: parcels.label, number: 7 });
    const { sql: text } = updateAndInsert(sql`(update 1)`, parcel.key, made, stop.key).toSQL();
    expect(text).toBe(
      'with "changed" as (update 1), "made" as (insert into "stops" ("zone", "number", "parcel", "place") ' +
        'select $1::zone, $2::integer, "changed"."id", "changed"."label" from "changed" returning "parcel", "number") ' +
        'select "changed"."id", "made"."parcel", "made"."number" from "changed" cross join "made"',
    );
  });

  test('has one text for its columns and their sources, whatever the values', () => {
    const id = (values: Record<string, unknown>) => idOfMade(madeRow(stop, parcel, values));
    expect(id({ parcel: parcels.id, number: 1 })).toBe(id({ parcel: parcels.id, number: 2 }));
    expect(id({ parcel: parcels.id, number: 1 })).not.toBe(id({ place: parcels.label, number: 1 }));
    expect(id({ parcel: parcels.id, place: parcels.label })).not.toBe(id({ parcel: parcels.id, place: 'x' }));
    expect(id({ parcel: parcels.id, number: sql`1 + 1` })).toBeUndefined();
  });

  test('takes no columns of a third table', () => {
    expect(() => madeRow(stop, parcel, { place: rates.code })).toThrow(TypeError);
  });

  test('has no property that its table has not', () => {
    const made = madeRow(stop, parcel, { nowhere: parcels.id });
    expect(() => updateAndInsert(sql`(update 1)`, parcel.key, made, stop.key)).toThrow(TypeError);
  });
});
