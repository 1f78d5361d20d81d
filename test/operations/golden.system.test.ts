import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partitionsOf, regionsOf } from './explain.ts';
import { type KnownRows, knownRows } from './known-rows.ts';
import { type Movr, openMovr } from './movr.ts';
import { type GoldenOperation, mutations, queries } from './operations.ts';
import type { Answer } from './run-domain.ts';

let movr: Movr;
let rows: KnownRows;

beforeAll(async () => {
  movr = await openMovr();
  rows = await knownRows(movr);
});

afterAll(() => movr.close());

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
      const options = { variables: rows.variablesOf(operation), principal };
      const answer = await movr.ask(text, options);
      const compiled = await movr.ask(text, { ...options, compiled: true });
      expect(compiled.json).toBe(answer.json);
      expect(byRegion(compiled.statements)).toEqual(byRegion(answer.statements));
      await expect(await render(operation, answer)).toMatchFileSnapshot(`golden/${name}.txt`);
    });
  }
});

describe('rows are written from their bytes', () => {
  it.each([
    [
      'a page',
      '{ vehicles(region: EASTUS, first: 3) { totalCount pageInfo { endCursor } nodes { id status } } }',
    ],
    ['edges', '{ vehicles(region: EASTUS, first: 3) { edges { cursor node { id } } } }'],
    [
      'rows within rows',
      '{ users(region: EASTUS, first: 3) { nodes { rides { nodes { vehicle { type } } } } } }',
    ],
  ])('of %s, when compiled', async (_what, text) => {
    expect((await movr.ask(text, { compiled: true })).hasWrittenRows).toBe(true);
    expect((await movr.ask(text)).hasWrittenRows).toBe(false);
  });

  it('not where something of them is more than rows and values', async () => {
    const text = '{ users(region: EASTUS, first: 3) { nodes { id ridesAggregate { count } } } }';
    expect((await movr.ask(text, { compiled: true })).hasWrittenRows).toBe(false);
  });
});

describe('mutations', () => {
  for (const [name, operation] of Object.entries(mutations)) {
    it(`answers ${name} as in its golden file`, async () => {
      const { text, principal = {} } = operation;
      await rows.lookUp(name);
      const answer = await movr.ask(text, { variables: rows.variablesOf(operation), principal });
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
