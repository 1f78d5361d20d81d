import { beforeAll, describe, expect, it } from 'vitest';
import { FixtureGateway, type Keys, makeKeys } from './fixture-gateway.ts';

let keys: Keys;
beforeAll(async () => {
  keys = await makeKeys();
});

/** Sends requests all at once through a whole pipeline whose clock stands still, and counts the answers by status. */
async function burst(inbound: string, requests: number): Promise<Record<number, number>> {
  const policy = `<policies><inbound>${inbound}</inbound><backend><base/></backend><outbound/><on-error/></policies>`;
  const gateway = new FixtureGateway(policy, { subscription: 's' }, keys);
  expect(gateway.faults).toEqual([]);
  const answers = await Promise.all(Array.from({ length: requests }, () => gateway.send({})));
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  expect(gateway.forwarded).toHaveLength(counts[200] ?? 0);
  return counts;
}

describe('requests that come all at once', () => {
  it.each([
    [
      'rate-limit-by-key',
      '<rate-limit-by-key calls="777" renewal-period="60" counter-key="k"/>',
      10_000,
      777,
      429,
    ],
    ['rate-limit', '<rate-limit calls="123" renewal-period="300"/>', 1_000, 123, 429],
    ['quota-by-key', '<quota-by-key calls="321" renewal-period="300" counter-key="k"/>', 1_000, 321, 403],
    ['quota', '<quota calls="999" renewal-period="0"/>', 1_000, 999, 403],
  ])('%s lets exactly as many through as it says', async (_, inbound, requests, passed, refusal) => {
    expect(await burst(inbound, requests)).toEqual({ 200: passed, [refusal]: requests - passed });
  });

  it('count after an awaiting statement as well as before it', async () => {
    const inbound =
      '<find-and-replace from="a" to="b"/><rate-limit-by-key calls="500" renewal-period="60" counter-key="k"/>' +
      '<find-and-replace from="a" to="b"/>';
    expect(await burst(inbound, 1_000)).toEqual({ 200: 500, 429: 500 });
  });
});
