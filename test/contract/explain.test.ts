import { describe, expect, test } from 'vitest';
import { renderAccessPage } from '../../src/contract/access-page.ts';
import { domainTables } from '../../src/dev/domain-tables.ts';
import { explainOne, explainOperation, explainScopes } from '../../src/dev/explain.ts';
import { movr } from './movr.ts';

describe('explain', () => {
  test('a field: who may read it, and which layer says so', () => {
    expect(explainOne(movr, domainTables, 'User.address').replace(/:\d+\)/, ':LINE)')).toBe(
      `User.address (schema/user.graphql:LINE)
  who may read it   \`users.read\` and (\`users.pii.read\` or the row rule \`self\`)
  row rule          self: The row is the calling user's own.
  API Management    asks for \`users.read\`, leaves the rest to the row
  preflight         before any SQL, with all other fields of the operation
  graphql-shield    asks for \`users.pii.read\` or the row rule \`self\`
  database          SELECT on users: users.read; no column grants
  table             users, regional by row
  cost              by the defaults of the specification
  sensitive         yes: redacted in logs and in the audit trail`,
    );
  });

  test('a mutation: the role that it runs as', () => {
    expect(explainOne(movr, domainTables, 'Mutation.startRide')).toContain('runs as the role rides.write');
  });

  test('a type, an argument, and what there is none of', () => {
    expect(explainOne(movr, domainTables, 'PromoCode')).toMatch(/table {13}promo_codes, global\n/);
    expect(explainOne(movr, domainTables, 'RegisterUserInput.creditCard')).toMatch(/sensitive {9}yes/);
    expect(() => explainOne(movr, domainTables, 'Ride.price')).toThrow('The contract has no Ride.price');
  });

  test('scopes: the schema that such a token sees', () => {
    const sdl = explainScopes(movr, 'rides.read');
    expect(sdl).toContain('startAddress: String');
    expect(sdl).not.toMatch(/revenue|Vehicle\b|VehicleFilter|UserFilter|Mutation/);
    expect(() => explainScopes(movr, 'rides.raed')).toThrow('no scope rides.raed');
  });

  test('an operation: scopes, cost, statements and regions', () => {
    const text = `query Nested { users(region: EASTUS, first: 5) { nodes { name rides(first: 3) { nodes {
      vehicle { owner { name } } } } } } }`;
    expect(explainOperation(movr, domainTables, text, {})).toBe(`query Nested
  for all of it     \`users.read\` and \`rides.read\` and \`vehicles.read\`
  static cost       56
  statements        4 a region at most: users, users.nodes.rides, users.nodes.rides.nodes.vehicle, users.nodes.rides.nodes.vehicle.owner
  regions           eastus`);
  });

  test('an operation of aggregates: each is a statement, and so is what a group’s key points to', () => {
    const text = `{ users(region: EASTUS, first: 5) { nodes { ridesAggregate { count sum { revenue } }
      ridesGroups(by: [VEHICLE], first: 3) { count key { city vehicle { type } } } } } }`;
    const explained = explainOperation(movr, domainTables, text, {});
    expect(explained).toContain(
      '4 a region at most: users, users.nodes.ridesAggregate, users.nodes.ridesGroups, users.nodes.ridesGroups.key.vehicle\n',
    );
    expect(explained).toContain('`revenue.read`');
  });
});

test('the page has a line for every coordinate', () => {
  const page = renderAccessPage(movr.access, domainTables);
  for (const { field, coordinate } of movr.access.fields.values())
    expect(page, coordinate).toContain(`| \`${field}\` |`);
  for (const coordinate of movr.access.types.keys()) expect(page).toContain(`### ${coordinate}\n`);
});
