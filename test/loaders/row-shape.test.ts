import { expect, it } from 'vitest';
import { createShapes } from '../../src/loaders/row-shape.ts';
import { modelOf } from '../../src/loaders/table-model.ts';
import { parcels, rates, stops } from './tables.ts';

const shape = createShapes();
const model = modelOf(parcels);
const columnsOf = (...names: string[]) => names.flatMap((name) => model.byProperty.get(name) ?? []);

it('is one object for one set of columns, in whatever order and with or without the key', () => {
  expect(shape(model, columnsOf('label', 'sent'))).toBe(shape(model, columnsOf('sent', 'id', 'label')));
  expect(shape(model, columnsOf('label'))).not.toBe(shape(model, columnsOf('sent')));
});

it('has the key, and leaves out the region, which the statement names', () => {
  const { columns } = shape(model, columnsOf('zone', 'label'));
  expect(columns.map(({ property }) => property)).toEqual(['id', 'label']);
});

it('reads rows by property, from an offset, whole numbers as numbers and all else as it comes', () => {
  const { read } = shape(model, columnsOf('stamps', 'serial', 'weight'));
  expect(read(['parent', 'p1', '1.10', '7', '9007199254740993'], 'north', 1)).toEqual({
    zone: 'north',
    id: 'p1',
    weight: '1.10',
    stamps: 7,
    serial: '9007199254740993',
  });
  expect(read(['p1', null, null, null], 'north')).toEqual({
    zone: 'north',
    id: 'p1',
    weight: null,
    stamps: null,
    serial: null,
  });
});

it('gives rows of GLOBAL tables no region', () => {
  expect(shape(modelOf(rates), []).read(['a'], 'global')).toEqual({ code: 'a' });
});

it('keeps all columns of a composite key', () => {
  expect(shape(modelOf(stops), []).read(['p1', 2], 'north')).toEqual({
    zone: 'north',
    parcel: 'p1',
    number: 2,
  });
});
