import type { GoldenOperation } from './operations.ts';

const scopes = (...names: string[]) => ({ scopes: new Set(names) });
const all =
  'count sum { revenue } avg { revenue } min { revenue startTime endTime } max { revenue startTime endTime }';

/** Queries of aggregates and groups, as those in `operations.ts`. */
export const aggregates: Readonly<Record<string, GoldenOperation>> = {
  aggregate: { text: `{ ridesAggregate(region: EASTUS) { ${all} } }` },
  'aggregate-count-only': { text: '{ usersAggregate(region: WESTEUROPE) { count } }' },
  'aggregate-type-only': { text: '{ ridesAggregate(region: EASTUS) { __typename sum { __typename } } }' },
  'aggregate-where': {
    text: `{ ridesAggregate(region: EASTUS, where: {
      revenue: { gte: "95.50" }, vehicle: { type: { eq: BIKE } } }) { count sum { revenue } } }`,
  },
  'aggregate-of-nothing': {
    text: `{ ridesAggregate(region: EASTUS, where: { city: { eq: "atlantis" } }) { ${all} } }`,
  },
  'aggregate-of-nulls': {
    text: '{ ridesAggregate(region: EASTUS, where: { revenue: { isNull: true } }) { count sum { revenue } avg { revenue } max { endTime } } }',
  },
  'aggregate-aliases-and-fragments': {
    text: `{ ridesAggregate(region: EASTUS) { ...Sums n: count min { at: startTime } max { ... on RideExtremes { startTime } } } }
      fragment Sums on RideAggregate { total: sum { usd: revenue } sum { revenue } }`,
  },
  'aggregate-directives': {
    text: `query ($yes: Boolean!, $no: Boolean!) { ridesAggregate(region: EASTUS) {
      count @include(if: $no) sum @skip(if: $yes) { revenue } max { startTime @include(if: $yes) revenue @skip(if: $yes) } } }`,
    variables: { yes: true, no: false },
  },
  'aggregate-revenue-forbidden': {
    text: '{ ridesAggregate(region: EASTUS) { count sum { revenue } max { startTime revenue } } }',
    principal: scopes('rides.read'),
  },
  'aggregate-where-revenue-forbidden': {
    text: '{ ridesAggregate(region: EASTUS, where: { revenue: { gt: "50" } }) { count } }',
    principal: scopes('rides.read'),
  },
  'aggregate-forbidden': {
    text: '{ ridesAggregate(region: EASTUS) { count } usersAggregate(region: EASTUS) { count } }',
    principal: scopes('users.read'),
  },
  'aggregate-in-two-regions': {
    text: '{ east: vehiclesAggregate(region: EASTUS) { count min { creationTime } } west: vehiclesAggregate(region: WESTEUROPE) { count min { creationTime } } }',
  },
  'aggregate-a-user': {
    text: `{ users(region: EASTUS, first: 4) { nodes { name ridesAggregate { ${all} } vehiclesAggregate { count } } } }`,
  },
  'aggregate-a-user-where': {
    text: `query ($least: Decimal) { users(region: EASTUS, first: 4) { nodes {
      dear: ridesAggregate(where: { revenue: { gte: $least } }) { count max { revenue } }
      same: ridesAggregate(where: { revenue: { gte: $least } }) { count max { revenue } }
      open: ridesAggregate(where: { endTime: { isNull: true } }) { count sum { revenue } } } } }`,
    variables: { least: '60.00' },
  },
  groups: {
    text: '{ ridesGroups(region: EASTUS, by: [CITY]) { key { city } count sum { revenue } avg { revenue } max { startTime } } }',
  },
  'groups-by-two': {
    text: '{ vehiclesGroups(region: EASTUS, by: [TYPE, STATUS], first: 4) { key { type status city } count min { creationTime } } }',
  },
  'groups-with-null': {
    text: `{ ridesGroups(region: EASTUS, by: [CITY, END_ADDRESS], where: { endTime: { isNull: true } }, first: 3) {
      key { city endAddress } count } }`,
  },
  'groups-where-first': {
    text: '{ ridesGroups(region: EASTUS, by: [CITY], where: { revenue: { gte: "50" } }, first: 2) { key { city } count min { revenue } } }',
  },
  'groups-of-nothing': {
    text: '{ ridesGroups(region: EASTUS, by: [CITY], where: { city: { eq: "atlantis" } }) { key { city } count } }',
  },
  'groups-by-vehicle': {
    text: `{ ridesGroups(region: EASTUS, by: [VEHICLE], first: 3) { count sum { revenue }
      key { vehicle { type owner { name } } } } }`,
  },
  'groups-a-user': {
    text: `{ users(region: EASTUS, first: 3) { nodes { name
      ridesGroups(by: [CITY, VEHICLE], first: 2) { key { city vehicle { type } } count sum { revenue } } } } }`,
  },
  'groups-a-vehicle': {
    text: '{ vehicles(region: EASTUS, first: 3) { nodes { ridesAggregate { count } ridesGroups(by: [RIDER], first: 2) { count key { rider { name } } } } } }',
  },
  'groups-by-personal-field-forbidden': {
    text: '{ usersGroups(region: EASTUS, by: [CREDIT_CARD], first: 2) { count } }',
    principal: scopes('users.read'),
  },
  'groups-by-entity-forbidden': {
    text: '{ ridesGroups(region: EASTUS, by: [VEHICLE], first: 2) { count } }',
    principal: scopes('rides.read'),
  },
  'groups-by-nothing': { text: '{ ridesGroups(region: EASTUS, by: []) { count } }' },
  'groups-twice-the-same': { text: '{ ridesGroups(region: EASTUS, by: [CITY, CITY]) { count } }' },
  'groups-first-too-large': { text: '{ ridesGroups(region: EASTUS, by: [CITY], first: 201) { count } }' },
};
