import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  integer,
  jsonb,
  numeric,
  type PgTable,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  varchar,
} from 'drizzle-orm/pg-core';
import { globalTable, regionalByRow } from '../../src/db/locality.ts';

/** A web shop, which has nothing in common with the product's own domain: not even the region's name. */
export const markets = ['north', 'south'] as const;
const marketEnum = pgEnum('market_region', markets);

export const countries = globalTable(
  pgTable('countries', { code: varchar('code').primaryKey(), name: text('name').notNull() }),
);

/** Refers to itself. */
export const categories = globalTable(
  pgTable('categories', {
    id: integer('id').primaryKey(),
    name: text('name').notNull(),
    parentId: integer('parent_id'),
  }),
);

export const products = globalTable(
  pgTable('products', {
    sku: varchar('sku').primaryKey(),
    title: text('title').notNull(),
    price: numeric('price', { precision: 12, scale: 4 }).notNull(),
    categoryId: integer('category_id'),
    discontinued: boolean('discontinued').notNull(),
    details: jsonb('details'),
  }),
);

export const tags = globalTable(
  pgTable('tags', { id: integer('id').primaryKey(), word: text('word').notNull() }),
);

/** Many to many, by a composite key. */
export const productTags = globalTable(
  pgTable('product_tags', { sku: varchar('sku').notNull(), tagId: integer('tag_id').notNull() }, (table) => [
    primaryKey({ columns: [table.sku, table.tagId] }),
  ]),
);

/** Its region is computed from the country, and nobody may write it. */
export const customers = regionalByRow(
  pgTable(
    'customers',
    {
      market: marketEnum('market')
        .notNull()
        .generatedAlwaysAs(
          sql`case when country in ('se', 'no') then 'north'::market_region else 'south'::market_region end`,
        ),
      number: integer('number').notNull(),
      name: text('name').notNull(),
      country: varchar('country').notNull(),
      since: timestamp('since', { mode: 'string' }).notNull(),
    },
    (table) => [primaryKey({ columns: [table.market, table.number] })],
  ),
  'market',
);

export const addresses = regionalByRow(
  pgTable(
    'addresses',
    {
      market: marketEnum('market').notNull(),
      customer: integer('customer').notNull(),
      label: varchar('label').notNull(),
      street: text('street').notNull(),
    },
    (table) => [primaryKey({ columns: [table.market, table.customer, table.label] })],
  ),
  'market',
);

/** Keys beyond 2^53; a guest's order has no customer; delivered to an address by its composite key. */
export const orders = regionalByRow(
  pgTable(
    'orders',
    {
      market: marketEnum('market').notNull(),
      id: bigint('id', { mode: 'bigint' }).notNull(),
      customer: integer('customer'),
      addressLabel: varchar('address_label'),
      placed: timestamp('placed', { mode: 'string' }).notNull(),
      version: integer('version').notNull().default(1),
    },
    (table) => [primaryKey({ columns: [table.market, table.id] })],
  ),
  'market',
);

export const orderLines = regionalByRow(
  pgTable(
    'order_lines',
    {
      market: marketEnum('market').notNull(),
      orderId: bigint('order_id', { mode: 'bigint' }).notNull(),
      position: integer('position').notNull(),
      sku: varchar('sku').notNull(),
      quantity: integer('quantity').notNull(),
    },
    (table) => [primaryKey({ columns: [table.market, table.orderId, table.position] })],
  ),
  'market',
);

/** The parent has a composite key. */
export const parcels = regionalByRow(
  pgTable(
    'parcels',
    {
      market: marketEnum('market').notNull(),
      tracking: varchar('tracking').notNull(),
      orderId: bigint('order_id', { mode: 'bigint' }),
      position: integer('position'),
      grams: integer('grams').notNull(),
    },
    (table) => [primaryKey({ columns: [table.market, table.tracking] })],
  ),
  'market',
);

/** Refers to itself in its region. */
export const employees = regionalByRow(
  pgTable(
    'employees',
    {
      market: marketEnum('market').notNull(),
      id: integer('id').notNull(),
      name: text('name').notNull(),
      bossId: integer('boss_id'),
    },
    (table) => [primaryKey({ columns: [table.market, table.id] })],
  ),
  'market',
);

export const reviews = regionalByRow(
  pgTable(
    'reviews',
    {
      market: marketEnum('market').notNull(),
      sku: varchar('sku').notNull(),
      customer: integer('customer').notNull(),
      stars: integer('stars').notNull(),
      words: text('words'),
    },
    (table) => [primaryKey({ columns: [table.market, table.sku, table.customer] })],
  ),
  'market',
);

export const tables: readonly PgTable[] = [
  countries,
  categories,
  products,
  tags,
  productTags,
  customers,
  addresses,
  orders,
  orderLines,
  parcels,
  employees,
  reviews,
];
