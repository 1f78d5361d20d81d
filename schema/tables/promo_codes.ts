import { index, integer, jsonb, pgTable, primaryKey, timestamp, varchar } from 'drizzle-orm/pg-core';
import { globalTable } from '../../src/db/locality.ts';

export const promoCodes = globalTable(
  pgTable(
    'promo_codes',
    {
      code: varchar('code').notNull(),
      description: varchar('description'),
      creationTime: timestamp('creation_time', { mode: 'string' }).notNull(),
      expirationTime: timestamp('expiration_time', { mode: 'string' }),
      rules: jsonb('rules'),
      version: integer('version').notNull().default(1),
    },
    (table) => [
      primaryKey({ columns: [table.code] }),
      index('promo_codes_newest').on(table.creationTime, table.code),
    ],
  ),
);
