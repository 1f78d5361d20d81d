import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededUser } from '../../src/dev/seed/seeded-user.ts';
import { partitionsOf, regionsOf } from './explain.ts';
import { type Movr, openMovr } from './movr.ts';
import { type GoldenOperation, mutations, queries } from './operations.ts';
import type { Answer } from './run-domain.ts';

let movr: Movr;
const known: Record<string, string> = {};

beforeAll(async () => {
  movr = await openMovr();
  const { write } = movr.bound.nodeIds;
  const one = async (text: string) => String((await movr.sql(text))[0]?.[0]);
  known.user = write('User', 'eastus', [seededUser.id]);
  known.ride = write('Ride', 'eastus', [
    await one(`select id from rides where crdb_region = 'eastus' order by start_time, id limit 1`),
  ]);
  known.vehicle = write('Vehicle', 'eastus', [
    await one(`select vehicle_id from rides where crdb_region = 'eastus' order by start_time desc limit 1`),
  ]);
  known.available = write('Vehicle', 'eastus', [
    await one(
      `select id from vehicles where crdb_region = 'eastus' and status = 'available' order by id limit 1`,
    ),
  ]);
  known.elsewhere = write('User', 'westeurope', [
    await one(`select id from users where crdb_region = 'westeurope' order by id limit 1`),
  ]);
  const vehicleOf = async (condition: string) =>
    write('Vehicle', 'eastus', [
      await one(
        `select id from vehicles v where crdb_region = 'eastus' and ${condition} order by creation_time, id limit 1`,
      ),
    ]);
  const ridden = `exists (select from rides r where r.crdb_region = 'eastus' and r.vehicle_id = v.id)`;
  known.own = await vehicleOf(`owner_id = '${seededUser.id}' and ${ridden}`);
  known.other = await vehicleOf(`owner_id <> '${seededUser.id}'`);
  known.nowhere = write('Vehicle', 'eastus', ['00000000-0000-4000-8000-00000000dead']);
  const { result } = await movr.ask('{ rides(region: EASTUS, first: 10) { pageInfo { endCursor } } }');
  known.cursor = (result.data as { rides: { pageInfo: { endCursor: string } } }).rides.pageInfo.endCursor;
});

afterAll(() => movr.close());

/** Those of the known variables that the operation declares. */
function variablesOf({ text, variables = {} }: GoldenOperation): Record<string, unknown> {
  const declared = parse(text).definitions.flatMap((definition) =>
    definition.kind === 'OperationDefinition'
      ? (definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
      : [],
  );
  return Object.fromEntries(
    declared.map((name) => [name, name in variables ? variables[name] : known[name]]),
  );
}

/** In the order in which they were sent, which is fixed in one region only: regions wait for different pools. */
function byRegion(statements: Answer['statements']): Answer['statements'] {
  const regions = new Set(statements.map(({ region }) => region).filter((region) => region !== 'global'));
  if (regions.size < 2) return statements;
  return [...statements].sort((a, b) => (a.region < b.region ? -1 : a.region > b.region ? 1 : 0));
}

/** The file that shows an operation: what was asked and answered, and what was sent to the database for it. */
async function render({ text }: GoldenOperation, { json, statements }: Answer): Promise<string> {
  expect(json).not.toContain('INTERNAL_SERVER_ERROR');
  const sent = [];
  for (const statement of byRegion(statements)) {
    const partitions = await partitionsOf(movr, statement);
    const regions = regionsOf(partitions);
    expect(regions.length, statement.text).toBeLessThanOrEqual(1);
    for (const region of regions) expect(region).toBe(statement.region);
    sent.push(
      [
        `-- ${statement.region}: ${statement.rows} rows of ${partitions.join(', ') || statement.table}`,
        statement.text,
        JSON.stringify(statement.parameters),
      ].join('\n'),
    );
  }
  return `${[text.replaceAll(/\n\s+/g, '\n  '), json, `-- ${statements.length} statements`, ...sent].join(
    '\n\n',
  )}\n`;
}

describe('queries', () => {
  for (const [name, operation] of Object.entries(queries)) {
    it(`answers ${name} as in its golden file, compiled or not`, async () => {
      const { text, principal = {} } = operation;
      const options = { variables: variablesOf(operation), principal };
      const answer = await movr.ask(text, options);
      const compiled = await movr.ask(text, { ...options, compiled: true });
      expect(compiled.json).toBe(answer.json);
      expect(byRegion(compiled.statements)).toEqual(byRegion(answer.statements));
      await expect(await render(operation, answer)).toMatchFileSnapshot(`golden/${name}.txt`);
    });
  }
});

describe('mutations', () => {
  for (const [name, operation] of Object.entries(mutations)) {
    it(`answers ${name} as in its golden file`, async () => {
      const { text, principal = {} } = operation;
      if (name === 'record-location') {
        const [row] = await movr.sql(
          'select id from rides where end_time is null and start_address = $1',
          '1 Here',
        );
        known.started = movr.bound.nodeIds.write('Ride', 'eastus', [String(row?.[0])]);
      }
      if (name === 'delete-vehicle') {
        const [row] = await movr.sql(`select id from vehicles where current_location = 'NULL'`);
        known.made = movr.bound.nodeIds.write('Vehicle', 'eastus', [String(row?.[0])]);
      }
      if (name === 'update-vehicles') {
        const rows = await movr.sql(
          `select id from vehicles where owner_id = $1 and city = 'boston' and creation_time = '2026-01-31 12:00:00' order by type desc`,
          seededUser.id,
        );
        [known.two = '', known.three = ''] = rows.map(([id]) =>
          movr.bound.nodeIds.write('Vehicle', 'eastus', [String(id)]),
        );
      }
      const answer = await movr.ask(text, { variables: variablesOf(operation), principal });
      await expect(await render(operation, answer)).toMatchFileSnapshot(`golden/${name}.txt`);
    });
  }
});

describe('the number of statements', () => {
  const nested = (n: number) => `{ users(region: EASTUS, first: ${n}) { totalCount nodes { name
    rides(first: ${n}) { totalCount nodes { vehicle { type owner { name vehicles(first: ${n}) { nodes { rides(first: 1) { nodes { id } } } } } } } } } } }`;

  it('does not grow with the number of rows', async () => {
    const few = await movr.ask(nested(2));
    const many = await movr.ask(nested(12));
    expect(many.statements.length).toBe(few.statements.length);
    const rows = (answer: Answer) => answer.statements.reduce((sum, { rows }) => sum + rows, 0);
    expect(rows(many)).toBeGreaterThan(5 * rows(few));
  });

  it('is the number of levels, and one more for each count', async () => {
    const { statements } = await movr.ask(nested(3));
    expect(statements.length).toBe(6 + 2);
  });

  it('keeps the text constant, whatever the values and however many keys', async () => {
    const texts = async (n: number, revenue: string) =>
      (
        await movr.ask(
          `query ($revenue: Decimal) { users(region: EASTUS, first: ${n}) { nodes { rides(where: { revenue: { gt: $revenue } }) { nodes { vehicle { type } } } } } }`,
          { variables: { revenue } },
        )
      ).statements.map(({ text }) => text);
    expect(await texts(9, '1.00')).toEqual(await texts(2, '33'));
  });
});
