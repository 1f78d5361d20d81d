import { type ExecutionResult, getOperationAST, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Statement, StatementOrigin } from '../../src/db/database.ts';
import { MeridianError } from '../../src/errors.ts';
import { createCostAnalysis } from '../../src/graphql/cost.ts';
import { movr as movrContract } from '../contract/movr.ts';
import { type RandomOptions, randomRequest, randomSource } from '../graphql/random-document.ts';
import { openShop, shopIds } from '../shop/open-shop.ts';
import { shopContract } from '../shop/shop.ts';
import { allScopes, openMovr, runMovr } from './movr.ts';
import type { RunningDomain } from './run-domain.ts';

/** Mostly operations that go well: what is wrong in one argument leaves nothing to compare. */
const options = (random: () => number, ids: readonly string[]): RandomOptions => ({
  ids,
  hostility: 0.01,
  depth: 7,
  onlyVariables: true,
  without: random() < 0.9 ? ['after', 'before', 'last', 'where'] : [],
});

/** Errors have no order. */
const comparable = ({ data, errors = [] }: ExecutionResult) => ({
  data: data ?? null,
  errors: errors.map(({ message, path }) => JSON.stringify({ message, path })).sort(),
});

interface Comparison {
  readonly running: RunningDomain;
  readonly contract: typeof movrContract;
  readonly ids: readonly string[];
  readonly random: () => number;
  readonly scopes?: () => ReadonlySet<string>;
}

/** Compares random operations as they are compiled with what graphql-js makes of them. Gives how many were of what kind. */
async function compare(requests: number, { running, contract, ids, random, scopes }: Comparison) {
  const { schema } = running.bound;
  const costOf = createCostAnalysis(contract.schema, contract.access);
  const seen = { written: 0, good: 0, statements: 0, expectedStatements: 0, rows: 0 };
  for (let done = 0; done < requests; done += 1) {
    const { query, variables } = randomRequest(schema, random, options(random, ids));
    const document = parse(query);
    const operation = getOperationAST(document);
    if (!operation || validate(schema, document).length > 0) continue;
    if (costOf(document, operation)(variables) > 2_000) continue;
    const asked = { variables, ...(scopes ? { principal: { scopes: scopes() } } : {}) };
    const compiled = await running.ask(document, { ...asked, compiled: true });
    if (!compiled.isCompiled) continue;
    const expected = await running.ask(document, asked);
    const about = { query, variables };
    expect({ about, ...comparable(compiled.result) }).toEqual({ about, ...comparable(expected.result) });
    seen.written += Number(compiled.hasWrittenRows);
    if (expected.result.errors) continue;
    seen.good += 1;
    seen.statements += compiled.statements.length;
    seen.expectedStatements += expected.statements.length;
    seen.rows += compiled.statements.reduce((sum, { rows }) => sum + rows, 0);
  }
  // Which of two roots comes first decides now and then whether a key of both is read once or twice.
  expect(seen.statements).toBeLessThan(1.01 * seen.expectedStatements);
  return seen;
}

describe('random operations have the answers of graphql-js, with as many statements', () => {
  it('in MovR, with all scopes and with some', async () => {
    await using stack = new AsyncDisposableStack();
    const movr = await openMovr();
    stack.defer(() => movr.close());
    const ids: string[] = [];
    for (const [type, table] of Object.entries({ User: 'users', Vehicle: 'vehicles', Ride: 'rides' }))
      for (const region of ['eastus', 'westeurope']) {
        const rows = await movr.sql(
          `select id from ${table} where crdb_region = '${region}' order by id limit 5`,
        );
        for (const [id] of rows) ids.push(movr.bound.nodeIds.write(type, region, [String(id)]));
      }
    const random = randomSource(20_261_128);
    const scopes = () => (random() < 0.7 ? allScopes : new Set([...allScopes].filter(() => random() < 0.8)));
    const seen = await compare(2_000, { running: movr, contract: movrContract, ids, random, scopes });
    expect(seen.good).toBeGreaterThan(500);
    expect(seen.written).toBeGreaterThan(200);
    expect(seen.rows).toBeGreaterThan(10_000);
  }, 120_000);

  it('in the shop, whose keys are of several columns and kinds', async () => {
    await using stack = new AsyncDisposableStack();
    const shop = await openShop();
    stack.defer(() => shop.close());
    const seen = await compare(2_000, {
      running: shop.running,
      contract: shopContract,
      ids: Object.values(shopIds(shop)),
      random: randomSource(20_261_129),
    });
    expect(seen.good).toBeGreaterThan(500);
    expect(seen.written).toBeGreaterThan(200);
    expect(seen.rows).toBeGreaterThan(2_000);
  }, 120_000);
});

describe('a variable within a literal of a planned field', () => {
  const filter =
    'query ($n: DateTime) { rides(region: EASTUS, first: 1, where: { startTime: { gt: $n } }) { totalCount } }';
  const order =
    'query ($n: RideOrder = START_TIME_ASC) { rides(region: EASTUS, first: 1, orderBy: [$n]) { totalCount } }';
  const nested = `query ($n: DateTime) { users(region: EASTUS, first: 2) { nodes {
    rides(where: { startTime: { gt: $n } }) { totalCount } } } }`;

  it('is read as graphql-js reads it: given, left out or null', async () => {
    await using stack = new AsyncDisposableStack();
    const movr = await openMovr();
    stack.defer(() => movr.close());
    for (const [text, variables] of [
      [filter, {}],
      [filter, { n: null }],
      [filter, { n: '2026-01-31T00:00:00Z' }],
      [nested, {}],
      [nested, { n: '2026-01-31T00:00:00Z' }],
      [order, {}],
      [order, { n: null }],
    ] as const) {
      const compiled = await movr.ask(text, { variables, compiled: true });
      const expected = await movr.ask(text, { variables });
      expect(compiled.isCompiled).toBe(true);
      expect({ text, variables, ...comparable(compiled.result) }).toEqual({
        text,
        variables,
        ...comparable(expected.result),
      });
    }
  });
});

describe('a level that cannot be read', () => {
  const text = `{ users(region: EASTUS, first: 3) { totalCount nodes { id rides(first: 2) { nodes { id vehicle { type } } } } }
    rides(region: EASTUS, first: 1) { nodes { id } } }`;

  it('fails where graphql-js says, and nothing is sent twice for it', async () => {
    await using stack = new AsyncDisposableStack();
    const movr = await openMovr();
    stack.defer(() => movr.close());
    const { query, queryWire } = movr.database;
    const failing =
      <R>(run: (statement: Statement, origin: StatementOrigin) => Promise<R>): typeof run =>
      async (statement, origin) => {
        if (statement.table === 'vehicles') throw new MeridianError('UNAVAILABLE', 'No vehicles today.');
        return run(statement, origin);
      };
    const running = runMovr({ ...movr.database, query: failing(query), queryWire: failing(queryWire) });
    const compiled = await running.ask(text, { compiled: true });
    const expected = await running.ask(text);
    expect(compiled.isCompiled).toBe(true);
    expect(comparable(compiled.result)).toEqual(comparable(expected.result));
    expect(expected.result.errors?.[0]?.path).toEqual(['users', 'nodes', 0, 'rides', 'nodes', 0, 'vehicle']);
    expect(compiled.statements).toHaveLength(5);
    expect(expected.statements).toHaveLength(5);
  });
});
