import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MeridianError } from '../errors.ts';
import { type Connection, createConnection } from './driver.ts';
import { type Engine, engineOf } from './engine.ts';
import { checksumOf, type Migration, readMigrations } from './migration.ts';
import { withLease } from './migration-lease.ts';
import { isRetryError, sqlStateOf, translate } from './sqlstate.ts';

export interface MigrationSettings {
  readonly url: string;
  readonly password?: () => Promise<string>;
  readonly caFile?: string | undefined;
  /** Holds a folder an engine, `cockroach` and `postgres`, of `.sql` files that run in the order of their names. */
  readonly folder: string;
  /** How long to wait for another runner's lease, in milliseconds. Default 60,000. */
  readonly waitMs?: number;
}

/**
 * Brings a database's schema up to date and resolves to the names of the migrations that ran. A lease row keeps runners
 * apart, since advisory locks do nothing on CockroachDB. Rejects with CONFLICT where a migration was edited after it
 * ran, with UNAVAILABLE where another runner holds the lease for too long.
 */
export async function migrate(settings: MigrationSettings): Promise<string[]> {
  const connect = () =>
    createConnection(
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
  const connection = connect();
  try {
    const [[version, database] = []] = await connection.simple('select version(), current_database()');
    const engine = engineOf(String(version));
    const migrations = readMigrations(join(settings.folder, engine.name), String(database));
    await prepareTables(connection);
    return await withLease(connect, settings.waitMs ?? 60_000, (checkLease) =>
      run(connection, engine, migrations, checkLease),
    );
  } catch (error) {
    throw translate(error, 'read');
  } finally {
    await connection.close();
  }
}

const bookkeeping = [
  `create table if not exists schema_migrations (
    name text primary key, checksum text not null, statements int4 not null, done bool not null,
    applied_at timestamptz not null default now())`,
  `create table if not exists schema_migration_lease (
    id int4 primary key, owner uuid not null, expires_at timestamptz not null)`,
];

/** Two runners may both find no table. IF NOT EXISTS then fails on PostgreSQL, where the other one's is not seen yet. */
async function prepareTables(connection: Connection): Promise<void> {
  for (const statement of bookkeeping)
    for (let attempt = 1; ; attempt += 1) {
      try {
        await connection.simple(statement);
        break;
      } catch (error) {
        // unique_violation, duplicate_table, and duplicate_object of the table's row type.
        if (attempt === 10 || !['23505', '42P07', '42710', '40001'].includes(sqlStateOf(error) ?? ''))
          throw error;
        await delay(50);
      }
    }
}

/** What is recorded of a migration. */
interface Applied {
  readonly checksum: string;
  readonly statements: number;
  readonly done: boolean;
}

async function run(
  connection: Connection,
  engine: Engine,
  migrations: readonly Migration[],
  checkLease: () => void,
): Promise<string[]> {
  const recorded = new Map<string, Applied>(
    (await connection.query('select name, checksum, statements, done from schema_migrations', [])).map(
      ([name, checksum, statements, done]) => [
        String(name),
        { checksum: String(checksum), statements: Number(statements), done: done === true },
      ],
    ),
  );
  refuseChanges(migrations, recorded);
  const ran: string[] = [];
  for (const migration of migrations) {
    const applied = recorded.get(migration.name);
    if (applied?.done) continue;
    if (engine.transactionalSchemaChanges) await runAtOnce(connection, migration, checkLease);
    else await runOneByOne(connection, migration, applied?.statements ?? 0, checkLease);
    ran.push(migration.name);
  }
  return ran;
}

/** What has run must still stand in its file as it ran; what an interrupted migration did not reach may be mended. */
function refuseChanges(migrations: readonly Migration[], recorded: ReadonlyMap<string, Applied>): void {
  const last = [...recorded.keys()].sort().at(-1) ?? '';
  for (const name of recorded.keys())
    if (!migrations.some((migration) => migration.name === name))
      throw new MeridianError(
        'CONFLICT',
        `The migration ${name} ran on this database, but its file is gone.`,
      );
  for (const { name, statements } of migrations) {
    const applied = recorded.get(name);
    if (!applied && name < last)
      throw new MeridianError('CONFLICT', `The migration ${name} comes before ${last}, which ran already.`);
    if (!applied) continue;
    const isWhole = !applied.done || statements.length === applied.statements;
    if (!isWhole || checksumOf(statements.slice(0, applied.statements)) !== applied.checksum)
      throw new MeridianError(
        'CONFLICT',
        `The migration ${name} was edited after it ran. Write a new one instead.`,
      );
  }
}

const recordText = `insert into schema_migrations (name, checksum, statements, done) values ($1, $2, $3, $4)
  on conflict (name) do update
  set checksum = excluded.checksum, statements = excluded.statements, done = excluded.done`;

async function record(connection: Connection, { name, statements }: Migration, count: number): Promise<void> {
  await connection.query(recordText, [
    name,
    checksumOf(statements.slice(0, count)),
    count,
    count === statements.length,
  ]);
}

/** All of a file or nothing. */
async function runAtOnce(
  connection: Connection,
  migration: Migration,
  checkLease: () => void,
): Promise<void> {
  await connection.simple('begin');
  try {
    for (const statement of migration.statements) await runStatement(connection, migration, statement);
    await record(connection, migration, migration.statements.length);
    checkLease();
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
  from: number,
  checkLease: () => void,
): Promise<void> {
  for (const [index, statement] of migration.statements.entries()) {
    if (index < from) continue;
    checkLease();
    await retryingStatement(connection, migration, statement);
    await record(connection, migration, index + 1);
  }
}

async function retryingStatement(
  connection: Connection,
  migration: Migration,
  statement: string,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runStatement(connection, migration, statement);
    } catch (error) {
      if (attempt === 5 || !isRetryError((error as Error).cause)) throw error;
    }
  }
}

/** Says which statement failed and why: the SQL of a migration is the operator's own and may be shown. */
async function runStatement(connection: Connection, { name }: Migration, statement: string): Promise<void> {
  try {
    await connection.simple(statement);
  } catch (error) {
    const [line] = statement.split('\n');
    throw new MeridianError(
      'INTERNAL_SERVER_ERROR',
      `The migration ${name} failed at "${line}": ${(error as Error).message}`,
      {},
      { cause: error },
    );
  }
}
