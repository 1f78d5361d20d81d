import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type postgres from 'postgres';

/**
 * Counts the statements that the server gets while something runs, from PostgreSQL's own log, so that every peer is
 * counted alike. BEGIN, COMMIT and SET are left out: they are round trips of some peers, but not statements on rows.
 */
export async function countStatements(
  sql: postgres.Sql,
  logFile: string,
  run: () => Promise<unknown>,
): Promise<number> {
  await sql`alter system set log_statement = 'all'`;
  await sql`select pg_reload_conf()`;
  await until(async () => (await sql`show log_statement`)[0]?.log_statement === 'all');
  // A marker before and after: what stands between them in the log was sent in between.
  const marker = `bench ${process.hrtime.bigint()}`;
  await sql.unsafe(`select '${marker} begins'`);
  await run();
  await sql.unsafe(`select '${marker} ends'`);
  await until(async () => readFileSync(logFile, 'utf8').includes(`${marker} ends`));
  await sql`alter system reset log_statement`;
  await sql`select pg_reload_conf()`;
  const log = readFileSync(logFile, 'utf8');
  const part = log.slice(log.indexOf(`${marker} begins`) + marker.length, log.lastIndexOf(`${marker} ends`));
  return (
    [...part.matchAll(/LOG: +(?:execute [^:]*|statement): *([a-z]+)/gi)].filter(([, word]) =>
      /^(select|insert|update|delete|with)$/i.test(word ?? ''),
    ).length - 1
  );
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    if (await condition()) return;
    await delay(25);
  }
  throw new Error('PostgreSQL did not take its settings');
}
