import { index, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import { regionalByRow } from '../../src/db/locality.ts';
import { createCatalog } from '../../src/loaders/catalog.ts';
import {
  aggregate,
  ascending,
  connection,
  descending,
  nodeId,
  rows,
  type,
} from '../../src/loaders/declaration.ts';
import {
  applyWaivers,
  hasIndex,
  unservedConnection,
  unservedRelation,
  unservedValues,
} from '../../src/loaders/unserved.ts';

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

it('names the aggregates of a parent whose rows no index finds', () => {
  const bySender = aggregate(letters, { parent: letters.sender });
  const byWeight = aggregate(letters, { parent: letters.weight });
  expect(unservedRelation('X.letters', bySender, catalog)).toEqual([]);
  expect(unservedRelation('X.letters', byWeight, catalog)).toEqual([
    { coordinate: 'X.letters', wants: ['zone', 'weight'] },
  ]);
});

it('names the least, the greatest and the groups of values that no index has in order', () => {
  const of = (...columns: Parameters<typeof unservedValues>[1]) =>
    unservedValues('X.values', columns, catalog.model(letters));
  expect([...of(letters.id), ...of(letters.sender), ...of(letters.sent, letters.sender)]).toEqual([]);
  expect(of(letters.weight)).toEqual([{ coordinate: 'X.values', wants: ['zone', 'weight'] }]);
  expect(of(letters.sent)).toHaveLength(1);
});

it('is silent about what is excused, and tells of an excuse that is none', () => {
  const found = of([ascending(letters.weight)]);
  const excuse = (...coordinates: string[]) => [{ reason: 'Few.', coordinates }];
  expect(applyWaivers(found, [])).toEqual({ open: found, idle: [] });
  expect(applyWaivers(found, excuse('X.letters'))).toEqual({ open: [], idle: [] });
  expect(applyWaivers(found, excuse('X.gone', 'X.letters'))).toEqual({ open: [], idle: ['X.gone'] });
});
