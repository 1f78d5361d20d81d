import { citiesByRegion } from '../../../resolvers/cities.ts';
import { regions } from '../../../schema/tables/regions.ts';
import { createConnection } from '../../db/driver.ts';
import { insertText, rowsAt, type SeedShape, seedTables } from './rows.ts';

export interface SeedSettings {
  readonly url: string;
  readonly password?: () => Promise<string>;
  readonly caFile?: string | undefined;
  /** Times the rows of scale 1: 5,000 users, 2,000 vehicles, 50,000 rides, 50,000 locations, 1,000 promotions. May be a fraction. */
  readonly scale: number;
  /** Told after each batch how many rows of how many are there. */
  readonly onProgress?: (done: number, total: number, table: string) => void;
  readonly signal?: AbortSignal;
}

const batchSize = 25_000;

/** Dealt out round robin over the regions' cities, so that a small scale reaches them all. */
const cities: SeedShape['cities'] = [0, 1, 2].flatMap((n) =>
  regions.map((region) => ({ city: citiesByRegion[region][n] ?? '', region })),
);

/**
 * Fills a migrated database with MovR. The same scale gives the same rows. Resolves to false where the database was
 * seeded at this scale before; what an interrupted seeding left is completed. Rejects where it holds another scale.
 */
export async function seedDatabase(settings: SeedSettings): Promise<boolean> {
  const { scale, onProgress, signal } = settings;
  const connection = createConnection(
    {
      url: settings.url,
      ...(settings.password ? { password: settings.password } : {}),
      caFile: settings.caFile,
      applicationName: 'meridian/seed',
      connectTimeoutMs: 5_000,
      statementTimeoutMs: 0,
    },
    undefined,
  );
  try {
    await connection.simple(
      'create table if not exists schema_seed (id int4 primary key, scale float8 not null, done bool not null)',
    );
    const [found] = await connection.query('select scale, done from schema_seed where id = 1', []);
    if (found && Number(found[0]) !== scale)
      throw new Error(
        `The database holds MovR at scale ${found[0]}; to seed it at scale ${scale}, start with an empty one.`,
      );
    if (found?.[1] === true) return false;
    await connection.query(
      'insert into schema_seed (id, scale, done) values (1, $1, false) on conflict do nothing',
      [scale],
    );

    // The rows fit together by construction, and checking each foreign key is four fifths of the time. Only PostgreSQL
    // can be told so, and only by a superuser; whoever may not goes on with the checks.
    await connection.simple('set session_replication_role = replica').catch(() => {});

    const total = seedTables.reduce((sum, { rows }) => sum + rowsAt(rows, scale), 0);
    let done = 0;
    for (const seed of seedTables) {
      const text = insertText(seed, { cities, scale }, seed.table !== 'promo_codes');
      const rows = rowsAt(seed.rows, scale);
      for (let from = 0; from < rows; from += batchSize) {
        signal?.throwIfAborted();
        const to = Math.min(rows, from + batchSize);
        await connection.query(text, [from, to]);
        done += to - from;
        onProgress?.(done, total, seed.table);
      }
    }
    for (const { table } of seedTables) await connection.simple(`analyze ${table}`);
    await connection.query('update schema_seed set done = true where id = 1', []);
    return true;
  } catch (error) {
    // SQLSTATE undefined_table.
    if ((error as { code?: unknown }).code !== '42P01') throw error;
    throw new Error('The database has not been migrated: run npm run migrate first.', { cause: error });
  } finally {
    await connection.close();
  }
}
