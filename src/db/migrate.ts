import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MeridianError } from '../errors.ts';
import { type Connection, createConnection } from './driver.ts';
import { type Engine, engineOf } from './engine.ts';
import { isRetryError, translate } from './sqlstate.ts';

export interface MigrationSettings {
  readonly url: string;
  readonly password?: () => Promise<string>;
  readonly caFile?: string | undefined;
  /** Holds a folder an engine, `cockroach` and `postgres`, of `.sql` files that run in the order of their names. */
  readonly folder: string;
  /** How long to wait for another runner's lease, in milliseconds. Default 60,000. */
  readonly waitMs?: number;
}

/** A migration as it stands in its file. */
export interface Migration {
  readonly name: string;
  readonly checksum: string;
  /** Split at semicolons that end a line; so a statement holds none. */
  readonly statements: readonly string[];
}

const leaseSeconds = 60;

/**
 * Brings a database's schema up to date and resolves to the names of the migrations that ran. A lease row keeps runners
 * apart, since advisory locks do nothing on CockroachDB. Rejects with CONFLICT where a migration was edited after it
 * ran, with UNAVAILABLE where another runner holds the lease for too long.
 */
export async function migrate(settings: MigrationSettings): Promise<string[]> {
  const connection = createConnection(
    {
      url: settings.url,
      ...(settings.password ? { password: settings.password } : {}),
      caFile: settings.caFile,
      applicationName: 'meridian/migrate',
      connectTimeoutMs: 5_000,
      statementTimeoutMs: 0,
    },
    undefined,
  );
  try {
    const [[version, database] = []] = await connection.simple('select version(), current_database()');
    const engine = engineOf(String(version));
    const migrations = readMigrations(join(settings.folder, engine.name), String(database));
    await prepareTables(connection);
    const lease = await takeLease(connection, settings.waitMs ?? 60_000);
    try {
      return await run(connection, engine, migrations, lease);
    } finally {
      await connection.query('delete from schema_migration_lease where owner = $1', [lease.owner]);
    }
  } catch (error) {
    throw describe(error);
  } finally {
    await connection.close();
  }
}

/** Reads the migrations of one engine, in order. `{{database}}` becomes the database's name. */
export function readMigrations(folder: string, database: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return {
        name,
        checksum: createHash('sha256').update(text).digest('hex'),
        statements: splitStatements(text.replaceAll('{{database}}', `"${database.replaceAll('"', '""')}"`)),
      };
    });
}

/** The statements of a migration, without the comments that stand on lines of their own. */
export function splitStatements(text: string): string[] {
  return text
    .replaceAll(/^\s*--.*$/gm, '')
    .split(/;[ \t]*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

async function prepareTables(connection: Connection): Promise<void> {
  await connection.simple(`create table if not exists schema_migrations (
    name text primary key, checksum text not null, statements int4 not null, applied_at timestamptz not null default now())`);
  await connection.simple(`create table if not exists schema_migration_lease (
    id int4 primary key, owner uuid not null, expires_at timestamptz not null)`);
}

interface Lease {
  readonly owner: string;
}

/** Takes the lease, or takes it over from a runner that stopped renewing it. */
async function takeLease(connection: Connection, waitMs: number): Promise<Lease> {
  const owner = randomUUID();
  const giveUpAt = Date.now() + waitMs;
  for (;;) {
    const taken = await connection.query(
      `insert into schema_migration_lease (id, owner, expires_at)
       values (1, $1, now() + $2::int4 * interval '1 second')
       on conflict (id) do update set owner = excluded.owner, expires_at = excluded.expires_at
       where schema_migration_lease.expires_at < now()
       returning owner`,
      [owner, leaseSeconds],
    );
    if (taken.length > 0) return { owner };
    if (Date.now() >= giveUpAt)
      throw new MeridianError('UNAVAILABLE', 'Another runner is migrating this database.');
    await delay(200);
  }
}

async function renewLease(connection: Connection, { owner }: Lease): Promise<void> {
  const renewed = await connection.query(
    `update schema_migration_lease set expires_at = now() + $2::int4 * interval '1 second'
     where id = 1 and owner = $1 returning owner`,
    [owner, leaseSeconds],
  );
  if (renewed.length === 0) throw new MeridianError('CONFLICT', 'Another runner took the migration over.');
}

async function run(
  connection: Connection,
  engine: Engine,
  migrations: readonly Migration[],
  lease: Lease,
): Promise<string[]> {
  const recorded = new Map(
    (await connection.query('select name, checksum, statements from schema_migrations', [])).map((row) => [
      String(row[0]),
      { checksum: String(row[1]), statements: Number(row[2]) },
    ]),
  );
  for (const name of recorded.keys())
    if (!migrations.some((migration) => migration.name === name))
      throw new MeridianError(
        'CONFLICT',
        `The migration ${name} ran on this database, but its file is gone.`,
      );

  const ran: string[] = [];
  for (const migration of migrations) {
    const record = recorded.get(migration.name);
    if (record && record.checksum !== migration.checksum)
      throw new MeridianError(
        'CONFLICT',
        `The migration ${migration.name} was edited after it ran. Write a new one instead.`,
      );
    const done = record?.statements ?? 0;
    if (done === migration.statements.length) continue;
    if (engine.transactionalSchemaChanges) await runAtOnce(connection, migration);
    else await runOneByOne(connection, migration, done, lease);
    ran.push(migration.name);
  }
  return ran;
}

const recordText = `insert into schema_migrations (name, checksum, statements) values ($1, $2, $3)
  on conflict (name) do update set statements = excluded.statements`;

/** All of a file or nothing. */
async function runAtOnce(connection: Connection, migration: Migration): Promise<void> {
  await connection.simple('begin');
  try {
    for (const statement of migration.statements) await runStatement(connection, migration, statement);
    await connection.query(recordText, [migration.name, migration.checksum, migration.statements.length]);
    await connection.simple('commit');
  } catch (error) {
    await connection.simple('rollback').catch(() => {});
    throw error;
  }
}

/**
 * CockroachDB runs schema changes as jobs after the commit, so each statement stands alone and is counted when it is
 * done. One that was interrupted between the two runs again: migrations say IF NOT EXISTS.
 */
async function runOneByOne(
  connection: Connection,
  migration: Migration,
  done: number,
  lease: Lease,
): Promise<void> {
  for (const [index, statement] of migration.statements.entries()) {
    if (index < done) continue;
    await renewLease(connection, lease);
    await runStatement(connection, migration, statement);
    await connection.query(recordText, [migration.name, migration.checksum, index + 1]);
  }
}

/** An error of a migration, whose SQL is the operator's own and may be shown. */
class MigrationFailed extends MeridianError {}

async function runStatement(connection: Connection, { name }: Migration, statement: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await connection.simple(statement);
      return;
    } catch (error) {
      if (isRetryError(error) && attempt < 5) continue;
      const [line] = statement.split('\n');
      throw new MigrationFailed(
        'INTERNAL_SERVER_ERROR',
        `The migration ${name} failed at "${line}": ${(error as Error).message}`,
        {},
        { cause: error },
      );
    }
  }
}

function describe(error: unknown): MeridianError {
  return error instanceof MeridianError ? error : translate(error, 'read');
}
