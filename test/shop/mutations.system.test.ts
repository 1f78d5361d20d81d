import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenShop, openShop, type ShopIds, shopIds } from './open-shop.ts';

let shop: OpenShop;
let ids: ShopIds;

beforeAll(async () => {
  shop = await openShop();
  ids = shopIds(shop);
});

afterAll(() => shop.close());

const one = async (text: string) => (await shop.sql(text))[0];

describe('rows with composite keys', () => {
  it('are changed by their ids, one or many, and only they', async () => {
    const text = `mutation ($one: UpdateOrderLineInput!, $many: [UpdateOrderLinesInput!]!) {
      updateOrderLine(input: $one) { line { position quantity } }
      updateOrderLines(lines: $many) { lines { position quantity product { sku } order { number } } } }`;
    const rest = `select market, order_id, position, sku, quantity from order_lines
      where not (market = 'north' and order_id >= 9007199254740992 and order_id < 9007199254740994) order by 1, 2, 3`;
    const before = await shop.sql(rest);
    const many = [
      { id: ids.third, quantity: 50 },
      { id: ids.second, sku: 'drill' },
    ];
    expect(await shop.ask(text, { one: { id: ids.first, quantity: 2_147_483_647 }, many })).toMatchObject({
      updateOrderLine: { line: { position: 1, quantity: 2_147_483_647 } },
      updateOrderLines: {
        lines: [
          { position: 1, quantity: 50, product: { sku: 'saw' }, order: { number: '9007199254740992' } },
          { position: 2, quantity: 1, product: { sku: 'drill' }, order: { number: '9007199254740993' } },
        ],
      },
    });
    expect(await shop.sql(rest)).toEqual(before);
  });

  it('lie in one market', async () => {
    const text =
      'mutation ($lines: [UpdateOrderLinesInput!]!) { updateOrderLines(lines: $lines) { lines { position } } }';
    const lines = [
      { id: ids.first, quantity: 1 },
      { id: ids.south, quantity: 1 },
    ];
    expect(await shop.refusal(text, { lines })).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'lines[1]',
    });
  });

  it('name the broken constraint where one of many breaks it', async () => {
    const text =
      'mutation ($lines: [UpdateOrderLinesInput!]!) { updateOrderLines(lines: $lines) { lines { position } } }';
    const lines = [
      { id: ids.first, quantity: 1 },
      { id: ids.second, quantity: -1 },
    ];
    expect(await shop.refusal(text, { lines })).toEqual({
      code: 'BAD_USER_INPUT',
      argument: 'lines',
      constraint: 'order_lines_quantity',
    });
  });

  it('are deleted in one statement, unless others refer to one of them', async () => {
    const text =
      'mutation ($lines: [RemoveOrderLineInput!]!) { removeOrderLines(lines: $lines) { lines { position order { number } } } }';
    expect(await shop.refusal(text, { lines: [{ id: ids.third }, { id: ids.first }] })).toMatchObject({
      code: 'CONFLICT',
      argument: 'lines',
    });
    const { write } = shop.running.bound.nodeIds;
    const lines = [{ id: ids.third }, { id: write('OrderLine', 'north', ['3', '1']) }];
    const { result, statements } = await shop.running.ask(text, { variables: { lines } });
    expect(result.data).toMatchObject({
      removeOrderLines: { lines: [{ order: { number: '9007199254740992' } }, { order: { number: '3' } }] },
    });
    expect(statements.filter(({ text: each }) => each.startsWith('delete')).length).toBe(1);
  });
});

