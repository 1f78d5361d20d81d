import { concatAST, parse } from 'graphql';
import { readContract } from '../../src/contract/read.ts';
import type { RegionName } from '../../src/db/locality.ts';
import { renderAggregates } from '../../src/graphql/declared/aggregate-sdl.ts';
import type { Domain } from '../../src/graphql/declared/domain.ts';
import { renderFilters } from '../../src/graphql/declared/filter-sdl.ts';
import { createCatalog } from '../../src/loaders/catalog.ts';
import {
  aggregate,
  ascending,
  byId,
  byKey,
  column,
  computed,
  connection,
  descending,
  entity,
  groups,
  nodeId,
  region,
  rows,
  type,
  value,
} from '../../src/loaders/declaration.ts';
import { movrFiles } from '../contract/movr.ts';
import { shopMutationSdl, shopMutations } from './mutations.ts';
import {
  addresses,
  categories,
  countries,
  customers,
  employees,
  markets,
  orderLines,
  orders,
  parcels,
  products,
  productTags,
  reviews,
  tags,
} from './tables.ts';

const types = [
  type('Country', countries, { id: nodeId(), code: column(countries.code), name: column(countries.name) }),
  type('Category', categories, {
    id: nodeId(),
    name: column(categories.name),
    parent: entity(categories, { key: categories.parentId }),
    children: connection(categories, { parent: categories.parentId, order: [ascending(categories.name)] }),
    products: connection(products, { parent: products.categoryId, order: [ascending(products.sku)] }),
    productsAggregate: aggregate(products, { parent: products.categoryId }),
  }),
  type('Product', products, {
    id: nodeId(),
    sku: column(products.sku),
    title: column(products.title),
    price: column(products.price),
    discontinued: column(products.discontinued),
    details: column(products.details),
    label: computed([products.title, products.sku], (row) => `${row.title} (${row.sku})`),
    category: entity(categories, { key: products.categoryId }),
    tags: connection(productTags, { parent: productTags.sku, order: [ascending(productTags.tagId)] }),
  }),
  type('Tag', tags, {
    id: nodeId(),
    word: column(tags.word),
    products: connection(productTags, { parent: productTags.tagId, order: [ascending(productTags.sku)] }),
  }),
  type('ProductTag', productTags, {
    sku: column(productTags.sku),
    product: entity(products, { key: productTags.sku }),
    tag: entity(tags, { key: productTags.tagId }),
  }),
  type('Customer', customers, {
    id: nodeId(),
    market: region(),
    number: column(customers.number),
    name: column(customers.name),
    since: column(customers.since),
    country: entity(countries, { key: customers.country }),
    addresses: connection(addresses, { parent: addresses.customer, order: [ascending(addresses.label)] }),
    orders: connection(orders, { parent: orders.customer, order: [descending(orders.placed)] }),
    ordersAggregate: aggregate(orders, { parent: orders.customer }),
    ordersGroups: groups(orders, { parent: orders.customer }),
  }),
  type('Address', addresses, {
    label: column(addresses.label),
    street: column(addresses.street),
    orders: connection(orders, {
      parent: [orders.customer, orders.addressLabel],
      order: [ascending(orders.placed)],
    }),
  }),
  type('Order', orders, {
    id: nodeId(),
    number: column(orders.id),
    placed: column(orders.placed),
    version: column(orders.version),
    customer: entity(customers, { key: orders.customer }),
    address: entity(addresses, { key: [orders.customer, orders.addressLabel] }),
    lines: connection(orderLines, { parent: orderLines.orderId, order: [ascending(orderLines.position)] }),
  }),
  type('OrderLine', orderLines, {
    id: nodeId(),
    position: column(orderLines.position),
    quantity: column(orderLines.quantity),
    product: entity(products, { key: orderLines.sku }),
    order: entity(orders, { key: orderLines.orderId }),
    parcels: connection(parcels, {
      parent: [parcels.orderId, parcels.position],
      order: [descending(parcels.grams)],
    }),
    parcelsAggregate: aggregate(parcels, { parent: [parcels.orderId, parcels.position] }),
    parcelsGroups: groups(parcels, { parent: [parcels.orderId, parcels.position] }),
  }),
  type('Parcel', parcels, {
    tracking: column(parcels.tracking),
    grams: column(parcels.grams),
    line: entity(orderLines, { key: [parcels.orderId, parcels.position] }),
  }),
  type('Employee', employees, {
    id: nodeId(),
    name: column(employees.name),
    boss: entity(employees, { key: employees.bossId }),
    reportsAggregate: aggregate(employees, { parent: employees.bossId }),
    reports: connection(employees, { parent: employees.bossId, order: [ascending(employees.name)] }),
  }),
  type('Review', reviews, {
    id: nodeId(),
    stars: column(reviews.stars),
    words: column(reviews.words),
    product: entity(products, { key: reviews.sku }),
    customer: entity(customers, { key: reviews.customer }),
  }),
];

