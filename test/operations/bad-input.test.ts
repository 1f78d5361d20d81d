import { describe, expect, it } from 'vitest';
import type { RegionName } from '../../src/db/locality.ts';
import { seededUser } from '../../src/dev/seed/seeded-user.ts';
import { ask, bound, many, nested, refusalOf, wide } from './nothing-sent.ts';

const { write } = bound.nodeIds;
const user = write('User', 'eastus', [seededUser.id]);
const ride = write('Ride', 'eastus', [seededUser.id]);

const rides = (args: string) => `{ rides(region: EASTUS, ${args}) { nodes { id } } }`;
const vehicle = write('Vehicle', 'eastus', [seededUser.id]);
const createVehicles = (list: string) =>
  `mutation { createVehicles(vehicles: [${list}]) { vehicles { id } } }`;
const updateVehicle = (input: string) => `mutation { updateVehicle(input: { ${input} }) { vehicle { id } } }`;
const updateVehicles = (list: string) =>
  `mutation { updateVehicles(vehicles: [${list}]) { vehicles { id } } }`;
const deleteVehicles = (list: string) =>
  `mutation { deleteVehicles(vehicles: [${list}]) { vehicles { id } } }`;
const upsertPromoCodes = (list: string) =>
  `mutation { upsertPromoCodes(promoCodes: [${list}]) { promoCodes { id } } }`;
const elsewhere = write('Vehicle', 'westeurope', [seededUser.id]);
const registerOwner = (list: string) =>
  `mutation { registerOwner(input: { city: "rome", name: "x", vehicles: [${list}] }) { user { id } } }`;
