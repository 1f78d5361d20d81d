import { integer, pgEnum, pgTable, primaryKey, uuid, varchar } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import { globalTable, regionalByRow } from '../../../src/db/locality.ts';
import { bindDomain } from '../../../src/graphql/declared/bind.ts';
import { bindable } from '../../../src/graphql/declared/bindable.ts';
import type { Domain } from '../../../src/graphql/declared/domain.ts';
import { column, idOf, nodeId, type, value } from '../../../src/loaders/declaration.ts';
import {
  create,
  createMany,
  home,
  type MutationDeclaration,
  nested,
  newId,
  ofParent,
  remove,
  removeMany,
  update,
  updateMany,
  upsert,
  upsertMany,
} from '../../../src/loaders/mutation-declaration.ts';
import { contractOf } from '../../contract/movr.ts';

const zone = pgEnum('zone', ['north']);
const stamps = globalTable(
  pgTable('stamps', {
    code: varchar('code').primaryKey(),
    colour: varchar('colour').notNull(),
    worth: integer('worth'),
  }),
);
const letters = regionalByRow(
  pgTable(
    'letters',
    {
      zone: zone('zone').notNull(),
      id: uuid('id').notNull().defaultRandom(),
      weight: integer('weight').notNull(),
      version: integer('version').notNull().default(1),
    },
    (table) => [primaryKey({ columns: [table.zone, table.id] })],
  ),
  'zone',
);
const pages = regionalByRow(
  pgTable(
    'pages',
    {
      zone: zone('zone').notNull(),
      letter: uuid('letter').notNull(),
      number: integer('number').notNull(),
      words: varchar('words'),
    },
    (table) => [primaryKey({ columns: [table.zone, table.letter, table.number] })],
  ),
  'zone',
);

const types = [
  type('Stamp', stamps, { code: column(stamps.code) }),
  type('Letter', letters, { id: nodeId(), weight: column(letters.weight) }),
  type('Page', pages, { number: column(pages.number) }),
];

/** The error of a start with one mutation, whose SDL has the argument and the inputs given. */
function start(mutation: MutationDeclaration, argument: string, inputs: string, payload = 'Payload') {
  const sdl = `
    enum Zone @public { NORTH }
    interface Node @public { id: ID! }
    type PageInfo @public { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
    type Letter @public { id: ID! weight: Int }
    type Stamp @public { code: String! }
    type Page @public { number: Int! }
    type Payload @public { letter: Letter stamps: [Stamp!] pages: [Page!] }
    type TwicePayload @public { one: Stamp, two: Stamp }
    type NothingPayload @public { done: Boolean }
    ${inputs}
    type Query @public { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! }
    type Mutation @public { change(${argument}): ${payload} }
  `;
  const domain = {
    regions: ['north'],
    regionEnum: 'Zone',
    types,
    queries: {},
    rules: new Map(),
    mutations: { change: mutation },
    resolvers: () => ({}),
  } as unknown as Domain;
  return () => bindDomain(bindable(contractOf(sdl)), domain, 'secret');
}

const stamp = { code: value(stamps.code), colour: value(stamps.colour) };
const letter = { weight: value(letters.weight) };
const page = { number: value(pages.number), words: value(pages.words) };
const many = { argument: 'many', most: 10 };
const pagesOf = (parts: object = {}) =>
  nested(pages, { parent: pages.letter, most: 5, fields: page, ...parts });
const one = 'input: In!';
const list = 'many: [In!]!';
const stampIn = 'input In { code: String!, colour: String! }';

