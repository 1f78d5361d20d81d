import { integer, pgEnum, pgTable, primaryKey, uuid, varchar } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import { globalTable, regionalByRow } from '../../../src/db/locality.ts';
import { bindDomain } from '../../../src/graphql/declared/bind.ts';
import { bindable } from '../../../src/graphql/declared/bindable.ts';
import type { Domain } from '../../../src/graphql/declared/domain.ts';
import {
  byKey,
  column,
  connection,
  entity,
  nodeId,
  type TypeDeclaration,
  type,
  value,
} from '../../../src/loaders/declaration.ts';
import { contractOf } from '../../contract/movr.ts';

const zone = pgEnum('zone', ['north']);
const stamps = globalTable(pgTable('stamps', { code: varchar('code').primaryKey(), letter: uuid('letter') }));
const letters = regionalByRow(
  pgTable(
    'letters',
    { zone: zone('zone').notNull(), id: uuid('id').notNull(), weight: integer('weight') },
    (table) => [primaryKey({ columns: [table.zone, table.id] })],
  ),
  'zone',
);

const sdl = `
  enum Zone @public { NORTH }
  interface Node @public { id: ID! }
  type PageInfo @public { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  type Letter @public { id: ID! weight: Int height: Int }
  type Stamp @public { code: String! letter: Letter letters: LetterConnection }
  type LetterConnection @public { nodes: [Letter!]! }
  type Query @public { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! letter(id: String!): Letter }
`;

const letter = type('Letter', letters, {
  id: nodeId(),
  weight: column(letters.weight),
  height: column(letters.weight),
});
const stamp = type('Stamp', stamps, { code: column(stamps.code) });

function bind(types: readonly TypeDeclaration[], parts: Partial<Domain> = {}) {
  const domain = {
    regions: ['north'],
    regionEnum: 'Zone',
    types,
    queries: {},
    rules: new Map(),
    mutations: {},
    resolvers: () => ({}),
    ...parts,
  } as unknown as Domain;
  return () => bindDomain(bindable(contractOf(sdl)), domain, 'secret');
}

it('lists all fields that have neither a declaration nor a resolver', () => {
  expect(bind([type('Letter', letters, { id: nodeId() }), stamp])).toThrow(
    'Neither declared nor hand-written: Letter.weight, Letter.height, Stamp.letter, Stamp.letters, Query.letter',
  );
});

it('lists all declarations and resolvers that have no field', () => {
  expect(
    bind([letter, type('Stamp', stamps, { colour: column(stamps.code) })], {
      resolvers: () => ({ Query: { gone: () => null } }),
    }),
  ).toThrow('Not in the SDL: Stamp.colour, Query.gone');
});

it('refuses to lead from a row that says no region to a row that needs one', () => {
  const toOne = type('Stamp', stamps, { letter: entity(letters, { key: stamps.letter }) });
  const toMany = type('Stamp', stamps, { letters: connection(letters, { parent: letters.id, order: [] }) });
  for (const declared of [toOne, toMany])
    expect(bind([letter, declared])).toThrow('A row of stamps says no region');
});

it('refuses a key in arguments that says no region, or leaves a column out', () => {
  const queries = (key: Parameters<typeof byKey>[1]) => ({ queries: { letter: byKey(letters, key) } });
  expect(bind([letter, stamp], queries({ id: value(letters.id) }))).toThrow('says the region');
  expect(bind([letter, stamp], queries({ id: value(letters.weight) }))).toThrow(
    'No argument holds letters.id',
  );
});

it('refuses a column that its field cannot show', () => {
  const wrong = (fields: TypeDeclaration['fields']) => bind([letter, type('Stamp', stamps, fields)]);
  expect(wrong({ code: column(stamps.letter) })).toThrow('Stamp.code is never null, but its column may be');
  expect(bind([type('Letter', letters, { ...letter.fields, weight: column(letters.id) }), stamp])).toThrow(
    'Letter.weight is a Int, which cannot show uuid',
  );
});