describe('arguments that cannot be right name themselves, and nothing is sent', () => {
  it.each([
    ['first', 'first: -1'],
    ['first', 'first: 201'],
    ['last', 'last: 2147483647'],
    ['last', 'first: 1, last: 1'],
    ['after', 'after: ""'],
    ['after', 'after: "\'; drop table rides; --"'],
    ['before', 'last: 1, before: "AAAAAAAAAAAAAAAAAAAA"'],
    ['after', `after: "${user}"`],
    ['orderBy', 'orderBy: [CITY_ASC, CITY_DESC]'],
    ['where.city.eq', 'where: { city: { eq: null } }'],
    ['where.city', 'where: { city: null }'],
    ['where.and[0].not', 'where: { and: [{ not: null }] }'],
    ['where.city.eq', 'where: { city: { eq: "a\\u0000b" } }'],
    ['where.revenue.eq', 'where: { revenue: { eq: "1234567890.00" } }'],
    ['where.revenue.in[1]', 'where: { revenue: { in: ["1.00", "1.001"] } }'],
    ['where.id.eq', `where: { id: { eq: "${user}" } }`],
    ['where.id.in[0]', 'where: { id: { in: ["x"] } }'],
    ['where.id.eq', `where: { id: { eq: "${write('Ride', 'westeurope', [seededUser.id])}" } }`],
    ['where.vehicle.ext.path', 'where: { vehicle: { ext: { path: ["a"] } } }'],
    ['where.vehicle.ext.path', 'where: { vehicle: { ext: { path: ["a\\u0000"], eq: 1 } } }'],
    ['where.locations.some', 'where: { locations: { some: null } }'],
  ])('%s: %s', async (argument, args) => {
    expect(await refusalOf(rides(args))).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });

  it.each([
    ['where.city.in', { city: { in: many } }],
    ['where.city.notIn', { city: { notIn: many } }],
    ['where.city.contains', { city: { contains: 'half a pair: \ud83d' } }],
    ['where.not.not.not.not.not.not.not.not', nested(9)],
    ['where', wide],
  ])('%s, in a variable', async (argument, where) => {
    const text = 'query ($where: RideFilter) { rides(region: EASTUS, where: $where) { nodes { id } } }';
    const refused = await refusalOf(text, { where });
    expect(refused.code).toBe('BAD_USER_INPUT');
    expect(refused.argument).toMatch(new RegExp(`^${argument.replaceAll('.', '\\.')}`));
  });

  it.each([
    ['id', '{ user(id: "") { id } }'],
    ['id', `{ user(id: "${ride}") { id } }`],
    ['id', `{ user(id: "${user}x") { id } }`],
    ['id', '{ node(id: "1 or 1=1") { id } }'],
    ['ids', `{ nodes(ids: [${`"${user}",`.repeat(101)}]) { id } }`],
    ['userId', '{ userPromoCode(userId: "7", code: "x") { code } }'],
    ['code', `{ userPromoCode(userId: "${user}", code: "a\\u0000") { code } }`],
    ['code', '{ promoCode(code: "a\\u0000") { code } }'],
    ['rideId', `{ vehicleLocation(rideId: "${user}", timestamp: "2025-06-01T00:00:00Z") { lat } }`],
    ['input.city', 'mutation { addVehicle(input: { city: "atlantis", type: BIKE }) { vehicle { id } } }'],
    ['input.city', 'mutation { registerUser(input: { city: "", name: "x" }) { user { id } } }'],
    ['input.vehicleId', `mutation { startRide(input: { vehicleId: "${ride}" }) { ride { id } } }`],
    ['input.rideId', `mutation { endRide(input: { rideId: "${user}", revenue: "1" }) { ride { id } } }`],
    ['input.revenue', `mutation { endRide(input: { rideId: "${ride}", revenue: "-1" }) { ride { id } } }`],
    [
      'input.revenue',
      `mutation { endRide(input: { rideId: "${ride}", revenue: "100000000" }) { ride { id } } }`,
    ],
    ['input.revenue', `mutation { endRide(input: { rideId: "${ride}", revenue: "0.001" }) { ride { id } } }`],
    [
      'input.lat',
      `mutation { recordLocation(input: { rideId: "${ride}", lat: 90.1, long: 0 }) { location { lat } } }`,
    ],
    [
      'input.long',
      `mutation { recordLocation(input: { rideId: "${ride}", lat: 0, long: -181 }) { location { lat } } }`,
    ],
    ['vehicles[1].city', createVehicles('{ city: "boston", type: BIKE }, { city: "atlantis", type: BIKE }')],
    ['vehicles[1]', createVehicles('{ city: "boston", type: BIKE }, { city: "rome", type: BIKE }')],
    ['vehicles', createVehicles('')],
    ['vehicles', createVehicles('{ city: "boston", type: BIKE },'.repeat(101))],
    [
      'vehicles[0].currentLocation',
      createVehicles('{ city: "boston", type: BIKE, currentLocation: "a\\u0000" }'),
    ],
    ['input.id', updateVehicle(`id: "${ride}", status: LOST`)],
    ['input.id', updateVehicle('id: "", status: LOST')],
    ['input', updateVehicle(`id: "${vehicle}"`)],
    ['input', updateVehicle(`id: "${vehicle}", expectedVersion: 1`)],
    ['input.city', updateVehicle(`id: "${vehicle}", city: null`)],
    ['input.city', updateVehicle(`id: "${vehicle}", city: "paris"`)],
    ['input.city', updateVehicle(`id: "${vehicle}", city: "atlantis"`)],
    ['input.currentLocation', updateVehicle(`id: "${vehicle}", currentLocation: "a\\u0000b"`)],
    ['input.id', `mutation { deleteVehicle(input: { id: "${user}" }) { vehicle { id } } }`],
    ['input.name', `mutation { updateUser(input: { id: "${user}", name: "\\u0000" }) { user { id } } }`],
    ['input.code', 'mutation { upsertPromoCode(input: { code: "a\\u0000" }) { promoCode { code } } }'],
    ['input.name', 'mutation { registerUser(input: { city: "rome", name: "\\u0000" }) { user { id } } }'],
    ['input.city', 'mutation { registerUser(input: { city: "ro\\u0000me", name: "x" }) { user { id } } }'],
    [
      'input.currentLocation',
      'mutation { addVehicle(input: { city: "rome", type: BIKE, currentLocation: "a\\u0000" }) { vehicle { id } } }',
    ],
    [
      'input.startAddress',
      `mutation { startRide(input: { vehicleId: "${vehicle}", startAddress: "\\u0000" }) { ride { id } } }`,
    ],
    [
      'input.endAddress',
      `mutation { endRide(input: { rideId: "${ride}", endAddress: "\\u0000", revenue: "1" }) { ride { id } } }`,
    ],
    [
      'input.rideId',
      `mutation { recordLocation(input: { rideId: "${user}", lat: 0, long: 0 }) { location { lat } } }`,
    ],
    ['input.code', 'mutation { applyPromoCode(input: { code: "a\\u0000" }) { userPromoCode { code } } }'],
    ['vehicles', updateVehicles('')],
    ['vehicles', updateVehicles(`{ id: "${vehicle}", status: LOST },`.repeat(101))],
    ['vehicles[1]', updateVehicles(`{ id: "${vehicle}", status: LOST },`.repeat(2))],
    [
      'vehicles[1]',
      updateVehicles(`{ id: "${vehicle}", status: LOST }, { id: "${elsewhere}", status: LOST }`),
    ],
    ['vehicles[0]', updateVehicles(`{ id: "${vehicle}" }`)],
    ['vehicles[0].id', updateVehicles(`{ id: "${ride}", status: LOST }`)],
    ['vehicles[0].city', updateVehicles(`{ id: "${vehicle}", city: null }`)],
    ['vehicles[0].city', updateVehicles(`{ id: "${vehicle}", city: "paris" }`)],
    ['vehicles[0].currentLocation', updateVehicles(`{ id: "${vehicle}", currentLocation: "\\u0000" }`)],
    ['input.expectedVersion', updateVehicle(`id: "${vehicle}", status: LOST, expectedVersion: null`)],
    ['vehicles[0].expectedVersion', deleteVehicles(`{ id: "${vehicle}", expectedVersion: null }`)],
    ['vehicles', deleteVehicles('')],
    ['vehicles', deleteVehicles(`{ id: "${vehicle}" },`.repeat(101))],
    ['vehicles[1]', deleteVehicles(`{ id: "${vehicle}" },`.repeat(2))],
    ['vehicles[1]', deleteVehicles(`{ id: "${vehicle}" }, { id: "${elsewhere}" }`)],
    ['vehicles[0].id', deleteVehicles('{ id: "\'; drop table vehicles; --" }')],
    ['promoCodes', upsertPromoCodes('')],
    ['promoCodes', upsertPromoCodes('{ code: "x" },'.repeat(101))],
    ['promoCodes[1]', upsertPromoCodes('{ code: "x" }, { code: "x" }')],
    ['promoCodes[1]', upsertPromoCodes('{ code: "x", rules: null }, { code: "y" }')],
    ['promoCodes[1].code', upsertPromoCodes('{ code: "x" }, { code: "\\u0000" }')],
    ['input.vehicles', registerOwner('{ type: BIKE },'.repeat(21))],
    [
      'input.vehicles[1].currentLocation',
      registerOwner('{ type: BIKE }, { type: BIKE, currentLocation: "\\u0000" }'),
    ],
  ])('%s: %s', async (argument, text) => {
    expect(await refusalOf(text)).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });
});

