import { type ExecutionResult, execute, type GraphQLSchema, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { users } from '../../schema/tables/users.ts';
import { takeMutationRoles } from '../../src/contract/mutation-roles.ts';
import type { Database } from '../../src/db/database.ts';
import type { RegionName } from '../../src/db/locality.ts';
import { movr } from './movr.ts';
import { principalWith } from './principal.ts';
import { openTwoLogins, type TwoLogins } from './two-logins.ts';

const region = 'eastus' as RegionName;
let logins: TwoLogins;
let database: Database;

beforeAll(async () => {
  logins = await openTwoLogins([region]);
  ({ database } = logins);
});

afterAll(() => logins?.close());

const origin = { operation: 'test', traceId: undefined, deadline: Date.now() + 120_000 };
const statement = (text: string, table = 'rides') => ({ text, parameters: [], table, region });

/** Runs a mutation whose resolver, shield and preflight apart, sends this statement. */
async function mutate(field: string, text: string, scopes: string[]) {
  const schema: GraphQLSchema = takeMutationRoles(movr.schema, movr.access);
  const resolver = {
    [field]: (_args: unknown, context: { database: Database }) =>
      context.database.transaction(region, origin, (transaction) =>
        transaction.query(statement(text), origin),
      ),
  };
  const answer = (await execute({
    schema,
    document: parse(
      `mutation { ${field}(input: {}) { __typename } }`.replace('(input: {})', inputs[field] ?? ''),
    ),
    rootValue: resolver,
    contextValue: { principal: principalWith(scopes), database },
  })) as ExecutionResult;
  return answer.errors?.map(({ originalError, message }) => [
    (originalError as { code?: string } | undefined)?.code,
    message,
    ((originalError?.cause as { code?: string } | undefined)?.code ?? undefined) as string | undefined,
  ]);
}

const inputs: Readonly<Record<string, string>> = {
  startRide: '(input: { vehicleId: "1" })',
  registerUser: '(input: { city: "new york", name: "A" })',
};

describe('with shield and preflight switched off, the database alone', () => {
  test('takes what the mutation’s own scope gives', async () => {
    const text = `update rides set end_address = 'x' where crdb_region = 'eastus' and false`;
    expect(await mutate('startRide', text, ['rides.write'])).toBeUndefined();
  });

  test('refuses a write to another domain’s table', async () => {
    const text = `update users set credit_card = '0' where crdb_region = 'eastus'`;
    const [error] = (await mutate('startRide', text, ['rides.write', 'users.write'])) ?? [];
    expect(error).toEqual(['INTERNAL_SERVER_ERROR', 'The database refused a statement.', '42501']);
  });

  test('refuses a write outside a transaction, and one under the role of a read scope', async () => {
    const write = statement(`update rides set end_address = 'x' where crdb_region = 'eastus'`);
    await expect(database.query(write, origin)).rejects.toMatchObject({ cause: { code: '42501' } });
    const asReader = database.transaction(region, origin, (transaction) => transaction.query(write, origin), {
      role: 'rides.read',
    });
    await expect(asReader).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  test('lets the reader read what any scope reads, and nothing that none does', async () => {
    const rows = await database.query(
      statement(`select ${users.id.name} from users where crdb_region = 'eastus' limit 1`, 'users'),
      origin,
    );
    expect(rows).toHaveLength(1);
    await expect(
      database.query(statement('select name from schema_migrations', 'schema_migrations'), origin),
    ).rejects.toMatchObject({ cause: { code: '42501' } });
  });
});

test('a caller without the mutation’s scopes gets no role and no transaction', async () => {
  const [error] = (await mutate('registerUser', 'select 1', ['users.read'])) ?? [];
  expect(error?.[0]).toBe('FORBIDDEN');
});
