import { expect, it } from 'vitest';
import { unservedFields } from '../../../src/graphql/declared/unserved-fields.ts';
import { createCatalog } from '../../../src/loaders/catalog.ts';
import { shop, shopContract } from '../../shop/shop.ts';

const coordinates = new Set(
  unservedFields(shopContract.schema, shop, createCatalog(shop.types)).map(({ coordinate }) => coordinate),
);

// The shop has no index but its primary keys.
it.each([
  'Query.products',
  'OrderLine.parcels',
  'OrderLine.parcelsAggregate',
  'OrderLine.parcelsGroups',
  'OrderLineFilter.parcels',
  'ProductFilter.price',
  'ProductOrder.PRICE_ASC',
  'ProductExtremes.price',
  'CustomerGroupKey.COUNTRY',
  'ParcelGroupKey.LINE',
])('%s is named', (coordinate) => {
  expect([...coordinates]).toContain(coordinate);
});

it.each([
  'Query.customers',
  'Customer.addresses',
  'Order.lines',
  'ProductFilter.sku',
  'ProductOrder.SKU_ASC',
  'OrderExtremes.number',
  'ReviewGroupKey.PRODUCT',
])('%s is served by the primary key', (coordinate) => {
  expect([...coordinates]).not.toContain(coordinate);
});

it('says nothing of aggregates that cannot be asked of a whole table', () => {
  expect([...coordinates].filter((each) => each.startsWith('EmployeeGroupKey'))).toEqual([]);
});
