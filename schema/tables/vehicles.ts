import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  timestamp,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { regionalByRow } from '../../src/db/locality.ts';
import { crdbInternalRegion } from './regions.ts';
import { users } from './users.ts';

export const vehicles = regionalByRow(
  pgTable(
    'vehicles',
    {
      crdbRegion: crdbInternalRegion('crdb_region').notNull(),
      id: uuid('id').notNull(),
      city: varchar('city').notNull(),
      type: varchar('type', { enum: ['bike', 'scooter', 'skateboard'] }),
      ownerId: uuid('owner_id'),
      creationTime: timestamp('creation_time', { mode: 'string' }).notNull(),
      status: varchar('status', { enum: ['available', 'in_use', 'lost'] }),
      currentLocation: varchar('current_location'),
      ext: jsonb('ext'),
      version: integer('version').notNull().default(1),
    },
    (table) => [
      primaryKey({ columns: [table.crdbRegion, table.id] }),
      foreignKey({
        columns: [table.crdbRegion, table.ownerId],
        foreignColumns: [users.crdbRegion, users.id],
      }),
      index('vehicles_owner').on(table.crdbRegion, table.ownerId, table.creationTime, table.id),
      index('vehicles_newest').on(table.crdbRegion, table.creationTime, table.id),
      index('vehicles_city').on(table.crdbRegion, table.city, table.id),
      index('vehicles_status').on(table.crdbRegion, table.status, table.creationTime, table.id),
    ],
  ),
  'crdbRegion',
);
