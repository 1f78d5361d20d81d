import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenShop, openShop, type ShopIds, shopIds } from './open-shop.ts';

let shop: OpenShop;
let ids: ShopIds;

beforeAll(async () => {
  shop = await openShop();
  ids = shopIds(shop);
});

afterAll(() => shop.close());

const one = async (text: string) => (await shop.sql(text))[0];

describe('rows in rows in a new row', () => {
  const createOrder = `mutation ($input: CreateOrderInput!) { createOrder(input: $input) {
    order { number customer { name } lines { nodes { position quantity product { title }
      parcels { nodes { tracking grams } } } } } } }`;
  const lines = [
    {
      position: 1,
      sku: 'saw',
      quantity: 2,
      parcels: [
        { tracking: 'N1', grams: 10 },
        { tracking: 'N2', grams: 5 },
      ],
    },
    { position: 2, sku: 'kite', quantity: 1 },
    { position: 3, sku: 'drill', quantity: 7, parcels: [{ tracking: 'N3', grams: 1 }] },
  ];
  const input = (number: string, more: object = {}) => ({
    market: 'NORTH',
    number,
    customer: ids.astrid,
    lines,
    ...more,
  });
  let before: unknown;
  const counts = () =>
    one(
      'select (select count(*) from orders), (select count(*) from order_lines), (select count(*) from parcels)',
    );

  beforeEach(async () => {
    before = await counts();
  });

  it('are made in one transaction, a statement a table', async () => {
    const { result, statements } = await shop.running.ask(createOrder, {
      variables: { input: input('9223372036854775806') },
    });
    expect(result).toEqual({
      data: {
        createOrder: {
          order: {
            number: '9223372036854775806',
            customer: { name: 'Astrid' },
            lines: {
              nodes: [
                {
                  position: 1,
                  quantity: 2,
                  product: { title: 'Saw' },
                  parcels: {
                    nodes: [
                      { tracking: 'N1', grams: 10 },
                      { tracking: 'N2', grams: 5 },
                    ],
                  },
                },
                { position: 2, quantity: 1, product: { title: 'Kite' }, parcels: { nodes: [] } },
                {
                  position: 3,
                  quantity: 7,
                  product: { title: 'Drill' },
                  parcels: { nodes: [{ tracking: 'N3', grams: 1 }] },
                },
              ],
            },
          },
        },
      },
    });
    const inserts = statements.filter(({ text }) => text.startsWith('insert'));
    expect(inserts.map(({ table, rows }) => [table, rows])).toEqual([
      ['orders', 1],
      ['order_lines', 3],
      ['parcels', 3],
    ]);
  });

  it.each([
    [
      'a key that is there',
      { number: '3' },
      { code: 'CONFLICT', argument: 'input.number', constraint: 'orders_pkey' },
    ],
    [
      'a product that is not',
      { lines: [lines[0], { position: 2, sku: 'none', quantity: 1 }] },
      { code: 'BAD_USER_INPUT', argument: 'input.lines.sku', constraint: 'order_lines_sku_fkey' },
    ],
    [
      'a check',
      { lines: [{ position: 1, sku: 'saw', quantity: 0 }] },
      { code: 'BAD_USER_INPUT', argument: 'input.lines', constraint: 'order_lines_quantity' },
    ],
    [
      'a key of the third level',
      { lines: [{ ...lines[1], parcels: [{ tracking: 'P1', grams: 1 }] }] },
      { code: 'CONFLICT', argument: 'input.lines.parcels.tracking', constraint: 'parcels_pkey' },
    ],
    [
      'a key given twice',
      { lines: [lines[1], lines[1]] },
      { code: 'CONFLICT', argument: 'input.lines.position', constraint: 'order_lines_pkey' },
    ],
  ])('leave nothing where the database refuses %s', async (_what, more, refused) => {
    expect(await shop.refusal(createOrder, { input: input('77', more) })).toEqual(refused);
    expect(await counts()).toEqual(before);
  });

  it.each([
    ['input.lines[1].sku', { lines: [lines[0], { ...lines[1], sku: 'a\0' }] }],
    [
      'input.lines[2].parcels[0].tracking',
      { lines: [lines[0], lines[1], { ...lines[2], parcels: [{ tracking: '\ud83d', grams: 1 }] }] },
    ],
    ['input.lines', { lines: Array.from({ length: 21 }, (_, i) => ({ ...lines[1], position: i })) }],
    [
      'input.lines[0].parcels',
      {
        lines: [
          { ...lines[1], parcels: Array.from({ length: 101 }, (_, i) => ({ tracking: `X${i}`, grams: 1 })) },
        ],
      },
    ],
    [
      'input',
      {
        lines: Array.from({ length: 20 }, (_, n) => ({
          ...lines[1],
          position: n,
          parcels: Array.from({ length: 60 }, (_, i) => ({ tracking: `X${n}-${i}`, grams: 1 })),
        })),
      },
    ],
    ['input.market', { market: 'SOUTH' }],
  ])('name the place %s before anything is sent', async (argument, more) => {
    const variables = { input: input('78', more) };
    const { result, statements } = await shop.running.ask(createOrder, { variables });
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    expect(statements).toEqual([]);
  });

  it('may be none, and null', async () => {
    for (const [number, none] of [
      ['80', []],
      ['81', null],
    ] as const)
      expect(await shop.ask(createOrder, { input: input(number, { lines: none }) })).toMatchObject({
        createOrder: { order: { lines: { nodes: [] } } },
      });
  });

  it('may be of a table of pairs', async () => {
    const text = `mutation ($input: CreateProductInput!) { createProduct(input: $input) {
      product { sku price details discontinued tags { nodes { tag { word } } } } } }`;
    const made = {
      sku: 'räv 🦊',
      title: 'Fox',
      price: '0.0001',
      details: { n: [] },
      tags: [{ tag: ids.loud }, { tag: ids.sharp }],
    };
    expect(await shop.ask(text, { input: made })).toMatchObject({
      createProduct: {
        product: {
          sku: 'räv 🦊',
          price: '0.0001',
          details: { n: [] },
          discontinued: false,
          tags: { nodes: [{ tag: { word: 'sharp' } }, { tag: { word: 'loud' } }] },
        },
      },
    });
    const { write } = shop.running.bound.nodeIds;
    const unknown = { ...made, sku: 'x', tags: [{ tag: write('Tag', 'global', ['99']) }] };
    expect(await shop.refusal(text, { input: unknown })).toEqual({
      code: 'BAD_USER_INPUT',
      argument: 'input.tags.tag',
      constraint: 'product_tags_tag_id_fkey',
    });
    expect(await one(`select count(*) from products where sku = 'x'`)).toEqual(['0']);
  });

  it('may be of the table itself', async () => {
    const text = `mutation ($input: CreateBossInput!) { createBoss(input: $input) {
      employee { name reports { nodes { name reports { nodes { name boss { boss { name } } } } } } } } }`;
    const boss = {
      market: 'SOUTH',
      id: 50,
      name: 'Pope',
      reports: [
        { id: 51, name: 'Abbot', reports: [{ id: 53 }, { id: 54 }] },
        { id: 52, name: 'Bishop', reports: [] },
      ],
    };
    const trainee = { name: 'Abbot', boss: { boss: { name: 'Pope' } } };
    expect(await shop.ask(text, { input: boss })).toMatchObject({
      createBoss: {
        employee: {
          name: 'Pope',
          reports: {
            nodes: [
              { name: 'Abbot', reports: { nodes: [trainee, trainee] } },
              { name: 'Bishop', reports: { nodes: [] } },
            ],
          },
        },
      },
    });
  });
});
