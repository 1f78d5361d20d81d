import { buildSchema, execute, type GraphQLObjectType, parse } from 'graphql';
import { beforeEach, describe, expect, test } from 'vitest';
import type { WireRow } from '../../../src/db/database.ts';
import { createCompiledOperations } from '../../../src/graphql/compiled.ts';
import { branching } from '../../../src/graphql/row-plans/row-branches.ts';
import type { Key } from '../../../src/loaders/key.ts';
import { createShapes, type Row } from '../../../src/loaders/row-shape.ts';
import { modelOf } from '../../../src/loaders/table-model.ts';
import { UnreadRows } from '../../../src/loaders/unread-rows.ts';
import { parcels } from '../../loaders/tables.ts';
import { wireRow } from '../../support/wire-row.ts';
import { shopper } from '../start-shop.ts';

const schema = buildSchema(`
  type Parcel { id: String!, label: String, next(hops: Int = 1): Parcel, needed: Parcel! }
  type Query { parcels: [Parcel], parcel: Parcel, strict: [Parcel!] }
`);
const model = modelOf(parcels);
const shape = createShapes()(
  model,
  model.columns.filter(({ property }) => property === 'label'),
);
const parcel = schema.getType('Parcel') as GraphQLObjectType;
const query = schema.getQueryType() as GraphQLObjectType;

/** What the branch was asked for. */
let asked: { readonly region: string; readonly keys: readonly (Key | null)[]; readonly hops: unknown }[] = [];

/** Every parcel is there but `gone`; its label is its id and its region. */
const wire = (region: string) => (key: Key | null) =>
  key === null || key[0] === 'gone'
    ? null
    : wireRow(shape.columns.map((c) => (c.property === 'id' ? key[0] : `${key[0]} ${region}`)));

for (const name of ['next', 'needed'])
  Object.assign(parcel.getFields()[name] as object, {
    resolve: branching(
      (row: Row) =>
        row.label === null || row.label === 'gone'
          ? null
          : { id: row.label, label: `${row.label} ${row.zone}`, zone: row.zone },
      {
        kind: 'row',
        key: model.columns.filter(({ property }) => property === 'label'),
        region: 'zone',
        load: async ({ region, args }, keys) => {
          asked.push({ region, keys, hops: args.hops });
          if (keys.flat().includes('fails')) throw new Error('Not this one.');
          return new UnreadRows<WireRow | null>(keys.map(wire(region)), shape, region);
        },
      },
    ),
  });

beforeEach(() => {
  asked = [];
});

/** The answer of a document that was compiled, after `rows` is what its root gives; and that of graphql-js. */
async function ask(text: string, rows: readonly (Row | null)[], variables: Record<string, unknown> = {}) {
  Object.assign(query.getFields().parcels as object, { resolve: () => rows });
  Object.assign(query.getFields().strict as object, { resolve: () => rows });
  Object.assign(query.getFields().parcel as object, { resolve: async () => rows[0] });
  const document = parse(text);
  const compiled = createCompiledOperations(schema, 1, new Set(['Parcel']));
  for (let run = 0; run < 3; run += 1) compiled(document, undefined);
  const result = await compiled(document, undefined)?.({ principal: shopper }, variables);
  return JSON.parse(JSON.stringify(result)) as {
    readonly data: unknown;
    readonly errors?: readonly object[];
  };
}

const north = { id: 'a', label: 'b', zone: 'north' };
const south = { id: 'c', label: 'd', zone: 'south' };

