import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase({ seeded: false });
});
afterAll(() => database.drop());

// postgres.js issues 1066, 1154, 1208.
it('the patched driver outlives a connection that the server ends inside a transaction, and the slot is of use again', async () => {
  const program = join(import.meta.dirname, 'end-inside-transaction.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, database.url]);
  expect(stdout).toBe('well');
});