describe('a row that is made or changed', () => {
  const upsert = `mutation ($input: ReviewInput!) { upsertReview(input: $input) { review { stars words customer { name } } } }`;

  it('is found by a key of which an id is a part, and keeps what is absent', async () => {
    const review = { sku: 'kite', customer: ids.dario };
    expect(await shop.ask(upsert, { input: { ...review, stars: 4, words: 'Bello' } })).toMatchObject({
      upsertReview: { review: { stars: 4, words: 'Bello', customer: { name: 'Dario' } } },
    });
    expect(await shop.ask(upsert, { input: { ...review, stars: 3 } })).toMatchObject({
      upsertReview: { review: { stars: 3, words: 'Bello' } },
    });
    expect(await shop.ask(upsert, { input: { ...review, stars: 3, words: null } })).toMatchObject({
      upsertReview: { review: { words: null } },
    });
    expect(await one(`select count(*), min(market::text) from reviews where sku = 'kite'`)).toEqual([
      '1',
      'south',
    ]);
    const removed = await shop.ask(
      'mutation ($input: RemoveReviewInput!) { removeReview(input: $input) { review { stars } } }',
      { input: review },
    );
    expect(removed).toMatchObject({ removeReview: { review: { stars: 3 } } });
    expect(await one(`select count(*) from reviews where sku = 'kite'`)).toEqual(['0']);
  });

  it('may be one of many, in their order, of a table without versions', async () => {
    const { write } = shop.running.bound.nodeIds;
    const reviews = [
      { sku: 'drill', customer: write('Customer', 'north', ['2']), stars: 1, words: 'loud' },
      { sku: 'saw', customer: ids.astrid, stars: 2, words: null },
    ];
    const text =
      'mutation ($reviews: [ReviewInput!]!) { upsertReviews(reviews: $reviews) { reviews { stars words } } }';
    const { result, statements } = await shop.running.ask(text, { variables: { reviews } });
    expect(result.data).toEqual({
      upsertReviews: {
        reviews: [
          { stars: 1, words: 'loud' },
          { stars: 2, words: null },
        ],
      },
    });
    expect(statements.length).toBe(1);
  });

  it('keeps decimals and numbers of JSON to the last digit, many at once', async () => {
    const text =
      'mutation ($products: [ProductInput!]!) { upsertProducts(products: $products) { products { sku price details } } }';
    const products = [
      { sku: 'saw', title: 'Saw', price: '99999999.9999', details: { teeth: 1 } },
      { sku: 'new', title: 'שלום 🪁', price: '-0.0001', details: [] },
    ];
    expect(await shop.ask(text, { products })).toEqual({
      upsertProducts: {
        products: [
          { sku: 'saw', price: '99999999.9999', details: { teeth: 1 } },
          { sku: 'new', price: '-0.0001', details: [] },
        ],
      },
      statements: 1,
    });
    expect(await one(`select category_id from products where sku = 'saw'`)).toEqual([3]);
    const wrong = [products[0], { ...products[1], price: '100000000' }];
    expect(await shop.refusal(text, { products: wrong })).toMatchObject({ argument: 'products[1].price' });
  });
});

describe('rows whose region the database computes', () => {
  const create =
    'mutation ($customers: [CustomerInput!]!) { createCustomers(customers: $customers) { customers { market number country { name } } } }';

  it('are made where they belong', async () => {
    const customers = [
      { number: 71, name: 'Ål', country: 'no' },
      { number: 70, name: 'Öl', country: 'se' },
    ];
    expect(await shop.ask(create, { customers })).toMatchObject({
      createCustomers: {
        customers: [
          { market: 'NORTH', number: 71, country: { name: 'Norway' } },
          { market: 'NORTH', number: 70, country: { name: 'Sweden' } },
        ],
      },
    });
  });

  it('are refused where their countries lie apart, or nowhere', async () => {
    const made = (country: string, number: number) => ({ number, name: 'x', country });
    expect(await shop.refusal(create, { customers: [made('no', 80), made('it', 81)] })).toMatchObject({
      argument: 'customers[1]',
    });
    expect(await shop.refusal(create, { customers: [made('no', 80), made('xx', 81)] })).toMatchObject({
      argument: 'customers[1].country',
    });
    expect(await one('select count(*) from customers where number >= 80')).toEqual(['0']);
  });

  it('are made or changed by their key', async () => {
    const text =
      'mutation ($input: CustomerInput!) { upsertCustomer(input: $input) { customer { market name since country { name } } } }';
    const before = await one(`select since from customers where market = 'south' and number = 2`);
    expect(await shop.ask(text, { input: { number: 2, name: 'Elena 🎈', country: 'it' } })).toMatchObject({
      upsertCustomer: { customer: { market: 'SOUTH', name: 'Elena 🎈', country: { name: 'Italy' } } },
    });
    expect(await one(`select since from customers where market = 'south' and number = 2`)).toEqual(before);
    expect(await one(`select name from customers where market = 'north' and number = 2`)).toEqual(['Bjørn']);
  });
});

it('counts versions up, and refuses an old one', async () => {
  const text = 'mutation ($input: UpdateOrderInput!) { updateOrder(input: $input) { order { version } } }';
  const input = { id: ids.order, addressLabel: 'work', expectedVersion: 1 };
  expect(await shop.ask(text, { input })).toMatchObject({ updateOrder: { order: { version: 2 } } });
  expect(await shop.refusal(text, { input })).toEqual({
    code: 'CONFLICT',
    argument: 'input.expectedVersion',
    expectedVersion: 1,
    version: 2,
  });
});