describe('a mutation whose declaration, table and SDL agree', () => {
  it.each<[string, MutationDeclaration, string, string]>([
    ['create', create(stamps, { fields: stamp }), one, stampIn],
    ['createMany', createMany(stamps, { ...many, fields: stamp }), list, stampIn],
    ['upsert', upsert(stamps, { fields: stamp }), one, stampIn],
    ['upsertMany', upsertMany(stamps, { ...many, fields: stamp }), list, stampIn],
    [
      'update',
      update(letters, { fields: letter }),
      one,
      'input In { id: ID!, weight: Int, expectedVersion: Int }',
    ],
    [
      'updateMany',
      updateMany(letters, { ...many, fields: letter }),
      list,
      'input In { id: ID!, weight: Int }',
    ],
    ['remove', remove(letters), one, 'input In { id: ID!, expectedVersion: Int }'],
    ['removeMany', removeMany(letters, many), list, 'input In { id: ID! }'],
    [
      'create with rows in it',
      create(letters, {
        home: home('zone'),
        fields: letter,
        own: [newId(letters.id)],
        nested: { pages: pagesOf() },
      }),
      one,
      'input In { zone: Zone!, weight: Int!, pages: [P!] } input P { number: Int!, words: String }',
    ],
  ])('starts: %s', (_kind, mutation, argument, inputs) => {
    expect(start(mutation, argument, inputs)).not.toThrow();
  });
});

describe('a mutation is an error at start', () => {
  it.each<[string, MutationDeclaration, string, string, string]>([
    [
      'where nothing fills a NOT NULL column',
      create(stamps, { fields: { code: value(stamps.code) } }),
      one,
      'input In { code: String! }',
      'Nothing fills stamps.colour',
    ],
    [
      'where a row of many has a key that only the database knows',
      createMany(letters, { ...many, home: home('zone'), fields: letter }),
      list,
      'input In { zone: Zone!, weight: Int! }',
      'Nothing fills letters.id',
    ],
    [
      'where a parent has one',
      create(letters, { home: home('zone'), fields: letter, nested: { pages: pagesOf() } }),
      one,
      'input In { zone: Zone!, weight: Int!, pages: [P!] } input P { number: Int!, words: String }',
      'Nothing fills letters.id',
    ],
    [
      'where an upsert cannot know the key',
      upsert(stamps, { fields: { colour: value(stamps.colour) } }),
      one,
      'input In { colour: String! }',
      'Nothing fills stamps.code',
    ],
    [
      'where nothing fills a column of a nested row',
      create(letters, {
        home: home('zone'),
        fields: letter,
        own: [newId(letters.id)],
        nested: { pages: pagesOf({ fields: { words: page.words } }) },
      }),
      one,
      'input In { zone: Zone!, weight: Int!, pages: [P!] } input P { words: String }',
      'Nothing fills pages.number',
    ],
    [
      'where a nested row points to its parent by too few columns',
      create(pages, {
        home: home('zone'),
        fields: { ...page, letter: value(pages.letter) },
        nested: { pages: pagesOf() },
      }),
      one,
      'input In { zone: Zone!, letter: String!, number: Int!, words: String, pages: [P!] } input P { number: Int!, words: String }',
      'The parent columns of pages are not the key of pages',
    ],
    [
      'where a row of no region would have rows of one',
      create(stamps, { fields: stamp, nested: { pages: pagesOf() } }),
      one,
      'input In { code: String!, colour: String!, pages: [P!] } input P { number: Int!, words: String }',
      'A row of stamps says no region for rows of pages',
    ],
    [
      'where a column is of another table',
      create(stamps, { fields: { ...stamp, weight: value(letters.weight) } }),
      one,
      'input In { code: String!, colour: String!, weight: Int! }',
      'weight is not a column of stamps',
    ],
    [
      'where a nested row takes a column that its parent does not have',
      create(letters, {
        home: home('zone'),
        fields: letter,
        own: [newId(letters.id)],
        nested: { pages: pagesOf({ own: [ofParent(pages.words, stamps.colour)] }) },
      }),
      one,
      'input In { zone: Zone!, weight: Int!, pages: [P!] } input P { number: Int!, words: String }',
      'colour is not a column of letters',
    ],
    [
      'where a row that has no parent takes a column of it',
      create(stamps, { fields: { code: stamp.code }, own: [ofParent(stamps.colour, letters.id)] }),
      one,
      'input In { code: String! }',
      'A row of stamps has no parent to take id from',
    ],
    [
      'where an update would change the key',
      update(stamps, { name: { code: stamp.code }, fields: stamp }),
      one,
      stampIn,
      'An update cannot change the key stamps.code',
    ],
    [
      'where a name leaves a part of the key out',
      remove(pages, { name: { letter: idOf(letters, pages.letter) } }),
      one,
      'input In { letter: ID! }',
      'No input holds pages.number',
    ],
    [
      'where a name says no region',
      remove(pages, { name: { letter: value(pages.letter), number: page.number } }),
      one,
      'input In { letter: String!, number: Int! }',
      'No input says the region of a row of pages',
    ],
    [
      'where the owner’s column is of another table',
      update(letters, { owner: stamps.colour, fields: letter }),
      one,
      'input In { id: ID!, weight: Int }',
      'colour is not a column of letters',
    ],
  ])('%s', (_where, mutation, argument, inputs, message) => {
    expect(start(mutation, argument, inputs)).toThrow(message);
  });
});

