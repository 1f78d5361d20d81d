import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { renderAggregates } from '../../src/graphql/declared/aggregate-sdl.ts';
import { createCatalog } from '../../src/loaders/catalog.ts';
import { aggregate, column, computed, entity, groups, nodeId, type } from '../../src/loaders/declaration.ts';
import { parcels, rates, stops } from './tables.ts';

const parcel = type('Parcel', parcels, {
  id: nodeId(),
  label: column(parcels.label),
  weight: column(parcels.weight),
  sent: column(parcels.sent),
  stamps: column(parcels.stamps),
  serial: column(parcels.serial),
  notes: column(parcels.notes),
  kind: column(parcels.kind),
  size: computed([parcels.kind], ({ kind }) => kind),
});
const stop = type('Stop', stops, {
  number: column(stops.number),
  place: column(stops.place),
  parcel: entity(parcels, { key: stops.parcel }),
});
const rate = type('Rate', rates, { code: column(rates.code), price: column(rates.price) });

const document = parse(`
    scalar BigInt scalar Decimal scalar DateTime scalar JSON
    enum Kind { BOX TUBE }
    type Parcel @requiresScopes(scopes: [["parcels"]]) {
      id: ID!
      label: String @policy(policies: [["own"]])
      weight: Decimal @requiresScopes(scopes: [["weight"]]) @policy(policies: [["own"]])
      sent: DateTime!
      stamps: Int!
      serial: BigInt!
      notes: JSON
      kind: Kind @sensitive
      size: String
    }
    type Stop @public { number: Int! place: String parcel: Parcel }
    type Rate @public { code: String! price: Decimal! }`);

const catalog = createCatalog([parcel, stop, rate]);
const textOf = (queries: Parameters<typeof renderAggregates>[2]) =>
  renderAggregates(document, catalog, queries, '').replaceAll(/^ *"[^"]*"\n|^#.*\n/gm, '');

it('makes the types of the tables that have an aggregate, with the guards of what they tell', () => {
  expect(textOf({ parcelsAggregate: aggregate(parcels), parcelsGroups: groups(parcels) })).toBe(`
type ParcelAggregate @requiresScopes(scopes: [["parcels"]]) {
  count: BigInt!
  sum: ParcelNumbers!
  avg: ParcelNumbers!
  min: ParcelExtremes!
  max: ParcelExtremes!
}

type ParcelNumbers @requiresScopes(scopes: [["parcels"]]) {
  weight: Decimal @requiresScopes(scopes: [["weight"]])
  stamps: Decimal
  serial: Decimal
}

type ParcelExtremes @requiresScopes(scopes: [["parcels"]]) {
  weight: Decimal @requiresScopes(scopes: [["weight"]])
  sent: DateTime
  stamps: Int
  serial: BigInt
}

type ParcelGroup @requiresScopes(scopes: [["parcels"]]) {
  key: ParcelKey!
  count: BigInt!
  sum: ParcelNumbers!
  avg: ParcelNumbers!
  min: ParcelExtremes!
  max: ParcelExtremes!
}

type ParcelKey @requiresScopes(scopes: [["parcels"]]) {
  stamps: Int
  kind: Kind @sensitive
}

enum ParcelGroupKey @public {
  STAMPS
  KIND
}
`);
});

it('groups by what a row points to', () => {
  expect(textOf({ stopsGroups: groups(stops) })).toContain(
    'type StopKey @public {\n  number: Int\n  place: String\n  parcel: Parcel\n}',
  );
});

it('makes nothing of a table that has none, and nothing anew that is there', () => {
  expect(textOf({})).toBe('');
  const mine = 'type RateNumbers @public { price: Decimal }\n';
  const added = renderAggregates(document, catalog, { ratesAggregate: aggregate(rates) }, mine);
  expect(added.startsWith(mine)).toBe(true);
  expect(added.match(/type \w+/g)).toEqual(['type RateNumbers', 'type RateAggregate', 'type RateExtremes']);
});
