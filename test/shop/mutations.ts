import type { RegionName } from '../../src/db/locality.ts';
import { idOf, value } from '../../src/loaders/declaration.ts';
import {
  constant,
  create,
  createMany,
  home,
  nested,
  now,
  ofParent,
  remove,
  removeMany,
  update,
  updateMany,
  upsert,
  upsertMany,
} from '../../src/loaders/mutation-declaration.ts';
import {
  customers,
  employees,
  orderLines,
  orders,
  parcels,
  products,
  productTags,
  reviews,
  tags,
} from './tables.ts';

const marketOf = (country: string): RegionName | undefined =>
  ({ se: 'north' as RegionName, no: 'north' as RegionName, it: 'south' as RegionName })[country];

const product = {
  sku: value(products.sku),
  title: value(products.title),
  price: value(products.price),
  category: value(products.categoryId),
  details: value(products.details),
};

const customer = {
  number: value(customers.number),
  name: value(customers.name),
  country: value(customers.country),
};

const subordinate = { id: value(employees.id), name: value(employees.name) };

/** Every kind of declared mutation, over keys of one column and of several, regions written, computed and absent. */
export const shopMutations = {
  /** Three levels: an order of lines of parcels, whose parent has a composite key. */
  createOrder: create(orders, {
    home: home('market'),
    fields: {
      number: value(orders.id),
      customer: idOf(customers, orders.customer),
      addressLabel: value(orders.addressLabel),
    },
    own: [now(orders.placed)],
    nested: {
      lines: nested(orderLines, {
        parent: orderLines.orderId,
        most: 20,
        fields: {
          position: value(orderLines.position),
          sku: value(orderLines.sku),
          quantity: value(orderLines.quantity),
        },
        nested: {
          parcels: nested(parcels, {
            parent: [parcels.orderId, parcels.position],
            most: 100,
            fields: { tracking: value(parcels.tracking), grams: value(parcels.grams) },
          }),
        },
      }),
    },
  }),
  updateOrder: update(orders, { fields: { addressLabel: value(orders.addressLabel) } }),
  updateOrderLine: update(orderLines, { fields: { quantity: value(orderLines.quantity) } }),
  updateOrderLines: updateMany(orderLines, {
    argument: 'lines',
    most: 50,
    fields: { quantity: value(orderLines.quantity), sku: value(orderLines.sku) },
  }),
  removeOrderLines: removeMany(orderLines, { argument: 'lines', most: 50 }),
  /** Named by its key, a part of which is another row's id. */
  removeReview: remove(reviews, {
    name: { sku: value(reviews.sku), customer: idOf(customers, reviews.customer) },
  }),
  upsertReview: upsert(reviews, {
    fields: {
      sku: value(reviews.sku),
      customer: idOf(customers, reviews.customer),
      stars: value(reviews.stars),
      words: value(reviews.words),
    },
  }),
  upsertReviews: upsertMany(reviews, {
    argument: 'reviews',
    most: 50,
    fields: {
      sku: value(reviews.sku),
      customer: idOf(customers, reviews.customer),
      stars: value(reviews.stars),
      words: value(reviews.words),
    },
  }),
  createCustomers: createMany(customers, {
    argument: 'customers',
    most: 50,
    home: home('country', marketOf),
    fields: customer,
    own: [now(customers.since)],
  }),
  upsertCustomer: upsert(customers, {
    home: home('country', marketOf),
    fields: customer,
    own: [now(customers.since)],
  }),
  upsertProducts: upsertMany(products, {
    argument: 'products',
    most: 50,
    fields: product,
    own: [constant(products.discontinued, false)],
  }),
  /** Many to many. */
  createProduct: create(products, {
    fields: product,
    own: [constant(products.discontinued, false)],
    nested: {
      tags: nested(productTags, {
        parent: productTags.sku,
        most: 10,
        fields: { tag: idOf(tags, productTags.tagId) },
      }),
    },
  }),
  /** A table nested in itself, twice; each has the name of its boss before its own. */
  createBoss: create(employees, {
    home: home('market'),
    fields: subordinate,
    nested: {
      reports: nested(employees, {
        parent: employees.bossId,
        most: 10,
        fields: subordinate,
        nested: {
          reports: nested(employees, {
            parent: employees.bossId,
            most: 10,
            fields: { id: value(employees.id) },
            own: [ofParent(employees.name, employees.name)],
          }),
        },
      }),
    },
  }),
};

export const shopMutationSdl = `
  input CreateOrderInput { market: Market!, number: BigInt!, customer: ID, addressLabel: String, lines: [NewLine!] }
  input NewLine { position: Int!, sku: String!, quantity: Int!, parcels: [NewParcel!] }
  input NewParcel { tracking: String!, grams: Int! }
  input UpdateOrderInput { id: ID!, addressLabel: String, expectedVersion: Int }
  input UpdateOrderLineInput { id: ID!, quantity: Int }
  input UpdateOrderLinesInput { id: ID!, quantity: Int, sku: String }
  input RemoveOrderLineInput { id: ID! }
  input RemoveReviewInput { sku: String!, customer: ID! }
  input ReviewInput { sku: String!, customer: ID!, stars: Int!, words: String }
  input CustomerInput { number: Int!, name: String!, country: String! }
  input ProductInput { sku: String!, title: String!, price: Decimal!, category: Int, details: JSON }
  input CreateProductInput { sku: String!, title: String!, price: Decimal!, category: Int, details: JSON, tags: [TagOfProduct!] }
  input TagOfProduct { tag: ID! }
  input CreateBossInput { market: Market!, id: Int!, name: String!, reports: [Subordinate!] }
  input Subordinate { id: Int!, name: String!, reports: [Trainee!] }
  input Trainee { id: Int! }
  type OrderLinePayload @public { line: OrderLine }
  type OrderLinesPayload @public { lines: [OrderLine!] }
  type ReviewPayload @public { review: Review }
  type ReviewsPayload @public { reviews: [Review!] }
  type CustomersPayload @public { customers: [Customer!] }
  type ProductPayload @public { product: Product }
  type ProductsPayload @public { products: [Product!] }
  type EmployeePayload @public { employee: Employee }
  extend type Mutation {
    createOrder(input: CreateOrderInput!): OrderPayload
    updateOrder(input: UpdateOrderInput!): OrderPayload
    updateOrderLine(input: UpdateOrderLineInput!): OrderLinePayload
    updateOrderLines(lines: [UpdateOrderLinesInput!]!): OrderLinesPayload
    removeOrderLines(lines: [RemoveOrderLineInput!]!): OrderLinesPayload
    removeReview(input: RemoveReviewInput!): ReviewPayload
    upsertReview(input: ReviewInput!): ReviewPayload
    upsertReviews(reviews: [ReviewInput!]!): ReviewsPayload
    createCustomers(customers: [CustomerInput!]!): CustomersPayload
    upsertCustomer(input: CustomerInput!): CustomerPayload
    upsertProducts(products: [ProductInput!]!): ProductsPayload
    createProduct(input: CreateProductInput!): ProductPayload
    createBoss(input: CreateBossInput!): EmployeePayload
  }
`;
