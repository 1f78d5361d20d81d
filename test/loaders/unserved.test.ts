import { index, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import { regionalByRow } from '../../src/db/locality.ts';
import { createCatalog } from '../../src/loaders/catalog.ts';
import { ascending, connection, descending, nodeId, rows, type } from '../../src/loaders/declaration.ts';
import { hasIndex, unservedConnection } from '../../src/loaders/unserved.ts';

const letters = regionalByRow(
  pgTable(
    'letters',
    {
      zone: integer('zone').notNull(),
      id: uuid('id').notNull(),
      sender: uuid('sender').notNull(),
      weight: integer('weight').notNull(),
      sent: integer('sent').notNull(),
    },
    (table) => [
      primaryKey({ columns: [table.zone, table.id] }),
      index('letters_sender').on(table.zone, table.sender, table.sent, table.id),
    ],
  ),
  'zone',
);
const catalog = createCatalog([type('Letter', letters, { id: nodeId() })]);
const of = (order: Parameters<typeof connection>[1]['order']) =>
  unservedConnection('X.letters', connection(letters, { parent: letters.sender, order }), catalog);

it('finds an index that begins with the columns, in the order in which they are sorted', () => {
  expect(hasIndex(letters, ['zone', 'sender'], ['sent', 'id'])).toBe(true);
  expect(hasIndex(letters, ['sender', 'zone'], ['sent'])).toBe(true);
  expect(hasIndex(letters, ['zone'], ['sent'])).toBe(false);
  expect(hasIndex(letters, ['zone', 'sender'], ['id', 'sent'])).toBe(false);
});

it('names what an index would have to begin with', () => {
  expect(of([descending(letters.sent)])).toEqual([]);
  expect(of([ascending(letters.weight)])).toEqual([
    { coordinate: 'X.letters', wants: ['zone', 'sender', 'weight', 'id'] },
  ]);
  expect(
    unservedConnection('Query.letters', rows(letters, { order: [ascending(letters.id)] }), catalog),
  ).toEqual([]);
});

it('counts no index for mixed directions', () => {
  expect(of([descending(letters.sent), ascending(letters.id)])).toHaveLength(1);
});
