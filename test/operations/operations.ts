import type { RegionName } from '../../src/db/locality.ts';
import { aggregates } from './aggregates.ts';
import type { AskOptions } from './run-domain.ts';

/** An operation whose answer and statements are kept in `golden/`. */
export interface GoldenOperation {
  readonly text: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly principal?: AskOptions['principal'];
}

const page = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const scopes = (...names: string[]) => ({ scopes: new Set(names) });

/**
 * Queries. The variables `$user`, `$ride`, `$vehicle` and `$elsewhere` are ids of seeded rows, the last one of a user in
 * another region; `$cursor` is the end of the first page of ten rides in eastus.
 */
export const queries: Readonly<Record<string, GoldenOperation>> = {
  me: { text: '{ me { id region city name version } }' },
  'me-personal-fields': {
    text: '{ me { name address creditCard } }',
    principal: scopes('users.read'),
  },
  'me-elsewhere': { text: '{ me(region: WESTEUROPE) { id } }' },
  'user-by-id': { text: 'query ($user: ID!) { user(id: $user) { id name city region } }' },
  'user-personal-fields-denied': {
    text: 'query ($elsewhere: ID!) { user(id: $elsewhere) { name address creditCard } }',
    principal: scopes('users.read'),
  },
  'user-region-forbidden': {
    text: 'query ($elsewhere: ID!) { user(id: $elsewhere) { name } }',
    principal: { regions: ['eastus' as RegionName] },
  },
  'users-first': { text: `{ users(region: SOUTHEASTASIA, first: 3) { nodes { id name } ${page} } }` },
  'users-last': { text: `{ users(region: EASTUS, last: 3) { nodes { name } ${page} } }` },
  'users-none': { text: `{ users(region: EASTUS, first: 0) { nodes { name } ${page} } }` },
  'users-count-only': { text: '{ users(region: EASTUS) { totalCount } }' },
  'users-edges': { text: '{ users(region: EASTUS, first: 2) { edges { cursor node { name } } } }' },
  'users-by-city': {
    text: '{ users(region: EASTUS, first: 4, orderBy: [CITY_DESC, ID_ASC]) { nodes { city id } } }',
  },
  'users-where-name': {
    text: `{ users(region: EASTUS, first: 5, where: { name: { startsWith: "Ada ", contains: "e", ne: "Ada Hopper" } }) {
      totalCount nodes { name } } }`,
  },
  'users-where-city-in': {
    text: '{ users(region: EASTUS, first: 3, where: { city: { in: ["boston", "new york"] } }) { totalCount nodes { city } } }',
  },
  'users-where-none': {
    text: '{ users(region: EASTUS, where: { city: { in: [] } }) { totalCount nodes { id } } }',
  },
  'users-where-rides-some': {
    text: `{ users(region: EASTUS, first: 3, where: { rides: { some: { revenue: { gt: "99.00" } } } }) {
      totalCount nodes { name } } }`,
  },
  'users-where-rides-none': {
    text: `{ users(region: EASTUS, first: 3, where: { rides: { none: { startAddress: { isNull: false } } } }) {
      totalCount nodes { name } } }`,
  },
  'users-where-rides-every': {
    text: `{ users(region: EASTUS, first: 3, where: { rides: { every: { revenue: { gte: "20" } } } }) {
      totalCount nodes { name } } }`,
  },
  'users-where-id': {
    text: 'query ($user: ID!) { users(region: EASTUS, where: { id: { in: [$user] } }) { nodes { id name } } }',
  },
  'vehicles-newest': {
    text: `{ vehicles(region: EASTUS, first: 5) {
      nodes { id city type status creationTime currentLocation } } }`,
  },
  'vehicles-by-json': {
    text: `{ vehicles(region: EASTUS, first: 3, where: { ext: { path: ["color"], eq: "red" } }) {
      totalCount nodes { ext } } }`,
  },
  'vehicles-by-json-variable': {
    text: `query ($ext: JSON, $color: JSON) { vehicles(region: EASTUS, first: 2, where: {
      not: { ext: { eq: $ext } }, ext: { path: ["color"], eq: $color } }) { totalCount nodes { ext } } }`,
    variables: { ext: { color: 'red', brand: [] }, color: 'red' },
  },
  'vehicles-by-enum': {
    text: `{ vehicles(region: WESTEUROPE, first: 3, where: { type: { eq: BIKE }, status: { notIn: [LOST, IN_USE] } }) {
      totalCount nodes { type status } } }`,
  },
  'vehicles-or-not': {
    text: `{ vehicles(region: EASTUS, first: 3, where: {
      or: [{ type: { eq: SCOOTER } }, { not: { status: { in: [AVAILABLE, IN_USE] } } }] }) {
      totalCount nodes { type status } } }`,
  },
  'vehicle-owner-and-rides': {
    text: `query ($vehicle: ID!) { vehicle(id: $vehicle) {
      type owner { name city } rides(first: 3) { totalCount nodes { startTime rider { name } } ${page} } } }`,
  },
  'ride-rider-vehicle': {
    text: `query ($ride: ID!) { ride(id: $ride) { id city startTime
      rider { id name city } vehicle { id type status } } }`,
  },
  'ride-without-revenue-scope': {
    text: 'query ($ride: ID!) { ride(id: $ride) { city revenue } }',
    principal: scopes('rides.read'),
  },
  'ride-locations': {
    text: `query ($ride: ID!) { ride(id: $ride) { locations(first: 2) { totalCount nodes { timestamp lat long region } } } }`,
  },
  'rides-ten-columns': {
    text: `{ rides(region: EASTUS, first: 3) { nodes {
      id region city startAddress endAddress startTime endTime revenue version rider { id } } } }`,
  },
  'rides-second-page': {
    text: `query ($cursor: String!) { rides(region: EASTUS, first: 3, after: $cursor) { nodes { startTime } ${page} } }`,
  },
  'rides-page-before': {
    text: `query ($cursor: String!) { rides(region: EASTUS, last: 3, before: $cursor) { nodes { startTime } ${page} } }`,
  },
  'rides-foreign-cursor': {
    text: 'query ($cursor: String!) { rides(region: EASTUS, after: $cursor, orderBy: [CITY_ASC]) { nodes { id } } }',
  },
  'rides-filtered-counted': {
    text: `query ($revenue: Decimal) { rides(region: EASTUS, first: 3, where: { revenue: { gte: $revenue } }) {
      totalCount nodes { id startTime revenue } ${page} } }`,
    variables: { revenue: '95.50' },
  },
  'rides-between': {
    text: `{ rides(region: EASTUS, first: 3, where: { startTime: {
      between: { from: "2025-06-02T00:00:00Z", to: "2025-06-03T00:00:00+02:00" } } }) { totalCount nodes { startTime } } }`,
  },
  'rides-of-available-bikes': {
    text: `{ rides(region: EASTUS, first: 3, where: {
      vehicle: { type: { eq: BIKE }, owner: { city: { eq: "boston" } } }, endTime: { isNull: false } }) {
      totalCount nodes { vehicle { type } } } }`,
  },
  'rides-where-revenue-forbidden': {
    text: '{ rides(region: EASTUS, first: 3, where: { revenue: { gt: "1" } }) { nodes { id } } }',
    principal: scopes('rides.read'),
  },
  'rides-mixed-order': {
    text: '{ rides(region: EASTUS, first: 3, orderBy: [CITY_ASC, START_TIME_DESC]) { nodes { city startTime } } }',
  },
  'users-rides-vehicle-owner': {
    text: `{ users(region: EASTUS, first: 3) { nodes { id name rides(first: 2) { nodes { id startTime
      vehicle { id type owner { id name } } } } } } }`,
  },
  'users-rides-counted': {
    text: '{ users(region: EASTUS, first: 3) { nodes { name rides(first: 1) { totalCount nodes { startTime } } } } }',
  },
  'users-rides-last': {
    text: `{ users(region: EASTUS, first: 2) { nodes { rides(last: 2) { nodes { startTime } ${page} } } } }`,
  },
  'users-rides-aliases': {
    text: `{ users(region: EASTUS, first: 2) { nodes {
      newest: rides(first: 1) { nodes { startTime } }
      oldest: rides(first: 1, orderBy: [START_TIME_ASC]) { nodes { startTime } }
      same: rides(first: 1) { nodes { startTime } }
      dear: rides(first: 1, where: { revenue: { gte: "50" } }) { nodes { revenue } } } } }`,
  },
  'users-three-lists': {
    text: `{ users(region: WESTEUROPE, first: 2) { nodes { name
      rides(first: 1) { nodes { city } } vehicles(first: 1) { nodes { type } } promoCodes(first: 1) { nodes { code } } } } }`,
  },
  'two-regions': {
    text: `{ east: users(region: EASTUS, first: 1) { nodes { rides(first: 1) { nodes { city } } } }
      west: users(region: WESTEUROPE, first: 1) { nodes { rides(first: 1) { nodes { city } } } } }`,
  },
  fragments: {
    text: `{ rides(region: EASTUS, first: 2) { ...Page } }
      fragment Page on RideConnection { nodes { ...Ridden ... on Ride { rider { name } } } edges { node { ...Ridden } } }
      fragment Ridden on Ride { city vehicle { ...Kind } }
      fragment Kind on Vehicle { type }`,
  },
  directives: {
    text: `query ($yes: Boolean!, $no: Boolean!) { rides(region: EASTUS, first: 2) {
      totalCount @include(if: $no)
      nodes { city revenue @skip(if: $yes) startTime @include(if: $yes) vehicle @include(if: $no) { id } } } }`,
    variables: { yes: true, no: false },
  },
  node: {
    text: 'query ($ride: ID!) { node(id: $ride) { __typename id ... on Ride { city rider { name } } } }',
  },
  nodes: {
    text: `query ($ride: ID!, $user: ID!, $elsewhere: ID!) { nodes(ids: [$ride, $user, $elsewhere, $user]) { __typename id
      ... on User { name } ... on Ride { city } } }`,
  },
  'id-of-another-type': { text: 'query ($ride: ID!) { user(id: $ride) { name } }' },
  'id-tampered': { text: '{ user(id: "AAAAAAAAAAAVXNlcgBlYXN0dXMA") { name } }' },
  'vehicle-location': {
    text: `query ($ride: ID!) { ride(id: $ride) { startTime }
      vehicleLocation(rideId: $ride, timestamp: "2025-06-01T00:01:30Z") { timestamp lat long ride { city } } }`,
  },
  'vehicle-locations': {
    text: '{ vehicleLocations(region: EASTUS, first: 2, where: { lat: { lt: 0 } }) { nodes { lat timestamp ride { city } } } }',
  },
  'promo-code': { text: '{ promoCode(code: "movr000007") { id code description rules expirationTime } }' },
  'promo-codes': { text: `{ promoCodes(first: 2) { totalCount nodes { code } ${page} } }` },
  'user-promo-codes': {
    text: `{ userPromoCodes(region: EASTUS, first: 2) { totalCount nodes { code usageCount user { name } promoCode { description } } } }`,
  },
  'user-promo-code': {
    text: 'query ($user: ID!) { userPromoCode(userId: $user, code: "movr000000") { code usageCount timestamp } }',
  },
  'first-too-large': { text: '{ rides(region: EASTUS, first: 201) { nodes { id } } }' },
  'first-and-last': { text: '{ rides(region: EASTUS, first: 1, last: 1) { nodes { id } } }' },
  'filter-null': {
    text: 'query ($city: String) { rides(region: EASTUS, where: { city: { eq: $city } }) { nodes { id } } }',
    variables: { city: null },
  },
  ...aggregates,
};

