import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  timestamp,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { regionalByRow } from '../../src/db/locality.ts';
import { crdbInternalRegion } from './regions.ts';
import { users } from './users.ts';
import { vehicles } from './vehicles.ts';

export const rides = regionalByRow(
  pgTable(
    'rides',
    {
      crdbRegion: crdbInternalRegion('crdb_region').notNull(),
      id: uuid('id').notNull(),
      city: varchar('city').notNull(),
      vehicleCity: varchar('vehicle_city'),
      riderId: uuid('rider_id'),
      vehicleId: uuid('vehicle_id'),
      startAddress: varchar('start_address'),
      endAddress: varchar('end_address'),
      startTime: timestamp('start_time', { mode: 'string' }).notNull(),
      endTime: timestamp('end_time', { mode: 'string' }),
      revenue: numeric('revenue', { precision: 10, scale: 2 }),
      version: integer('version').notNull().default(1),
    },
    (table) => [
      primaryKey({ columns: [table.crdbRegion, table.id] }),
      foreignKey({
        columns: [table.crdbRegion, table.riderId],
        foreignColumns: [users.crdbRegion, users.id],
      }),
      foreignKey({
        columns: [table.crdbRegion, table.vehicleId],
        foreignColumns: [vehicles.crdbRegion, vehicles.id],
      }),
      check('rides_vehicle_city', sql`${table.vehicleCity} = ${table.city}`),
      index('rides_rider').on(table.crdbRegion, table.riderId, table.startTime, table.id),
      index('rides_vehicle').on(table.crdbRegion, table.vehicleId, table.startTime, table.id),
      index('rides_newest').on(table.crdbRegion, table.startTime, table.id),
      index('rides_city').on(table.crdbRegion, table.city, table.id),
    ],
  ),
  'crdbRegion',
);
