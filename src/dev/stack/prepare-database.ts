import { migrateDatabase } from '../migrate.ts';
import { seedDatabase } from '../seed/seed-database.ts';
import type { Report } from './report.ts';

/** Migrates a database, and seeds it where that was not done before. */
export async function prepareDatabase(plan: {
  readonly url: string;
  readonly scale: number;
  readonly report: Report;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { url, scale, report, signal } = plan;
  await report.step('Migrations', () => migrateDatabase(url));
  signal.throwIfAborted();
  await report.step('MovR', (progress) =>
    seedDatabase({
      url,
      scale,
      signal,
      onProgress: (done, total) => progress(done / total),
    }),
  );
}
