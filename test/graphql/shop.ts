import {
  buildSchema,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
  isScalarType,
} from 'graphql';
import { readContract } from '../../src/contract/read.ts';

/** A small domain that is not the product's, with everything the kernel's directives can say. */
export const shopSdl = `
  directive @cost(weight: String!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(
    assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true
  ) on FIELD_DEFINITION

  directive @public on OBJECT | FIELD_DEFINITION | INTERFACE | ENUM | SCALAR

  enum Zone @public { NORTH SOUTH }
  scalar Json @public
  interface Thing @public { id: ID! }
  type Item implements Thing @public { id: ID!, name: String, price: Float, maker: Maker, tags: [String!], secret: String @cost(weight: "5") }
  type Maker implements Thing @public @cost(weight: "3") {
    id: ID!
    name: String!
    items(first: Int, last: Int): ItemPage!
      @listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)
  }
  type ItemEdge @public { cursor: String!, node: Item! }
  type ItemPage @public { edges: [ItemEdge!]!, nodes: [Item!]!, more: Boolean! }
  type Query @public {
    item(id: ID!): Item
    items(zone: Zone!, first: Int = 10, search: String @cost(weight: "7")): [Item!]! @listSize(slicingArguments: ["first"])
    things(ids: [ID!]!): [Thing]! @listSize(slicingArguments: ["ids"])
    thing(id: ID!): Thing
    untold: [Item]
    echo(text: String, value: Json, number: Int): String
    fails: String
    failsHard: String!
  }
  type Mutation @public { rename(id: ID!, name: String!): Item }
`;

/** The shop's contract; it says nothing about access. */
export const shopContract = readContract([{ name: 'shop.graphql', text: shopSdl }]);

/** Resolvers by coordinate on top of the SDL; fields without one read the parent's property. */
export function shopSchema(
  resolvers: Readonly<Record<string, GraphQLFieldResolver<never, never>>> = {},
): GraphQLSchema {
  const schema = buildSchema(shopSdl);
  for (const [coordinate, resolve] of Object.entries(resolvers)) {
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (!field) throw new TypeError(`No field ${coordinate}`);
    field.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
  }
  const thing = schema.getType('Thing');
  if (thing && 'resolveType' in thing)
    thing.resolveType = (value: { readonly price?: number }) =>
      value.price === undefined ? 'Maker' : 'Item';
  const json = schema.getType('Json');
  if (isScalarType(json)) json.serialize = (value) => value;
  return schema;
}

const items = Array.from({ length: 30 }, (_, index) => ({
  id: `item-${index}`,
  name: index % 3 ? `Item ${index}` : null,
  price: index + 0.5,
  tags: index % 2 ? ['a', 'b'] : null,
  makerId: `maker-${index % 4}`,
}));
const makers = Array.from({ length: 4 }, (_, index) => ({ id: `maker-${index}`, name: `Maker ${index}` }));

/** Resolvers over a few rows in memory, sync and async ones mixed as in a real schema. */
export const shopResolvers: Readonly<Record<string, GraphQLFieldResolver<never, never>>> = {
  'Query.item': async (_root: unknown, { id }: { id: string }) =>
    items.find((item) => item.id === id) ?? null,
  'Query.items': async (_root: unknown, { first, search }: { first: number; search?: string }) =>
    items.filter(({ name }) => !search || name?.includes(search)).slice(0, first),
  'Query.things': (_root: unknown, { ids }: { ids: string[] }) =>
    ids.map((id) => [...items, ...makers].find((thing) => thing.id === id) ?? null),
  'Query.thing': async (_root: unknown, { id }: { id: string }) =>
    [...items, ...makers].find((thing) => thing.id === id) ?? null,
  'Query.echo': (_root: unknown, args: Record<string, unknown>) =>
    JSON.stringify(Object.entries(args).sort()),
  'Query.fails': async () => {
    throw new Error('SELECT secret FROM vault failed at /srv/app.ts:1');
  },
  'Query.failsHard': () => {
    throw new Error('SELECT secret FROM vault failed at /srv/app.ts:1');
  },
  'Item.maker': async (item: { makerId: string }) => makers.find(({ id }) => id === item.makerId),
  'Maker.items': async (maker: { id: string }, { first, last }: { first?: number; last?: number }) => {
    const owned = items.filter(({ makerId }) => makerId === maker.id);
    const nodes = last ? owned.slice(-last) : owned.slice(0, first ?? 20);
    return {
      nodes,
      edges: nodes.map((node) => ({ cursor: node.id, node })),
      more: nodes.length < owned.length,
    };
  },
  'Mutation.rename': async (_root: unknown, { id, name }: { id: string; name: string }) => {
    const item = items.find((item) => item.id === id);
    return item ? { ...item, name } : null;
  },
};