describe('types that are wrong are found before anything runs', () => {
  it.each([
    'first: "1"',
    'first: 1.5',
    'first: 2147483648',
    'after: 1',
    'where: []',
    'where: { unknown: 1 }',
    'where: { city: "boston" }',
    'where: { revenue: { eq: "NaN" } }',
    'where: { revenue: { eq: "1; drop table rides" } }',
    'where: { startTime: { gt: "yesterday" } }',
    'where: { startTime: { between: { from: "2026-01-01T00:00:00Z" } } }',
    'where: { vehicle: { type: { eq: "BIKE" } } }',
    'where: { vehicle: { type: { eq: TANDEM } } }',
    'orderBy: [END_TIME_ASC]',
    'orderBy: "CITY_ASC"',
  ])('%s', async (args) => {
    await expect(ask(rides(args))).rejects.toThrow();
  });
});

describe('what a caller may not read it may not filter or order by either', () => {
  const scopes = (...names: string[]) => ({ principal: { scopes: new Set(names) } });

  it.each([
    ['Ride.revenue', 'where: { revenue: { isNull: true } }'],
    ['Ride.revenue', 'where: { or: [{ not: { revenue: { gt: "1" } } }] }'],
    ['Ride.rider', 'where: { rider: { name: { eq: "x" } } }'],
    ['Ride.vehicle', 'where: { vehicle: { status: { eq: LOST } } }'],
  ])('%s in %s', async (coordinate, args) => {
    const { result, statements } = await ask(rides(args), scopes('rides.read'));
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', coordinate });
    expect(statements).toEqual([]);
  });

  it('not even where the row itself would be open by a row rule', async () => {
    const { result } = await ask(
      '{ users(region: EASTUS, where: { address: { startsWith: "1" } }) { totalCount } }',
      scopes('users.read'),
    );
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', coordinate: 'User.address' });
  });

  it('nor in a region that is not the caller’s', async () => {
    const { result, statements } = await ask('{ rides(region: WESTEUROPE) { nodes { id } } }', {
      principal: { regions: ['eastus' as RegionName] },
    });
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', region: 'westeurope' });
    expect(statements).toEqual([]);
  });
});
