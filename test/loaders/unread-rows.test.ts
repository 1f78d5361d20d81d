import { expect, it } from 'vitest';
import type { WireRow } from '../../src/db/database.ts';
import { createShapes } from '../../src/loaders/row-shape.ts';
import { modelOf } from '../../src/loaders/table-model.ts';
import { UnreadRows } from '../../src/loaders/unread-rows.ts';
import { wireRow } from '../support/wire-row.ts';
import { parcels } from './tables.ts';

const model = modelOf(parcels);
const shape = createShapes()(model, []);

function unread(...ids: string[]) {
  const read: string[] = [];
  const wire = ids.map((id): WireRow => {
    const row = wireRow([id]);
    return {
      ...row,
      values: () => {
        read.push(id);
        return row.values();
      },
    };
  });
  return { rows: new UnreadRows(wire, shape, 'north'), read };
}

it('makes one row without reading the others', () => {
  const { rows, read } = unread('a', 'b', 'c');
  expect([rows.at(0), rows.at(-1), rows.at(3)]).toEqual([
    { zone: 'north', id: 'a' },
    { zone: 'north', id: 'c' },
    undefined,
  ]);
  expect(read).toEqual(['a', 'c']);
});

it('gives the same objects each time, and reads each row once', () => {
  const { rows, read } = unread('a', 'b');
  const [first] = rows;
  expect([...rows][0]).toBe(first);
  expect(rows.at(0)).toBe(first);
  expect(read).toEqual(['a', 'b']);
});
