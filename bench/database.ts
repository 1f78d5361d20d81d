import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { migrateDatabase } from '../src/dev/migrate.ts';
import { removeCluster, startPostgres } from '../src/dev/postgres/start-postgres.ts';
import { seedDatabase } from '../src/dev/seed/seed-database.ts';
import { startRideFunction } from './peers/postgraphile-operations.ts';

/** A PostgreSQL 18 with MovR at a scale, which ends with `stack`. */
export async function startBenchDatabase(
  stack: AsyncDisposableStack,
  port: number,
  scale: number,
  say: (line: string) => void,
): Promise<{ readonly url: string; readonly logFile: string; readonly sql: postgres.Sql }> {
  const home = mkdtempSync(join(tmpdir(), 'meridian-bench-'));
  stack.defer(async () => {
    await removeCluster(home);
    rmSync(home, { recursive: true, force: true });
  });
  const server = await startPostgres({
    home,
    port,
    parameters: { autovacuum: 'off', jit: 'off', shared_buffers: '1GB', max_connections: '200' },
  });
  stack.defer(server.stop);
  say('Migrating and seeding');
  await migrateDatabase(server.url);
  await seedDatabase({ url: server.url, scale });
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  stack.defer(() => sql.end());
  await sql.unsafe(startRideFunction);
  // M1 takes a vehicle that is available. A trigger gives it back at once, for all peers alike, so that a run of
  // thousands of rides does not end in refusals.
  await sql`update vehicles set status = 'available'`;
  await sql.unsafe(`
    create or replace function stay_available() returns trigger as $$
      begin new.status := 'available'; return new; end
    $$ language plpgsql`);
  await sql.unsafe(
    'create trigger stay_available before update on vehicles for each row execute function stay_available()',
  );
  await sql.unsafe('vacuum analyze');
  return { url: server.url, logFile: join(server.folder, 'postgres.log'), sql };
}
