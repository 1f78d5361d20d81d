import { parseArgs } from 'node:util';
import { readDatabaseAccess } from './database-access.ts';
import { seedDatabase } from './seed/seed-database.ts';
import { createReport } from './stack/report.ts';

const usage = 'npm run seed -- [--scale N], from 0.01 to 100; 1 is 5,000 users and 50,000 rides';

/** Fills the migrated database that DATABASE_URL names with MovR. */
async function seed(): Promise<void> {
  const { values } = parseArgs({ options: { scale: { type: 'string', default: '1' } } });
  const scale = Number(values.scale);
  if (!(scale >= 0.01 && scale <= 100)) throw new Error(`--scale: expected ${usage}`);
  const access = readDatabaseAccess(process.env);
  const report = createReport(process.stdout);
  const seeded = await report.step('MovR', (progress) =>
    seedDatabase({ ...access, scale, onProgress: (done, total) => progress(done / total) }),
  );
  if (!seeded) report.say(`The database holds MovR at scale ${scale} already.`);
}

await seed().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
