import fc from 'fast-check';
import { buildSchema, type GraphQLObjectType, GraphQLScalarType, Kind, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { RegionName } from '../../../src/db/locality.ts';
import { enumValueOf } from '../../../src/graphql/declared/enum-values.ts';
import { planRows } from '../../../src/graphql/row-plans/plan-rows.ts';
import { objectOfRow } from '../../../src/graphql/row-plans/row-objects.ts';
import { type RowSource, rowReader } from '../../../src/graphql/row-plans/row-readers.ts';
import { textOfRows } from '../../../src/graphql/row-plans/row-text.ts';
import { bigInt } from '../../../src/graphql/scalars/big-int.ts';
import { dateTime } from '../../../src/graphql/scalars/date-time.ts';
import { decimal } from '../../../src/graphql/scalars/decimal.ts';
import { json } from '../../../src/graphql/scalars/json.ts';
import { implementScalar } from '../../../src/graphql/scalars/scalar.ts';
import { createNodeIds } from '../../../src/loaders/node-id.ts';
import { createShapes, type Row } from '../../../src/loaders/row-shape.ts';
import { modelOf } from '../../../src/loaders/table-model.ts';
import { UnreadRows } from '../../../src/loaders/unread-rows.ts';
import { parcels } from '../../loaders/tables.ts';
import { wireRow } from '../../support/wire-row.ts';

const schema = buildSchema(`
  scalar BigInt
  scalar DateTime
  scalar Decimal
  scalar JSON
  enum Zone { NORTH SOUTH }
  enum Kind { BOX TUBE }
  type Parcel {
    id: ID!, zone: Zone!, label: String, needed: String!, weight: Decimal, sent: DateTime!, stamps: Int!, serial: BigInt!
    uuid: String!, notes: JSON, kind: Kind, custom: String
  }
  type Query { parcel: Parcel }
`);
for (const [name, functions] of Object.entries({
  BigInt: bigInt,
  DateTime: dateTime,
  Decimal: decimal,
  JSON: json,
})) {
  const scalar = schema.getType(name);
  if (scalar instanceof GraphQLScalarType) implementScalar(scalar, functions);
}

const nodeIds = createNodeIds('a secret of thirty-two characters', ['north' as RegionName], () => true);
const parcel = schema.getType('Parcel') as GraphQLObjectType;
const names = (values: readonly string[]) => new Map(values.map((value) => [value, enumValueOf(value)]));
const kinds = names(['box', 'tube']);
const zones = names(['north', 'south']);

function reads(field: string, read: (row: Row) => unknown, source?: RowSource): void {
  Object.assign(parcel.getFields()[field] as object, { resolve: rowReader(read, source) });
}
reads('id', (row) => nodeIds.write('Parcel', String(row.zone), [String(row.id)]), {
  kind: 'nodeId',
  type: 'Parcel',
  write: nodeIds.writeBytes,
});
reads('zone', (row) => zones.get(String(row.zone)), { kind: 'region', names: zones });
reads('kind', (row) => kinds.get(String(row.kind)) ?? row.kind, {
  kind: 'column',
  property: 'kind',
  names: kinds,
});
reads('uuid', (row) => row.id, { kind: 'column', property: 'id' });
reads('needed', (row) => row.label, { kind: 'column', property: 'label' });
reads('custom', () => 'made up');

const model = modelOf(parcels);
const shape = createShapes()(model, model.columns);

/** Values as the database sends them, without the region. */
interface Parcel {
  readonly id: string;
  readonly label: string | null;
  readonly weight: string | null;
  readonly sent: string;
  readonly stamps: number;
  readonly serial: string;
  readonly notes: string | null;
  readonly kind: string | null;
}

const plain: Parcel = {
  id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  label: 'São "João"\n🚲',
  weight: '-12.50',
  sent: '2026-01-31 12:00:00.000001',
  stamps: -3,
  serial: '123456789012345678',
  notes: '{"a": 1}',
  kind: 'tube',
};

/** What is written of rows, and what `make` and `JSON.stringify` make of them. */
function written(selection: string, rows: readonly Parcel[]) {
  const [operation] = parse(`{ parcel ${selection} }`, { noLocation: true }).definitions;
  const nodes = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
  const plan = planRows(parcel, nodes as never, { schema, fragments: {} })?.plan;
  if (!plan) throw new TypeError('The selection is not planned');
  const wire = rows.map((row) => wireRow(shape.columns.map(({ property }) => row[property as keyof Parcel])));
  const loaded = { rows: new UnreadRows(wire, shape, 'north'), branches: [] };
  return {
    text: textOfRows(plan, loaded)?.written.toString(),
    made: () => JSON.stringify(wire.map((_, i) => objectOfRow(plan, loaded, i))),
  };
}

/** JSON as JSONB is written. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}: ${spaced(inner)}`);
  return `{${members.join(', ')}}`;
}

const all = '{ id zone label weight sent stamps serial uuid kind a: label __typename b: id needed }';

describe('rows written from their bytes', () => {
  test('are what the objects made of them are as JSON', () => {
    const { text, made } = written(all, [plain, { ...plain, kind: 'box', label: '' }, plain]);
    expect(text).toBe(made());
  });

  test('are an empty list where there are none', () => {
    expect(written(all, []).text).toBe('[]');
  });

  test('have null where the column has and the field may', () => {
    const { text, made } = written('{ label weight kind }', [
      { ...plain, label: null, weight: null, kind: null },
    ]);
    expect(text).toBe('[{"label":null,"weight":null,"kind":null}]');
    expect(text).toBe(made());
  });

  test('escape any text as JSON.stringify does, however long', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ unit: fc.nat(127).map((code) => String.fromCharCode(code)), maxLength: 400 }),
      fc.constant('"\u0001\\'.repeat(30_000)),
    );
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 20 }), (labels) => {
        const { text, made } = written(
          '{ label again: label id }',
          labels.map((label) => ({ ...plain, label })),
        );
        expect(text).toBe(made());
      }),
      { numRuns: 200 },
    );
  });

  test.each<[string, Partial<Parcel>]>([
    ['weight', { weight: 'NaN' }],
    ['weight', { weight: 'Infinity' }],
    ['sent', { sent: '10000-01-01 00:00:00' }],
    ['sent', { sent: '0044-03-15 00:00:00 BC' }],
    ['sent', { sent: 'infinity' }],
    ['sent', { sent: '2026-01-31T12:00:00' }],
    ['sent', { sent: '2026-01-31 12:00:00.' }],
    ['sent', { sent: '2026-01-31 12:00:00+00' }],
    ['kind', { kind: 'crate' }],
    ['kind', { kind: 'tub' }],
    ['needed', { label: null }],
  ])('are not written where a %s is of no plain form: %j', (field, value) => {
    expect(written(`{ ${field} }`, [plain, { ...plain, ...value }, plain]).text).toBeUndefined();
  });

  test.each<[string, Partial<Parcel>]>([
    ['stamps', { stamps: 2_147_483_647 }],
    ['stamps', { stamps: -2_147_483_648 }],
    ['serial', { serial: '9223372036854775807' }],
    ['serial', { serial: '-9223372036854775808' }],
  ])('are not written, but made, where %s is that long: %j', (field, value) => {
    const { text, made } = written(`{ ${field} }`, [{ ...plain, ...value }]);
    expect(text).toBeUndefined();
    expect(made()).toContain(String(Object.values(value)[0]));
  });

  test.each(['0', '-0.01', '1', '99999999999999999999.5', '0.000001'])(
    'have the digits of the decimal %s',
    (weight) => {
      const { text, made } = written('{ weight }', [{ ...plain, weight }]);
      expect(text).toBe(`[{"weight":"${weight}"}]`);
      expect(text).toBe(made());
    },
  );

  test.each(['2026-01-31 12:00:00', '0001-01-01 00:00:00.1', '9999-12-31 23:59:59.999999'])(
    'have the instant %s',
    (sent) => {
      const { text, made } = written('{ sent }', [{ ...plain, sent }]);
      expect(text).toBe(made());
      expect(text).toContain(`${sent.replace(' ', 'T')}Z`);
    },
  );

  test('are never written with a value that a reader makes up', () => {
    expect(written('{ id custom }', [plain]).text).toBeUndefined();
  });

  test('have JSON as it is, without the spaces between its parts', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        fc.pre(text !== 'null');
        const notes = spaced(JSON.parse(text));
        const row = JSON.parse(written('{ notes }', [{ ...plain, notes }]).text ?? '');
        expect(row).toEqual([{ notes: JSON.parse(text) }]);
      }),
      { numRuns: 300 },
    );
    const notes = '{"n": 12345678901234567890, "d": 1.50, " a: b, ": "\\" , \\\\", "e": []}';
    expect(written('{ notes }', [{ ...plain, notes }]).text).toBe(
      '[{"notes":{"n":12345678901234567890,"d":1.50," a: b, ":"\\" , \\\\","e":[]}}]',
    );
  });

  test('are made, not written, where JSON is null', () => {
    const { text, made } = written('{ notes }', [{ ...plain, notes: 'null' }]);
    expect(text).toBeUndefined();
    expect(made()).toBe('[{"notes":null}]');
  });

  test('are whole where they are larger than a buffer is at first', () => {
    const rows = Array.from({ length: 200 }, (_, i) => ({ ...plain, label: `${i}é`.repeat(1_000) }));
    const { text, made } = written('{ label id }', rows);
    expect(Buffer.byteLength(text ?? '')).toBeGreaterThan(512 * 1024);
    expect(text).toBe(made());
  });
});
