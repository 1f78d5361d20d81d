import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { STATEMENTS } from '../../../apim/gateway/statements/registry.ts';
import { type FixtureAnswer, type FixtureForwarded, readFixtures } from './fixture.ts';
import { FixtureGateway, type Keys, makeKeys, type Seen } from './fixture-gateway.ts';

const fixtures = readFixtures(join(import.meta.dirname, 'fixtures'));

let keys: Keys;
beforeAll(async () => {
  keys = await makeKeys();
});

describe('golden fixtures', () => {
  it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', async (_, fixture) => {
    const { policy, input, expected } = fixture;
    expect(expected.source, 'each expectation names its source').toMatch(/\S{5}/);
    const gateway = new FixtureGateway(policy, input, keys);
    expect(gateway.faults).toEqual(expected.faults ?? []);
    if (expected.faults !== undefined) return;

    const answers: Seen[] = [];
    for (const request of input.requests ?? [input]) {
      for (let time = 0; time < (request.times ?? 1); time += 1) answers.push(await gateway.send(request));
    }
    const wanted = expected.answers ?? (expected.answer === undefined ? [] : [expected.answer]);
    expect(answers.length).toBeGreaterThanOrEqual(wanted.length);
    for (const [index, answer] of wanted.entries()) compareAnswer(answers[index] as Seen, answer);
    if (expected.forwarded !== undefined) {
      expect(gateway.forwarded.map(({ url }) => url)).toHaveLength(expected.forwarded.length);
      for (const [index, forwarded] of expected.forwarded.entries()) {
        compareForwarded(gateway.forwarded[index] as FixtureForwarded, forwarded);
      }
    }
    if (expected.variables !== undefined) expect(gateway.variables).toMatchObject(expected.variables);
    if (expected.lastError !== undefined) expect(gateway.lastError).toMatchObject(expected.lastError);
    if (expected.emissions !== undefined) expect(gateway.emissions).toEqual(expected.emissions);
    if (expected.waits !== undefined) expect(gateway.waits).toEqual(expected.waits);
    if (expected.openIdFetches !== undefined) expect(gateway.openIdFetches).toBe(expected.openIdFetches);
  });

  it('exist for every statement', () => {
    const covered = new Set(fixtures.map(({ name }) => name.split(/[\\/]/, 1)[0]));
    const uncovered = [...STATEMENTS.keys()].filter((name) => !covered.has(name));
    expect(uncovered).toEqual([]);
  });
});

function compareAnswer(seen: Seen, wanted: FixtureAnswer): void {
  if (wanted.status !== undefined)
    expect(`${seen.status} ${seen.body}`).toMatch(new RegExp(`^${wanted.status} `));
  if (wanted.reason !== undefined) expect(seen.reason).toBe(wanted.reason);
  if (typeof wanted.body === 'string') expect(seen.body).toBe(wanted.body);
  else if (wanted.body !== undefined) expect(JSON.parse(seen.body)).toEqual(wanted.body);
  for (const [name, value] of Object.entries(wanted.headers ?? {})) {
    expect([name, seen.headers.get(name)?.join('; ') ?? null]).toEqual([name, value]);
  }
}

function compareForwarded(seen: FixtureForwarded, wanted: FixtureForwarded): void {
  if (wanted.method !== undefined) expect(seen.method).toBe(wanted.method);
  if (wanted.url !== undefined) expect(seen.url).toBe(wanted.url);
  if (wanted.certificate !== undefined) expect(seen.certificate).toEqual(wanted.certificate);
  if (wanted.proxy !== undefined) expect(seen.proxy).toMatchObject(wanted.proxy as object);
  if (wanted.timeout !== undefined) expect(seen.timeout).toBe(wanted.timeout);
  if (typeof wanted.body === 'string') expect(seen.body ?? '').toBe(wanted.body);
  else if (wanted.body !== undefined) expect(JSON.parse(String(seen.body))).toEqual(wanted.body);
  const headers = new Map(
    Object.entries(seen.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  for (const [name, value] of Object.entries(wanted.headers ?? {})) {
    expect([name, headers.get(name.toLowerCase()) ?? null]).toEqual([name, value]);
  }
}