describe('an SDL is an error at start', () => {
  const made = create(stamps, { fields: stamp });
  const withPages = create(letters, {
    home: home('zone'),
    fields: letter,
    own: [newId(letters.id)],
    nested: { pages: pagesOf() },
  });

  it.each<[string, MutationDeclaration, string, string, string, string?]>([
    [
      'whose argument has another name',
      made,
      'stamp: In!',
      stampIn,
      'Mutation.change takes the one argument input',
    ],
    ['with another argument', made, 'input: In!, dry: Boolean', stampIn, 'takes the one argument input'],
    ['whose argument may be absent', made, 'input: In', stampIn, 'cannot do without its argument input'],
    [
      'whose argument is a list, but the mutation of one row',
      made,
      'input: [In!]!',
      stampIn,
      'must not be a list',
    ],
    [
      'whose argument is no list, but the mutation of many',
      createMany(stamps, { ...many, fields: stamp }),
      'many: In!',
      stampIn,
      'Mutation.change(many:) must be a list',
    ],
    ['whose argument is no object', made, 'input: String!', '', 'takes no input object'],
    [
      'with a field that nobody reads',
      made,
      one,
      'input In { code: String!, colour: String!, worth: Int }',
      'Mutation.change does not read In.worth',
    ],
    ['without a field that is read', made, one, 'input In { code: String! }', 'In has no colour, which'],
    [
      'with a field that may be absent, but not its column',
      made,
      one,
      'input In { code: String!, colour: String }',
      'In.colour must not be absent: Mutation.change cannot do without',
    ],
    [
      'with an expected version of a table that has none',
      upsert(stamps, { fields: stamp }),
      one,
      'input In { code: String!, colour: String!, expectedVersion: Int }',
      'does not read In.expectedVersion',
    ],
    [
      'with an expected version of a new row',
      create(letters, { home: home('zone'), fields: letter }),
      one,
      'input In { zone: Zone!, weight: Int!, expectedVersion: Int }',
      'does not read In.expectedVersion',
    ],
    [
      'that may leave out which row is meant',
      update(letters, { fields: letter }),
      one,
      'input In { id: ID, weight: Int }',
      'In.id must not be absent',
    ],
    [
      'whose nested rows are no list',
      withPages,
      one,
      'input In { zone: Zone!, weight: Int!, pages: P } input P { number: Int!, words: String }',
      'In.pages must be a list',
    ],
    [
      'with a field of nested rows that nobody reads',
      withPages,
      one,
      'input In { zone: Zone!, weight: Int!, pages: [P!] } input P { number: Int!, words: String, letter: ID }',
      'does not read P.letter',
    ],
    [
      'with a field of nested rows that may be absent, but not its column',
      withPages,
      one,
      'input In { zone: Zone!, weight: Int!, pages: [P!] } input P { number: Int, words: String }',
      'P.number must not be absent',
    ],
    [
      'whose payload does not show the row',
      made,
      one,
      stampIn,
      'NothingPayload has not one field of the type Stamp',
      'NothingPayload',
    ],
    [
      'whose payload shows it twice',
      made,
      one,
      stampIn,
      'TwicePayload has not one field of the type Stamp',
      'TwicePayload',
    ],
  ])('%s', (_which, mutation, argument, inputs, message, payload) => {
    expect(start(mutation, argument, inputs, payload)).toThrow(message);
  });
});
