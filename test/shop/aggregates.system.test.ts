import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenShop, openShop } from './open-shop.ts';

let shop: OpenShop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(() => shop.close());

it('sums decimals of a GLOBAL table to the last digit, and nothing of no rows', async () => {
  expect(
    await shop.ask(`{ productsAggregate { count sum { price } min { price } max { price } }
      none: productsAggregate(where: { sku: { eq: "none" } }) { count sum { price } max { price } } }`),
  ).toEqual({
    productsAggregate: {
      count: '3',
      sum: { price: '12345706.4899' },
      min: { price: '7.5000' },
      max: { price: '12345678.9999' },
    },
    none: { count: '0', sum: { price: null }, max: { price: null } },
    statements: 2,
  });
});

it('keeps the greatest of keys beyond 2^53, and sums them beyond 2^63', async () => {
  await shop.sql(
    `insert into orders (market, id, placed) values ('north', 9223372036854775807, '2026-03-01')`,
  );
  expect(
    await shop.ask(
      '{ ordersAggregate(region: NORTH) { count sum { number } min { number } max { number } } }',
    ),
  ).toEqual({
    ordersAggregate: {
      count: '5',
      sum: { number: '9241386435364257799' },
      min: { number: '3' },
      max: { number: '9223372036854775807' },
    },
    statements: 1,
  });
});

it('counts for parents with composite keys, in one statement for all of them', async () => {
  expect(
    await shop.ask(`{ orderLines(region: NORTH, orderBy: [POSITION_ASC], where: { order: { number: { gte: "9007199254740993" } } }) {
      nodes { position parcelsAggregate { count sum { grams } avg { grams } }
        parcelsGroups(by: [GRAMS], first: 1) { key { grams } count } } } }`),
  ).toMatchObject({
    orderLines: {
      nodes: [
        {
          position: 1,
          parcelsAggregate: {
            count: '2',
            sum: { grams: '1200' },
            avg: { grams: expect.stringMatching(/^600\.0+$/) },
          },
          parcelsGroups: [{ key: { grams: 500 }, count: '1' }],
        },
        {
          position: 2,
          parcelsAggregate: { count: '1', sum: { grams: '100' } },
          parcelsGroups: [{ key: { grams: 100 }, count: '1' }],
        },
      ],
    },
    statements: 3,
  });
});

it('groups by a relation that may be missing, and by one with a composite key', async () => {
  expect(
    await shop.ask(
      '{ parcelsGroups(region: NORTH, by: [LINE]) { count key { line { position order { number } } } } }',
    ),
  ).toEqual({
    parcelsGroups: [
      { count: '2', key: { line: { position: 1, order: { number: '9007199254740993' } } } },
      { count: '1', key: { line: { position: 2, order: { number: '9007199254740993' } } } },
      { count: '1', key: { line: null } },
    ],
    statements: 3,
  });
});

it('groups rows whose region is computed, by a relation to a GLOBAL table', async () => {
  expect(
    await shop.ask(`{ customersGroups(region: NORTH, by: [COUNTRY]) { count key { country { name } } max { since } }
      south: customersGroups(region: SOUTH, by: [COUNTRY]) { count key { country { name } } } }`),
  ).toMatchObject({
    customersGroups: [
      { count: '2', key: { country: { name: 'Sweden' } }, max: { since: '2026-01-31T12:00:00.000001Z' } },
      { count: '1', key: { country: { name: 'Norway' } }, max: { since: '9999-12-31T23:59:59.999999Z' } },
    ],
    south: [{ count: '2', key: { country: { name: 'Italy' } } }],
  });
});

it('counts the rows of a table that belong to rows of the same table', async () => {
  expect(
    await shop.ask(
      '{ employees(region: NORTH) { nodes { name reportsAggregate(where: { reports: { none: {} } }) { count } } } }',
    ),
  ).toMatchObject({
    employees: {
      nodes: [
        { name: 'Queen', reportsAggregate: { count: '1' } },
        { name: 'Duke', reportsAggregate: { count: '1' } },
        { name: 'Page', reportsAggregate: { count: '0' } },
        { name: 'Fool', reportsAggregate: { count: '0' } },
      ],
    },
    statements: 2,
  });
});

it('groups by yes and no, and by numbers', async () => {
  expect(
    await shop.ask(`{ productsGroups(by: [DISCONTINUED]) { count key { discontinued } sum { price } }
      reviewsGroups(region: NORTH, by: [STARS, PRODUCT]) { count key { stars product { title } } } }`),
  ).toMatchObject({
    productsGroups: [
      { count: '2', key: { discontinued: false }, sum: { price: '27.4900' } },
      { count: '1', key: { discontinued: true } },
    ],
    reviewsGroups: [
      { count: '1', key: { stars: 2, product: { title: 'Saw' } } },
      { count: '1', key: { stars: 5, product: { title: 'Saw' } } },
    ],
  });
});

it('keeps markets apart', async () => {
  const count = (market: string) => `{ orderLinesAggregate(region: ${market}) { count sum { quantity } } }`;
  expect(await shop.ask(count('SOUTH'))).toMatchObject({
    orderLinesAggregate: { count: '1', sum: { quantity: '9' } },
  });
  expect(await shop.ask(count('NORTH'))).toMatchObject({
    orderLinesAggregate: { count: '4', sum: { quantity: '9' } },
  });
});
