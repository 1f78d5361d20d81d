import {
  bigint,
  integer,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { globalTable, regionalByRow } from '../../src/db/locality.ts';

const zone = pgEnum('zone', ['north', 'south']);

/** A table with a column of each kind, that is nobody's product. */
export const parcels = regionalByRow(
  pgTable(
    'parcels',
    {
      zone: zone('zone').notNull(),
      id: uuid('id').notNull(),
      label: varchar('label', { length: 5 }),
      weight: numeric('weight', { precision: 6, scale: 2 }),
      sent: timestamp('sent', { mode: 'string' }).notNull(),
      stamps: integer('stamps').notNull(),
      serial: bigint('serial', { mode: 'bigint' }).notNull(),
      notes: jsonb('notes'),
      kind: varchar('kind', { enum: ['box', 'tube'] }),
    },
    (table) => [primaryKey({ columns: [table.zone, table.id] })],
  ),
  'zone',
);

export const stops = regionalByRow(
  pgTable(
    'stops',
    {
      zone: zone('zone').notNull(),
      parcel: uuid('parcel').notNull(),
      number: integer('number').notNull(),
      place: text('place'),
    },
    (table) => [primaryKey({ columns: [table.zone, table.parcel, table.number] })],
  ),
  'zone',
);

export const rates = globalTable(
  pgTable('rates', { code: varchar('code').primaryKey(), price: numeric('price').notNull() }),
);
