import {
  doublePrecision,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  timestamp,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { regionalByRow } from '../../src/db/locality.ts';
import { crdbInternalRegion } from './regions.ts';
import { rides } from './rides.ts';

export const vehicleLocationHistories = regionalByRow(
  pgTable(
    'vehicle_location_histories',
    {
      crdbRegion: crdbInternalRegion('crdb_region').notNull(),
      city: varchar('city').notNull(),
      rideId: uuid('ride_id').notNull(),
      timestamp: timestamp('timestamp', { mode: 'string' }).notNull(),
      lat: doublePrecision('lat'),
      long: doublePrecision('long'),
    },
    (table) => [
      primaryKey({ columns: [table.crdbRegion, table.rideId, table.timestamp] }),
      foreignKey({ columns: [table.crdbRegion, table.rideId], foreignColumns: [rides.crdbRegion, rides.id] }),
      index('vehicle_location_histories_newest').on(table.crdbRegion, table.timestamp, table.rideId),
    ],
  ),
  'crdbRegion',
);
