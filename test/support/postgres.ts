import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';

/** The databases that test files copy theirs from. */
export const templates = { empty: 'template_empty', seeded: 'template_seeded' } as const;

/** The URL of another database of the same server. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

export interface TestDatabase {
  /** As the superuser. */
  readonly url: string;
  readonly name: string;
  /** Drops it, and whatever connection is still open. */
  drop(): Promise<void>;
}

/** A database of the caller's own: migrated, and at will seeded with a small MovR. Drop it in `afterAll`. */
export async function createDatabase(options: { readonly seeded: boolean }): Promise<TestDatabase> {
  const serverUrl = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const run = async (text: string) => {
    const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
    try {
      await admin.unsafe(text);
    } finally {
      await admin.end();
    }
  };
  await run(`create database ${name} template ${options.seeded ? templates.seeded : templates.empty}`);
  return {
    url: databaseUrl(serverUrl, name),
    name,
    drop: () => run(`drop database ${name} with (force)`),
  };
}
