import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '../../src/dev/migrate.ts';
import { removeCluster, startPostgres } from '../../src/dev/postgres/start-postgres.ts';
import { seedDatabase } from '../../src/dev/seed/seed-database.ts';
import { freePorts } from '../dev/free-ports.ts';
import { databaseUrl, templates } from './postgres.ts';

/** 300 users, 120 vehicles, 3,000 rides, 3,000 locations, 60 promotions, 150 applied codes. */
const seedScale = 0.06;

declare module 'vitest' {
  export interface ProvidedContext {
    readonly postgresUrl: string;
  }
}

/** One PostgreSQL for the whole run, with an empty and a seeded template that test files copy their databases from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'meridian-test-'));
  const [port = 0] = await freePorts(1);
  const server = await startPostgres({
    home,
    port,
    parameters: { fsync: 'off', full_page_writes: 'off', max_connections: '300', shared_buffers: '256MB' },
  });
  const stop = async () => {
    await server.stop();
    await removeCluster(home);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const admin = postgres(server.url, { max: 1, onnotice: () => {} });
    await admin.unsafe(`create database ${templates.empty}`);
    await migrateDatabase(databaseUrl(server.url, templates.empty));
    await admin.unsafe(`create database ${templates.seeded} template ${templates.empty}`);
    await seedDatabase({ url: databaseUrl(server.url, templates.seeded), scale: seedScale });
    await admin.end();
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('postgresUrl', server.url);
  return stop;
}