describe('what a hand-written resolver gives for rows', () => {
  const later = async () => north;
  test.each<[string, () => readonly unknown[]]>([
    ['promises', () => [later(), south, null]],
    ['a promise that fails', () => [Promise.reject(new Error('No first.')), south]],
    ['an error', () => [new Error('No first.'), south]],
    ['something that is no row', () => ['abc', south]],
  ])('may be a list with %s', async (_what, rows) => {
    const text = '{ parcels { label } }';
    const document = parse(text);
    const { data, errors = [] } = await ask(text, rows as never);
    const expected = await execute({ schema, document, contextValue: { principal: shopper } });
    expect(data).toEqual(JSON.parse(JSON.stringify(expected.data)));
    expect(errors).toHaveLength(expected.errors?.length ?? 0);
  });

  test('may be an error instead of a row', async () => {
    const { data, errors } = await ask('{ parcel { label } }', [new Error('No row.')] as never);
    expect(data).toEqual({ parcel: null });
    expect(errors).toMatchObject([{ message: 'No row.', path: ['parcel'] }]);
  });

  test('is not waited for when another of them is found to be wrong', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const { data } = await ask('{ strict { next { label } } }', [{ ...north, label: 'fails' }, null]);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', listen);
    expect(data).toEqual({ strict: null });
    expect(unhandled).toEqual([]);
  });

  test('is asked for twice once, where all nodes of a name together are more than is planned', async () => {
    let asks = 0;
    const text = `{ ${['a', 'b'].map((name) => `parcel { ${Array.from({ length: 150 }, (_, i) => `${name}${i}: id`).join(' ')} }`).join(' ')} }`;
    const parcel = async () => {
      asks += 1;
      return north;
    };
    Object.assign(query.getFields().parcel as object, { resolve: parcel });
    const compiled = createCompiledOperations(schema, 1, new Set(['Parcel']));
    const document = parse(text);
    for (let run = 0; run < 3; run += 1) compiled(document, undefined);
    const counts: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      asks = 0;
      await compiled(document, undefined)?.({ principal: shopper }, {});
      counts.push(asks);
    }
    expect(counts).toEqual([2, 1, 1]);
  });
});

describe('rows that belong to rows', () => {
  test('are looked for in the region of each row, where a hand-written resolver gives rows of several', async () => {
    const { data } = await ask('{ parcels { id next { label } } }', [north, null, south]);
    expect(data).toEqual({
      parcels: [{ id: 'a', next: { label: 'b north' } }, null, { id: 'c', next: { label: 'd south' } }],
    });
    expect(asked).toEqual([
      { region: 'north', keys: [['b']], hops: 1 },
      { region: 'south', keys: [['d']], hops: 1 },
    ]);
  });

  test('are looked for level by level', async () => {
    const { data } = await ask('{ parcel { next { id next { label } } } }', [north]);
    expect(data).toEqual({ parcel: { next: { id: 'b', next: { label: 'b north north' } } } });
    expect(asked.map(({ keys }) => keys)).toEqual([[['b']], [['b north']]]);
  });

  test('are null where the key is, or where there is no such row', async () => {
    const rows = [
      { ...north, label: null },
      { ...north, label: 'gone' },
    ];
    const { data } = await ask('{ parcels { next { id } } }', rows);
    expect(data).toEqual({ parcels: [{ next: null }, { next: null }] });
  });

  test('have the error of graphql-js where one is not there that must be', async () => {
    const { data, errors = [] } = await ask('{ parcels { id needed { id } } }', [
      { ...north, label: 'gone' },
      south,
    ]);
    expect(data).toEqual({ parcels: [null, { id: 'c', needed: { id: 'd' } }] });
    expect(errors).toMatchObject([
      { message: 'Cannot return null for non-nullable field Parcel.needed.', path: ['parcels', 0, 'needed'] },
    ]);
  });

  test('are what all nodes of a response name ask for together', async () => {
    const text =
      '{ parcel { next { id } ...F } } fragment F on Parcel { next { label next { id } } next { id } }';
    const { data } = await ask(text, [north]);
    expect(data).toEqual({ parcel: { next: { id: 'b', label: 'b north', next: { id: 'b north' } } } });
    expect(asked).toHaveLength(2);
  });

  test('are found by arguments: literals, variables and defaults, apart by alias', async () => {
    const text =
      'query ($n: Int, $m: Int = 7) { parcel { next { id } a: next(hops: 2) { id } b: next(hops: $n) { id } c: next(hops: $m) { id } } }';
    await ask(text, [north], { n: 3 });
    expect(asked.map(({ hops }) => hops)).toEqual([1, 2, 3, 7]);
  });
});
