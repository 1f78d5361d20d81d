import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import { globalTable } from '../../src/db/locality.ts';
import { modelOf } from '../../src/loaders/table-model.ts';
import { wireKeyReader } from '../../src/loaders/wire-keys.ts';
import { wireRow } from '../support/wire-row.ts';

const { columns } = modelOf(
  globalTable(
    pgTable('mixed', {
      id: uuid('id').primaryKey(),
      word: text('word').notNull(),
      count: integer('count'),
      isOn: boolean('is_on').notNull(),
    }),
  ),
);

const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

it('reads values as text, whatever their kind, from where they stand', () => {
  const read = wireKeyReader(columns, [4, 0, 2, 3], 5);
  expect(read(wireRow(['São 🚲', 'no part', -7, true, id]))).toEqual([id, 'São 🚲', '-7', 'true']);
});

it('reads an empty text as one', () => {
  const [, word] = columns;
  expect(wireKeyReader(word ? [word] : [], [0], 1)(wireRow(['']))).toEqual(['']);
});

it('gives null where a value is NULL', () => {
  const read = wireKeyReader(columns.slice(1, 3), [0, 1], 2);
  expect(read(wireRow(['a', null]))).toBeNull();
});