/** The shop, as the kernel is told of it. */
export const shop: Domain = {
  regions: markets as unknown as Domain['regions'],
  regionEnum: 'Market',
  types,
  queries: {
    customer: byId(customers),
    orderLine: byId(orderLines, 'line'),
    product: byKey(products, { sku: value(products.sku) }),
    categories: rows(categories, { order: [ascending(categories.id)] }),
    products: rows(products, { order: [ascending(products.price)], largestPage: 2 }),
    tags: rows(tags, { order: [ascending(tags.word)] }),
    customers: rows(customers, { order: [ascending(customers.number)] }),
    orders: rows(orders, { order: [descending(orders.placed)] }),
    orderLines: rows(orderLines, { order: [ascending(orderLines.quantity)] }),
    parcels: rows(parcels, { order: [ascending(parcels.tracking)] }),
    employees: rows(employees, { order: [ascending(employees.id)] }),
    reviews: rows(reviews, { order: [descending(reviews.stars)] }),
    productsAggregate: aggregate(products),
    productsGroups: groups(products),
    customersGroups: groups(customers),
    ordersAggregate: aggregate(orders),
    orderLinesAggregate: aggregate(orderLines),
    parcelsGroups: groups(parcels),
    reviewsGroups: groups(reviews),
  },
  rules: new Map(),
  mutations: { placeOrder: { scope: 'orders.write', reads: [], writes: [orders] }, ...shopMutations },
  resolvers: (kernel) => ({
    Mutation: {
      async placeOrder(_root, args: { readonly market: string; readonly customer: number }, context) {
        const order = await kernel.change(context, kernel.region(args.market), (writer) =>
          writer.insert(orders, { id: '9223372036854775807', customer: args.customer, placed: kernel.now() }),
        );
        return { order };
      },
      async addCustomer(_root, args: { readonly country: string; readonly name: string }, context) {
        const home = (args.country === 'no' ? 'north' : 'south') as RegionName;
        const customer = await kernel.change(context, home, (writer) =>
          writer.insert(customers, {
            number: args.name.charCodeAt(0),
            name: args.name,
            country: args.country,
            since: kernel.now(),
          }),
        );
        return { customer };
      },
    },
  }),
};

const connections = [
  'Category',
  'Product',
  'Tag',
  'ProductTag',
  'Customer',
  'Address',
  'Order',
  'OrderLine',
  'Parcel',
  'Employee',
  'Review',
];

const list = (field: string, of: string, more = '') =>
  `${field}(${more}first: Int, after: String, last: Int, before: String, where: ${of}Filter, orderBy: [${of}Order!]): ${of}Connection`;

