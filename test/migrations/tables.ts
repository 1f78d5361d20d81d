import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';

const folder = join(import.meta.dirname, '../../schema/tables');

/** All tables of the domain. */
export async function domainTables(): Promise<PgTable[]> {
  const modules = await Promise.all(
    readdirSync(folder).map((name) => import(join(folder, name)) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap((module) => Object.values(module).filter((value) => is(value, PgTable)));
}
