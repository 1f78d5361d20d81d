import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * Two kinds of test: `*.test.ts` opens no port and touches no database; `*.system.test.ts` runs on the real parts
 * (PostgreSQL, HTTP, SDKs), each file on a database of its own made from a seeded template.
 */
export default defineConfig({
  // As Node resolves it; Vite would take its ESM build, and the CJS packages around it a second `graphql`.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.system.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/**/*.system.test.ts'],
          globalSetup: ['test/support/postgres.setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
