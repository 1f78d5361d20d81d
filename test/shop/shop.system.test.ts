import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenShop, openShop } from './open-shop.ts';

let shop: OpenShop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(() => shop.close());

const ask: OpenShop['ask'] = (text, variables) => shop.ask(text, variables);

describe('a domain of twelve tables that the kernel was not made for', () => {
  it('follows references of a table to itself, up and down', async () => {
    const text = `{ employees(region: NORTH, where: { boss: { name: { eq: "Queen" } } }) {
      nodes { name boss { name boss { name } } reports { totalCount nodes { name } } } } }`;
    expect(await ask(text)).toEqual({
      employees: {
        nodes: [
          {
            name: 'Duke',
            boss: { name: 'Queen', boss: null },
            reports: { totalCount: 1, nodes: [{ name: 'Page' }] },
          },
          { name: 'Fool', boss: { name: 'Queen', boss: null }, reports: { totalCount: 0, nodes: [] } },
        ],
      },
      statements: 4,
    });
  });

  it('tells levels of a table inside itself apart in filters', async () => {
    const text = `{ employees(region: NORTH, where: { reports: { some: { reports: { some: { name: { eq: "Page" } } } } } }) { nodes { name } }
      none: employees(region: NORTH, where: { reports: { none: {} } }) { nodes { name } }
      every: employees(region: NORTH, where: { reports: { every: { boss: { boss: { name: { eq: "Queen" } } } } } }) { nodes { name } } }`;
    expect(await ask(text)).toMatchObject({
      employees: { nodes: [{ name: 'Queen' }] },
      none: { nodes: [{ name: 'Page' }, { name: 'Fool' }] },
      every: { nodes: [{ name: 'Duke' }, { name: 'Page' }, { name: 'Fool' }] },
    });
  });

  it('goes through a table of pairs, both ways, in one statement a level', async () => {
    const text = `{ tags { nodes { word products { nodes { product { title tags { nodes { tag { word } } } } } } } } }`;
    expect(await ask(text)).toEqual({
      tags: {
        nodes: [
          {
            word: 'loud',
            products: {
              nodes: [
                { product: { title: 'Drill', tags: { nodes: [{ tag: { word: 'loud' } }] } } },
                {
                  product: {
                    title: 'Saw',
                    tags: { nodes: [{ tag: { word: 'sharp' } }, { tag: { word: 'loud' } }] },
                  },
                },
              ],
            },
          },
          {
            word: 'red',
            products: {
              nodes: [{ product: { title: 'Kite', tags: { nodes: [{ tag: { word: 'red' } }] } } }],
            },
          },
          {
            word: 'sharp',
            products: {
              nodes: [
                {
                  product: {
                    title: 'Saw',
                    tags: { nodes: [{ tag: { word: 'sharp' } }, { tag: { word: 'loud' } }] },
                  },
                },
              ],
            },
          },
        ],
      },
      statements: 5,
    });
  });

  it('reads keys beyond 2^53 apart, and gives null for a parent that is not there', async () => {
    const text = `{ orders(region: NORTH, orderBy: [NUMBER_DESC]) { nodes { number customer { name } address { street } lines { totalCount } } } }`;
    expect(await ask(text)).toEqual({
      orders: {
        nodes: [
          {
            number: '9007199254740993',
            customer: { name: 'Astrid' },
            address: { street: 'Gatan 1' },
            lines: { totalCount: 2 },
          },
          {
            number: '9007199254740992',
            customer: { name: 'Astrid' },
            address: { street: 'Gatan 2' },
            lines: { totalCount: 1 },
          },
          { number: '4', customer: { name: 'Bjørn' }, address: null, lines: { totalCount: 0 } },
          { number: '3', customer: null, address: null, lines: { totalCount: 1 } },
        ],
      },
      statements: 4,
    });
  });

  it('pages the rows of parents with composite keys', async () => {
    const text = `{ orderLines(region: NORTH, where: { order: { number: { gt: "9007199254740992" } } }) {
      nodes { position parcels(first: 1) { totalCount nodes { tracking line { order { number } } } pageInfo { hasNextPage } } } } }`;
    expect(await ask(text)).toEqual({
      orderLines: {
        nodes: [
          {
            position: 2,
            parcels: {
              totalCount: 1,
              nodes: [{ tracking: 'P3', line: { order: { number: '9007199254740993' } } }],
              pageInfo: { hasNextPage: false },
            },
          },
          {
            position: 1,
            parcels: {
              totalCount: 2,
              nodes: [{ tracking: 'P2', line: { order: { number: '9007199254740993' } } }],
              pageInfo: { hasNextPage: true },
            },
          },
        ],
      },
      statements: 5,
    });
  });

  it('finds rows by ids of composite keys, whatever the argument is called', async () => {
    const { orderLines } = (await ask('{ orderLines(region: SOUTH) { nodes { id } } }')) as never as {
      orderLines: { nodes: { id: string }[] };
    };
    const id = orderLines.nodes[0]?.id;
    expect(
      await ask(
        `query ($id: ID!) { orderLine(line: $id) { quantity } node(id: $id) { ... on OrderLine { product { title } } } }`,
        { id },
      ),
    ).toMatchObject({ orderLine: { quantity: 9 }, node: { product: { title: 'Kite' } } });
  });

  it('reads a table whose region is computed, and never writes that region', async () => {
    const added = await ask(
      `mutation { addCustomer(country: "no", name: "Zoë") { customer { market number name country { name } since } } }`,
    );
    expect(added).toMatchObject({
      addCustomer: {
        customer: {
          market: 'NORTH',
          number: 90,
          name: 'Zoë',
          country: { name: 'Norway' },
          since: '2026-01-31T12:00:00Z',
        },
      },
    });
    expect(await shop.sql('select market from customers where number = 90')).toEqual([['north']]);
    // The resolver believes that Sweden lies in the south.
    const { result } = await shop.running.ask(
      `mutation { addCustomer(country: "se", name: "Åke") { customer { name } } }`,
    );
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', region: 'south' });
    expect(await shop.sql(`select count(*) from customers where name = 'Åke'`)).toEqual([['0']]);
  });

  it('keeps values exact: years 1 and 9999, microseconds, emoji, numbers of JSON, decimals', async () => {
    const { result, json } = await shop.running.ask(`{
      customers(region: NORTH, where: { number: { lt: 10 } }) { nodes { name since } }
      products(first: 2, where: { details: { isNull: false } }) { nodes { price details label discontinued } } }`);
    expect(result.data?.customers).toEqual({
      nodes: [
        { name: 'Astrid', since: '0001-01-01T00:00:00Z' },
        { name: 'Bjørn', since: '9999-12-31T23:59:59.999999Z' },
        { name: 'Cilla 🎈', since: '2026-01-31T12:00:00.000001Z' },
      ],
    });
    expect(json).toContain('"volts": 12345678901234567890');
    expect(json).toContain('"weight": 1.10');
    expect(json).toContain('"price": "12345678.9999"');
    expect(json).toContain('"label": "Drill (drill)"');
    expect(json).toContain('"discontinued": true');
  });

  it('writes and reads the largest key', async () => {
    expect(
      await ask(
        'mutation { placeOrder(market: NORTH, customer: 3) { order { number version customer { name } } } }',
      ),
    ).toMatchObject({
      placeOrder: { order: { number: '9223372036854775807', version: 1, customer: { name: 'Cilla 🎈' } } },
    });
  });

  it('keeps markets apart: the same keys, other rows', async () => {
    const text = (
      market: string,
    ) => `{ reviews(region: ${market}, where: { product: { sku: { eq: "saw" } } }) {
      totalCount nodes { stars customer { name } product { title category { parent { parent { name } } } } } } }`;
    expect(await ask(text('SOUTH'))).toMatchObject({
      reviews: { totalCount: 1, nodes: [{ stars: 1, customer: { name: 'Dario' } }] },
    });
    expect(await ask(text('NORTH'))).toMatchObject({
      reviews: { totalCount: 2, nodes: [{ stars: 5, customer: { name: 'Astrid' } }, { stars: 2 }] },
    });
  });

  it('holds a connection to its own largest page', async () => {
    const { result } = await shop.running.ask('{ products(first: 3) { nodes { sku } } }');
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'first' });
  });
});
