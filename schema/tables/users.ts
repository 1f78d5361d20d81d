import { index, integer, pgTable, primaryKey, uuid, varchar } from 'drizzle-orm/pg-core';
import { regionalByRow } from '../../src/db/locality.ts';
import { crdbInternalRegion } from './regions.ts';

export const users = regionalByRow(
  pgTable(
    'users',
    {
      crdbRegion: crdbInternalRegion('crdb_region').notNull(),
      id: uuid('id').notNull(),
      city: varchar('city').notNull(),
      name: varchar('name'),
      address: varchar('address'),
      creditCard: varchar('credit_card'),
      version: integer('version').notNull().default(1),
    },
    (table) => [
      primaryKey({ columns: [table.crdbRegion, table.id] }),
      index('users_city').on(table.crdbRegion, table.city, table.id),
    ],
  ),
  'crdbRegion',
);
