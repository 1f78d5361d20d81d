import { describe, expect, test } from 'vitest';
import type { Database, Statement } from '../../src/db/database.ts';
import { guardRegions } from '../../src/graphql/region-guard.ts';
import { north, shopper, south } from './start-shop.ts';

const origin = { operation: 'test', traceId: undefined, deadline: 0 };

function statement(region: Statement['region']): Statement {
  return { text: 'select 1', parameters: [], table: 't', region };
}

function guarded() {
  const sent: string[] = [];
  const send = async ({ region }: Statement) => {
    sent.push(region);
    return [];
  };
  const database = {
    query: send,
    queryWire: send,
    transaction: async (region: string, _origin: unknown, body: (runner: unknown) => unknown) => {
      sent.push(`begin ${region}`);
      return body(database);
    },
  } as unknown as Database;
  return { database: guardRegions(database, shopper), sent };
}

describe('the region guard', () => {
  test('lets statements through on the caller’s regions and on GLOBAL tables, and counts them', async () => {
    const { database, sent } = guarded();
    await database.query(statement(north), origin);
    await database.queryWire(statement('global'), origin);
    expect(sent).toEqual(['north', 'global']);
    expect(database.statementCount()).toBe(2);
  });

  test.each(['query', 'queryWire'] as const)(
    'refuses %s on another region before it is sent',
    async (run) => {
      const { database, sent } = guarded();
      await expect(database[run](statement(south), origin)).rejects.toMatchObject({
        code: 'FORBIDDEN',
        details: { region: 'south' },
      });
      expect(sent).toEqual([]);
    },
  );

  test('refuses a transaction in another region', async () => {
    const { database, sent } = guarded();
    await expect(database.transaction(south, origin, async () => 1)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(sent).toEqual([]);
  });

  test('refuses a statement on another region inside a transaction', async () => {
    const { database, sent } = guarded();
    const answer = database.transaction(north, origin, (runner) => runner.query(statement(south), origin));
    await expect(answer).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(sent).toEqual(['begin north']);
  });
});
