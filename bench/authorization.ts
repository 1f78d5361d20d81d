/**
 * `node bench/authorization.ts`: what authorisation costs on a list of 1,000 rows and 8 columns, from the parsed document
 * to the finished answer, without a database. With and without it alternate, so that a noisy moment hits both.
 */
// The gateway's own graphql: the peers have another copy of it, in bench/node_modules.
import { type DocumentNode, type ExecutionResult, execute, parse } from '../node_modules/graphql/index.js';
import type { Principal } from '../src/auth/principal.ts';
import { merge } from '../src/contract/merge.ts';
import { createPreflight } from '../src/contract/preflight.ts';
import { applyShield, createShieldTree } from '../src/contract/shield.ts';
import { readSchemaContract } from '../src/dev/contract-files.ts';
import { median } from './statistics.ts';

const ROWS = 1_000;
const ROUNDS = 400;
const WARM_UP = 60;

const { access, schema } = readSchemaContract();
const preflight = createPreflight(access, schema, { cacheSize: 100 });
const self = { columns: [], holds: (row: Readonly<Record<string, unknown>>) => row.id === 'caller' };
const shielded = applyShield(
  schema,
  createShieldTree(access, () => self),
);
const row = {
  id: 'caller',
  region: 'EASTUS',
  city: 'new york',
  name: 'A',
  address: 'B 1',
  creditCard: '0',
  version: 1,
  startAddress: 'C 2',
  endAddress: 'D 3',
  startTime: '2026-01-01T00:00:00.000000Z',
  endTime: '2026-01-01T01:00:00.000000Z',
  revenue: '9.50',
};
const nodes = Array.from({ length: ROWS }, () => row);
const rootValue = { rides: { nodes }, users: { nodes } };

const rides =
  '{ rides(region: EASTUS) { nodes { id region city startAddress endAddress startTime endTime version } } }';
const revenue = rides.replace('endTime', 'revenue');
const users =
  '{ users(region: EASTUS) { nodes { id region city name address creditCard version again: city } } }';

const cases: readonly { readonly name: string; readonly text: string; readonly scopes: string }[] = [
  { name: 'open to the scope', text: rides, scopes: 'rides.read' },
  { name: 'one column asks for another scope, held', text: revenue, scopes: 'rides.read revenue.read' },
  { name: 'one column denied', text: revenue, scopes: 'rides.read' },
  { name: 'two columns guarded, opened by scope', text: users, scopes: 'users.read users.pii.read' },
  { name: 'two columns guarded, opened by a row rule', text: users, scopes: 'users.read' },
];

console.log(`| ${ROWS} rows of 8 columns | without, ms | with, ms | more |\n|---|---:|---:|---:|`);
for (const { name, text, scopes } of cases) {
  const { without, withIt, ratio } = await measure(parse(text), scopes);
  const more = (ratio - 1) * 100;
  console.log(`| ${name} | ${without.toFixed(2)} | ${withIt.toFixed(2)} | ${more.toFixed(1)} % |`);
}

async function measure(document: DocumentNode, scopes: string) {
  const principal = { subject: 'caller', scopes: new Set(scopes.split(' ')) } as unknown as Principal;
  const contextValue = { principal };
  const plain = () => execute({ schema, document, rootValue, contextValue }) as ExecutionResult;
  const authorised = async () => {
    const cleared = preflight(document, undefined, {}, principal.scopes);
    const result = await execute({ schema: shielded, document: cleared.document, rootValue, contextValue });
    return merge(result, cleared.denied);
  };
  const without: number[] = [];
  const withIt: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const start = performance.now();
    plain();
    const between = performance.now();
    await authorised();
    const end = performance.now();
    if (round < WARM_UP) continue;
    without.push(between - start);
    withIt.push(end - between);
  }
  // Of neighbours in time, so that a slow stretch of the machine is on both sides.
  const ratio = median(withIt.map((time, i) => time / (without[i] ?? time)));
  return { without: median(without), withIt: median(withIt), ratio };
}