const handWritten = `
  scalar BigInt @public
  scalar DateTime @public
  scalar Decimal @public
  scalar JSON @public
  enum Market @public { NORTH SOUTH }
  interface Node @public { id: ID! }
  type PageInfo @public { hasNextPage: Boolean!, hasPreviousPage: Boolean!, startCursor: String, endCursor: String }
  type Country implements Node @public { id: ID!, code: String!, name: String! }
  type Category implements Node @public { id: ID!, name: String!, parent: Category, ${list('children', 'Category')}, ${list('products', 'Product')},
    productsAggregate(where: ProductFilter): ProductAggregate }
  type Product implements Node @public { id: ID!, sku: String!, title: String!, price: Decimal!, discontinued: Boolean!,
    details: JSON, label: String!, category: Category, ${list('tags', 'ProductTag')} }
  type Tag implements Node @public { id: ID!, word: String!, ${list('products', 'ProductTag')} }
  type ProductTag @public { sku: String!, product: Product, tag: Tag }
  type Customer implements Node @public { id: ID!, market: Market!, number: Int!, name: String!, since: DateTime!, country: Country,
    ${list('addresses', 'Address')}, ${list('orders', 'Order')},
    ordersAggregate(where: OrderFilter): OrderAggregate, ordersGroups(by: [OrderGroupKey!]!, where: OrderFilter, first: Int): [OrderGroup!] }
  type Address @public { label: String!, street: String!, ${list('orders', 'Order')} }
  type Order implements Node @public { id: ID!, number: BigInt!, placed: DateTime!, version: Int!, customer: Customer, address: Address,
    ${list('lines', 'OrderLine')} }
  type OrderLine implements Node @public { id: ID!, position: Int!, quantity: Int!, product: Product, order: Order, ${list('parcels', 'Parcel')},
    parcelsAggregate(where: ParcelFilter): ParcelAggregate, parcelsGroups(by: [ParcelGroupKey!]!, where: ParcelFilter, first: Int): [ParcelGroup!] }
  type Parcel @public { tracking: String!, grams: Int!, line: OrderLine }
  type Employee implements Node @public { id: ID!, name: String!, boss: Employee, reportsAggregate(where: EmployeeFilter): EmployeeAggregate, ${list('reports', 'Employee')} }
  type Review implements Node @public { id: ID!, stars: Int!, words: String, product: Product, customer: Customer }
  type OrderPayload @public { order: Order }
  type CustomerPayload @public { customer: Customer }
  type Mutation @public { placeOrder(market: Market!, customer: Int!): OrderPayload, addCustomer(country: String!, name: String!): CustomerPayload }
  type Query @public {
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    customer(id: ID!): Customer
    orderLine(line: ID!): OrderLine
    product(sku: String!): Product
    productsAggregate(where: ProductFilter): ProductAggregate
    productsGroups(by: [ProductGroupKey!]!, where: ProductFilter, first: Int): [ProductGroup!]
    customersGroups(region: Market!, by: [CustomerGroupKey!]!, where: CustomerFilter, first: Int): [CustomerGroup!]
    ordersAggregate(region: Market!, where: OrderFilter): OrderAggregate
    orderLinesAggregate(region: Market!, where: OrderLineFilter): OrderLineAggregate
    parcelsGroups(region: Market!, by: [ParcelGroupKey!]!, where: ParcelFilter, first: Int): [ParcelGroup!]
    reviewsGroups(region: Market!, by: [ReviewGroupKey!]!, where: ReviewFilter, first: Int): [ReviewGroup!]
    ${['categories:Category', 'products:Product', 'tags:Tag']
      .map((each) => list(each.split(':')[0] ?? '', each.split(':')[1] ?? ''))
      .join('\n')}
    ${[
      'customers:Customer',
      'orders:Order',
      'orderLines:OrderLine',
      'parcels:Parcel',
      'employees:Employee',
      'reviews:Review',
    ]
      .map((each) => list(each.split(':')[0] ?? '', each.split(':')[1] ?? '', 'region: Market!, '))
      .join('\n')}
  }
  ${connections
    .map(
      (
        name,
      ) => `type ${name}Connection @public { edges: [${name}Edge!]!, nodes: [${name}!]!, pageInfo: PageInfo!, totalCount: Int! }
        type ${name}Edge @public { cursor: String!, node: ${name}! }`,
    )
    .join('\n')}
  ${shopMutationSdl}
`;

const directives = movrFiles.filter(({ name }) => name === 'schema/directives.graphql');
const document = concatAST([...directives.map(({ text }) => parse(text)), parse(handWritten)]);

const catalog = createCatalog(types);

/** The shop's contract, its filters and aggregates made from its tables. */
export const shopContract = readContract([
  ...directives,
  { name: 'shop.graphql', text: handWritten },
  { name: 'filters.graphql', text: renderFilters(document, catalog, '') },
  { name: 'aggregates.graphql', text: renderAggregates(document, catalog, shop.queries, '') },
]);
