import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { domain } from '../../resolvers/domain.ts';
import { openTwoLogins, type TwoLogins } from '../contract/two-logins.ts';
import { type KnownRows, knownRows } from './known-rows.ts';
import { runMovr } from './movr.ts';
import { mutations } from './operations.ts';
import type { RunningDomain } from './run-domain.ts';

let logins: TwoLogins;
let movr: RunningDomain;
let rows: KnownRows;

beforeAll(async () => {
  logins = await openTwoLogins(domain.regions);
  movr = runMovr(logins.database, { roles: true });
  const sql = async (text: string, ...parameters: readonly unknown[]) =>
    logins.admin.unsafe(text, parameters as never).values() as never;
  rows = await knownRows({ ...movr, sql });
});

afterAll(() => logins?.close());

const golden = (name: string) => readFileSync(new URL(`golden/${name}.txt`, import.meta.url), 'utf8');

for (const [name, operation] of Object.entries(mutations))
  it(`${name} is answered the same under the database role of its scopes`, async () => {
    await rows.lookUp(name);
    const { text, principal = {} } = operation;
    const { json } = await movr.ask(text, { variables: rows.variablesOf(operation), principal });
    expect(golden(name)).toContain(json);
  });

it('covers every mutation', () => {
  const asked = Object.values(mutations)
    .map(({ text }) => text)
    .join();
  expect(Object.keys(domain.mutations).filter((name) => !asked.includes(`${name}(`))).toEqual([]);
});
