import {
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  timestamp,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { regionalByRow } from '../../src/db/locality.ts';
import { promoCodes } from './promo_codes.ts';
import { crdbInternalRegion } from './regions.ts';
import { users } from './users.ts';

export const userPromoCodes = regionalByRow(
  pgTable(
    'user_promo_codes',
    {
      crdbRegion: crdbInternalRegion('crdb_region').notNull(),
      city: varchar('city').notNull(),
      userId: uuid('user_id').notNull(),
      code: varchar('code').notNull(),
      timestamp: timestamp('timestamp', { mode: 'string' }).notNull(),
      usageCount: integer('usage_count').notNull().default(1),
      version: integer('version').notNull().default(1),
    },
    (table) => [
      primaryKey({ columns: [table.crdbRegion, table.userId, table.code] }),
      foreignKey({ columns: [table.crdbRegion, table.userId], foreignColumns: [users.crdbRegion, users.id] }),
      foreignKey({ columns: [table.code], foreignColumns: [promoCodes.code] }),
      index('user_promo_codes_newest').on(table.crdbRegion, table.timestamp, table.userId, table.code),
      index('user_promo_codes_code').on(table.crdbRegion, table.code, table.userId),
      index('user_promo_codes_user').on(table.crdbRegion, table.userId, table.timestamp, table.code),
    ],
  ),
  'crdbRegion',
);