/** Mutations, each on rows that the ones before it leave alone. */
export const mutations: Readonly<Record<string, GoldenOperation>> = {
  'add-vehicle': {
    text: `mutation { addVehicle(input: { city: "new york", type: BIKE, ext: { weight: 12.50, big: 12345678901234567890 } }) {
      vehicle { city region type status creationTime ext version owner { name } } } }`,
  },
  'add-vehicle-unknown-city': {
    text: 'mutation { addVehicle(input: { city: "atlantis", type: BIKE }) { vehicle { id } } }',
  },
  'register-user-twice': {
    text: 'mutation { registerUser(input: { city: "boston", name: "Again" }) { user { id } } }',
  },
  'register-user': {
    text: `mutation { registerUser(input: { city: "paris", name: "Zoë 🚲", address: "שלום" }) {
      user { id region city name address version rides { totalCount } } } }`,
    principal: { subject: 'c0ffee00-0000-4000-8000-000000000001', homeRegion: 'westeurope' as RegionName },
  },
  'start-ride': {
    text: `mutation ($available: ID!) { startRide(input: { vehicleId: $available, startAddress: "1 Here" }) {
      ride { city startAddress startTime endTime version rider { name } vehicle { status version } } } }`,
  },
  'start-ride-vehicle-in-use': {
    text: 'mutation ($available: ID!) { startRide(input: { vehicleId: $available }) { ride { id } } }',
  },
  'record-location': {
    text: `mutation ($started: ID!) { recordLocation(input: { rideId: $started, lat: 40.7128, long: -74.006,
      timestamp: "2026-01-31T12:00:00.000001Z" }) { location { timestamp lat long ride { city } } } }`,
  },
  'record-location-nowhere': {
    text: 'mutation ($started: ID!) { recordLocation(input: { rideId: $started, lat: 91, long: 0 }) { location { lat } } }',
  },
  'end-ride-conflict': {
    text: 'mutation ($started: ID!) { endRide(input: { rideId: $started, revenue: "12.50", expectedVersion: 7 }) { ride { id } } }',
  },
  'end-ride': {
    text: `mutation ($started: ID!) { endRide(input: { rideId: $started, endAddress: "2 There", revenue: "12.50", expectedVersion: 1 }) {
      ride { endAddress endTime revenue version vehicle { status version } } } }`,
  },
  'end-ride-again': {
    text: 'mutation ($started: ID!) { endRide(input: { rideId: $started, revenue: "1" }) { ride { id } } }',
  },
  'end-ride-too-dear': {
    text: 'mutation ($started: ID!) { endRide(input: { rideId: $started, revenue: "123456789.00" }) { ride { id } } }',
  },
  'apply-promo-code': {
    text: 'mutation { applyPromoCode(input: { code: "movr000004" }) { userPromoCode { code usageCount version timestamp } } }',
  },
  'apply-promo-code-again': {
    text: 'mutation { applyPromoCode(input: { code: "movr000004" }) { userPromoCode { code usageCount version timestamp } } }',
  },
  'apply-promo-code-unknown': {
    text: 'mutation { applyPromoCode(input: { code: "no such code" }) { userPromoCode { code } } }',
  },
  'create-vehicles': {
    text: `mutation { createVehicles(vehicles: [
      { city: "boston", type: SCOOTER, ext: { brand: "say \\"{ä,🛴}\\"", big: 12345678901234567890 } },
      { city: "new york", type: BIKE, currentLocation: "NULL" }, { city: "boston", type: SKATEBOARD }]) {
      vehicles { id city type status creationTime currentLocation ext version owner { name } } } }`,
  },
  'create-vehicles-two-regions': {
    text: 'mutation { createVehicles(vehicles: [{ city: "boston", type: BIKE }, { city: "rome", type: BIKE }]) { vehicles { id } } }',
  },
  'create-vehicles-no-owner': {
    text: 'mutation { createVehicles(vehicles: [{ city: "rome", type: BIKE }, { city: "paris", type: BIKE }]) { vehicles { id } } }',
  },
  'update-vehicle': {
    text: `mutation ($own: ID!) { updateVehicle(input: { id: $own, status: LOST, ext: { weight: 1.50 }, expectedVersion: 1 }) {
      vehicle { city type status ext version owner { name } rides { totalCount } } } }`,
  },
  'update-vehicle-clears': {
    text: 'mutation ($own: ID!) { updateVehicle(input: { id: $own, ext: null, currentLocation: null }) { vehicle { type status currentLocation ext version } } }',
  },
  'update-vehicle-conflict': {
    text: 'mutation ($own: ID!) { updateVehicle(input: { id: $own, status: AVAILABLE, expectedVersion: 1 }) { vehicle { id } } }',
  },
  'update-vehicle-of-another': {
    text: 'mutation ($other: ID!) { updateVehicle(input: { id: $other, status: LOST }) { vehicle { id } } }',
  },
  'update-vehicle-nowhere': {
    text: 'mutation ($nowhere: ID!) { updateVehicle(input: { id: $nowhere, status: LOST }) { vehicle { id } } }',
  },
  'delete-vehicle': {
    text: 'mutation ($made: ID!) { deleteVehicle(input: { id: $made, expectedVersion: 1 }) { vehicle { city type version owner { name } rides { totalCount } } } }',
  },
  'delete-vehicle-again': {
    text: 'mutation ($made: ID!) { deleteVehicle(input: { id: $made }) { vehicle { id } } }',
  },
  'delete-vehicle-ridden': {
    text: 'mutation ($own: ID!) { deleteVehicle(input: { id: $own }) { vehicle { id } } }',
  },
  'update-user': {
    text: `mutation ($user: ID!) { updateUser(input: { id: $user, city: "boston", name: "Zoë 🚲", address: null, expectedVersion: 1 }) {
      user { city name address creditCard version vehicles(first: 1) { nodes { city } } } } }`,
  },
  'update-user-moves-region': {
    text: 'mutation ($user: ID!) { updateUser(input: { id: $user, city: "paris" }) { user { id } } }',
  },
  'register-owner': {
    text: `mutation { registerOwner(input: { city: "bangkok", name: "Niran", vehicles: [{ type: BIKE }, { type: SCOOTER, ext: { colour: "red" } }] }) {
      user { id region city name version vehicles { totalCount nodes { city type status ext } } } } }`,
    principal: {
      subject: 'c0ffee00-0000-4000-8000-000000000002',
      homeRegion: 'southeastasia' as RegionName,
    },
  },
  'register-owner-twice': {
    text: 'mutation { registerOwner(input: { city: "bangkok", name: "Niran", vehicles: [{ type: BIKE }] }) { user { id } } }',
    principal: {
      subject: 'c0ffee00-0000-4000-8000-000000000002',
      homeRegion: 'southeastasia' as RegionName,
    },
  },
  'upsert-promo-code-new': {
    text: `mutation { upsertPromoCode(input: { code: "SPRING 🌷", description: "Half price", expirationTime: "9999-12-31T23:59:59.999999Z", rules: { off: 0.50 } }) {
      promoCode { id code description creationTime expirationTime rules version } } }`,
  },
  'upsert-promo-code-patch': {
    text: 'mutation { upsertPromoCode(input: { code: "SPRING 🌷", description: null }) { promoCode { code description creationTime expirationTime rules version } } }',
  },
  'upsert-promo-code-version': {
    text: 'mutation { upsertPromoCode(input: { code: "SPRING 🌷", description: "Again", expectedVersion: 2 }) { promoCode { description version } } }',
  },
  'upsert-promo-code-conflict': {
    text: 'mutation { upsertPromoCode(input: { code: "SPRING 🌷", description: "Late", expectedVersion: 2 }) { promoCode { description } } }',
  },
  'upsert-promo-code-nowhere': {
    text: 'mutation { upsertPromoCode(input: { code: "AUTUMN", description: "x", expectedVersion: 1 }) { promoCode { description } } }',
  },
  'update-vehicles': {
    text: `mutation ($two: ID!, $three: ID!) { updateVehicles(vehicles: [
      { id: $three, status: LOST, ext: { weight: 1.50 }, expectedVersion: 1 }, { id: $two, currentLocation: null, type: BIKE }]) {
      vehicles { id type status currentLocation ext version owner { name } } } }`,
  },
  'update-vehicles-alike': {
    text: `mutation ($two: ID!, $three: ID!) { updateVehicles(vehicles: [{ id: $two, status: AVAILABLE }, { id: $three, status: IN_USE }]) {
      vehicles { status version } } }`,
  },
  'update-vehicles-conflict': {
    text: `mutation ($two: ID!, $three: ID!) { updateVehicles(vehicles: [
      { id: $two, status: LOST, expectedVersion: 3 }, { id: $three, status: LOST, expectedVersion: 2 }]) { vehicles { id } } }`,
  },
  'update-vehicles-of-another': {
    text: 'mutation ($two: ID!, $other: ID!) { updateVehicles(vehicles: [{ id: $two, status: LOST }, { id: $other, status: LOST }]) { vehicles { id } } }',
  },
  'update-vehicles-nowhere': {
    text: 'mutation ($two: ID!, $nowhere: ID!) { updateVehicles(vehicles: [{ id: $nowhere, status: LOST }, { id: $two, status: LOST }]) { vehicles { id } } }',
  },
  'delete-vehicles-ridden': {
    text: 'mutation ($two: ID!, $own: ID!) { deleteVehicles(vehicles: [{ id: $two }, { id: $own }]) { vehicles { id } } }',
  },
  'delete-vehicles-conflict': {
    text: 'mutation ($two: ID!, $three: ID!) { deleteVehicles(vehicles: [{ id: $two, expectedVersion: 3 }, { id: $three, expectedVersion: 1 }]) { vehicles { id } } }',
  },
  'delete-vehicles': {
    text: 'mutation ($two: ID!, $three: ID!) { deleteVehicles(vehicles: [{ id: $three }, { id: $two, expectedVersion: 3 }]) { vehicles { id version rides { totalCount } } } }',
  },
  'upsert-promo-codes': {
    text: `mutation { upsertPromoCodes(promoCodes: [
      { code: "WINTER", description: "new", rules: { off: 0.10 } }, { code: "SPRING 🌷", description: null, rules: null }]) {
      promoCodes { code description creationTime expirationTime rules version } } }`,
  },
  'upsert-promo-codes-of-unlike-fields': {
    text: 'mutation { upsertPromoCodes(promoCodes: [{ code: "A", description: "x" }, { code: "B" }]) { promoCodes { code } } }',
  },
  'upsert-promo-codes-keys-only': {
    text: 'mutation { upsertPromoCodes(promoCodes: [{ code: "WINTER" }, { code: "SUMMER" }]) { promoCodes { code description version } } }',
  },
};
