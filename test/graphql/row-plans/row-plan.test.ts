import { buildSchema, type GraphQLObjectType, Kind, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { planRows } from '../../../src/graphql/row-plans/plan-rows.ts';
import { objectOfRow } from '../../../src/graphql/row-plans/row-objects.ts';
import { Misfit } from '../../../src/graphql/row-plans/row-plan.ts';
import { rowReader } from '../../../src/graphql/row-plans/row-readers.ts';
import { json } from '../../../src/graphql/scalars/json.ts';
import { implementScalar } from '../../../src/graphql/scalars/scalar.ts';

const schema = buildSchema(`
  scalar Json
  enum Size { SMALL LARGE }
  interface Thing { id: ID! }
  union Some = Hat | Shoe
  type Hat implements Thing {
    id: ID!, name: String, price: Float, count: Int!, size: Size, extra: Json, owner: Shoe
    tags: [String!], guarded: String, read: String, inches(round: Boolean): Int
  }
  type Shoe implements Thing { id: ID! }
  type Query { hat: Hat }
`);
const hat = schema.getType('Hat') as GraphQLObjectType;
const fields = hat.getFields();
implementScalar(schema.getType('Json') as never, json);
Object.assign(fields.guarded as object, { resolve: () => 'guarded' });
Object.assign(fields.read as object, {
  resolve: rowReader((row: { readonly name: string }) => `read ${row.name}`),
});

/** The JSON of a row, as `{ hat <selection> }` has it; undefined where the selection is not planned. */
function jsonOf(selection: string, fragments = '') {
  const document = parse(`{ hat ${selection} } ${fragments}`, { noLocation: true });
  const named: Record<string, never> = {};
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) named[definition.name.value] = definition as never;
  const [operation] = document.definitions;
  const nodes = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
  const plan = planRows(hat, nodes as never, { schema, fragments: named })?.plan;
  return (
    plan &&
    ((row: Readonly<Record<string, unknown>>) =>
      JSON.stringify(objectOfRow(plan, { rows: [row], branches: [] }, 0)))
  );
}

const row = { id: 'h1', name: 'Bowler', price: 12.5, count: 3, size: 'LARGE', extra: '{"a":1}' };

describe('a row', () => {
  test('is made as the selection asks, in its order', () => {
    expect(jsonOf('{ count name __typename }')?.(row)).toBe('{"count":3,"name":"Bowler","__typename":"Hat"}');
  });

  test('has aliases, and a name that is asked for twice once', () => {
    expect(jsonOf('{ a: name b: name name a: name }')?.(row)).toBe(
      '{"a":"Bowler","b":"Bowler","name":"Bowler"}',
    );
  });

  test('has the fields of fragments that apply to it, and only those', () => {
    const selection = '{ ...F ... on Thing { id } ... on Some { size } ... on Shoe { id } ... { count } }';
    expect(jsonOf(selection, 'fragment F on Hat { name }')?.(row)).toBe(
      '{"name":"Bowler","id":"h1","size":"LARGE","count":3}',
    );
  });

  test('has what a reader makes of it', () => {
    expect(jsonOf('{ read }')?.(row)).toBe('{"read":"read Bowler"}');
  });

  test.each([
    'plain',
    'a "quoted" \\ word',
    'a line\nand a\ttab',
    '\u0007 \u007f \u2028',
    'Zürich 東京 🚲 مرحبا',
    '\ud800 alone',
    '</script>',
    '',
  ])('has the text %j as JSON has it', (name) => {
    expect(jsonOf('{ name }')?.({ ...row, name })).toBe(JSON.stringify({ name }));
  });

  test.each([0, -0, 1e300, 5e-324, 0.1])('has the number %d as JSON has it', (price) => {
    expect(jsonOf('{ price }')?.({ ...row, price })).toBe(JSON.stringify({ price }));
  });

  test('has JSON with its own digits', () => {
    const extra = '{"n":12345678901234567890,"d":1.50}';
    expect(jsonOf('{ extra }')?.({ ...row, extra })).toBe(`{"extra":${extra}}`);
  });

  test('has null where that may be', () => {
    expect(jsonOf('{ name size extra }')?.({ ...row, name: null, size: null, extra: null })).toBe(
      '{"name":null,"size":null,"extra":null}',
    );
  });

  test('is not made with null where that may not be', () => {
    expect(() => jsonOf('{ count }')?.({ ...row, count: null })).toThrow(Misfit);
  });

  test('is not made with a value that its scalar refuses', () => {
    expect(() => jsonOf('{ count }')?.({ ...row, count: 2 ** 40 })).toThrow();
    expect(() => jsonOf('{ size }')?.({ ...row, size: 'HUGE' })).toThrow();
    expect(() => jsonOf('{ price }')?.({ ...row, price: Number.NaN })).toThrow();
  });
});

describe('no row is planned with', () => {
  test.each([
    ['an object', '{ id owner { id } }'],
    ['a list', '{ tags }'],
    ['a name that sets a prototype', '{ __proto__: name }'],
    ['a resolver that nobody declared to read its row', '{ guarded }'],
    ['a field with arguments', '{ inches }'],
    ['a condition', '{ id name @include(if: true) }'],
    ['a fragment that is not there', '{ ...Gone }'],
    ['fragments of other types only', '{ ... on Shoe { id } }'],
    ['more fields than anybody reads', `{ ${Array.from({ length: 201 }, (_, i) => `f${i}: id`).join(' ')} }`],
  ])('%s', (_what, selection) => {
    expect(jsonOf(selection)).toBeUndefined();
  });
});
