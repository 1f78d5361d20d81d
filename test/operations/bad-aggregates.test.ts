import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { seededUser } from '../../src/dev/seed/seeded-user.ts';
import { wireRow } from '../support/wire-row.ts';
import { runMovr } from './movr.ts';
import { ask, bound, many, nested, refusalOf, unsent, wide } from './nothing-sent.ts';

const { write } = bound.nodeIds;

describe('arguments of aggregates name themselves too, and nothing is sent', () => {
  const of = (field: string) => `{ ${field} { count } }`;
  const groups = (args: string) => of(`ridesGroups(region: EASTUS, ${args})`);
  const ofUsers = (field: string) => `{ users(region: EASTUS) { nodes { ${field} { count } } } }`;

  it.each([
    ['by', groups('by: []')],
    ['by', groups('by: [CITY, VEHICLE, CITY]')],
    ['first', groups('by: [CITY], first: -1')],
    ['first', groups('by: [CITY], first: 201')],
    ['where.city.eq', groups('by: [CITY], where: { city: { eq: "a\\u0000b" } }')],
    ['where.revenue.gt', of('ridesAggregate(region: EASTUS, where: { revenue: { gt: "1.001" } })')],
    ['where.city', of('ridesAggregate(region: EASTUS, where: { city: null })')],
    [
      'where.id.eq',
      of(
        `vehiclesAggregate(region: EASTUS, where: { id: { eq: "${write('Vehicle', 'westeurope', [seededUser.id])}" } })`,
      ),
    ],
    ['where.rides.some', of('usersAggregate(region: EASTUS, where: { rides: { some: null } })')],
  ])('%s: %s', async (argument, text) => {
    expect(await refusalOf(text)).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });

  it.each([
    ['where.city.in', { city: { in: many } }],
    ['where.not.not.not.not.not.not.not.not', nested(9)],
    ['where', wide],
  ])('%s, in a variable', async (argument, where) => {
    const refused = await refusalOf(
      'query ($where: RideFilter) { ridesAggregate(region: EASTUS, where: $where) { count } }',
      { where },
    );
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(refused.argument).toMatch(new RegExp(`^${argument.replaceAll('.', '\\.')}`));
  });

  it.each([
    groups('by: [REVENUE]'),
    groups('by: ["CITY"]'),
    groups('by: null'),
    groups('by: [CITY], first: 1.5'),
    groups('by: [CITY], after: "x"'),
    of('ridesGroups(region: EASTUS)'),
    of('ridesAggregate(region: "eastus")'),
    of('ridesAggregate(region: ATLANTIS)'),
    of('ridesAggregate'),
    '{ ridesAggregate(region: EASTUS) { sum { city } } }',
    '{ ridesAggregate(region: EASTUS) { avg { startTime } } }',
    ofUsers('ridesGroups(by: [TANDEM])'),
    ofUsers('ridesAggregate(where: { name: { eq: "x" } })'),
  ])('%s is no operation', async (text) => {
    await expect(ask(text)).rejects.toThrow();
  });

  it.each([
    ['where.revenue.in[0]', 'ridesAggregate(where: { revenue: { in: ["123456789"] } })'],
    ['first', 'ridesGroups(by: [CITY], first: 201)'],
    ['by', 'ridesGroups(by: [])'],
  ])('%s of a parent’s %s costs the parents’ statement alone', async (argument, field) => {
    const user = [seededUser.id, 'boston'];
    const parents: Database = { ...unsent, queryWire: async () => [user, user].map(wireRow) };
    const { result, statements } = await runMovr(parents).ask(ofUsers(field));
    expect(statements.map(({ table }) => table)).toEqual(['users']);
    expect(result.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });
});
