import { createWriteStream } from 'node:fs';
import type { Statement, StatementOrigin } from './database.ts';

/** One line of the SQL log. It holds no parameter. */
export interface SqlLogEntry {
  readonly text: string;
  readonly region: string;
  readonly table: string;
  readonly rows: number;
  readonly milliseconds: number;
  readonly operation: string;
  readonly traceId: string | null;
  /** The SQLSTATE, where the statement failed. */
  readonly error?: string;
}

export interface SqlLog {
  write(
    statement: Statement,
    origin: StatementOrigin,
    outcome: { rows: number; milliseconds: number; error?: string },
  ): void;
  /** Resolves when every line is in the file. */
  close(): Promise<void>;
}

/** Appends each statement to a file as a line of JSON. Resolves when the file is open; rejects where it cannot be. */
export async function openSqlLog(path: string): Promise<SqlLog> {
  const file = createWriteStream(path, { flags: 'a', mode: 0o600 });
  await new Promise<void>((resolve, reject) => {
    file.once('open', () => resolve());
    file.once('error', reject);
  });
  // A full disk must not take the gateway down; the log ends there.
  file.on('error', () => {});
  return {
    write(statement, origin, outcome) {
      const entry: SqlLogEntry = {
        text: statement.text,
        region: statement.region,
        table: statement.table,
        rows: outcome.rows,
        milliseconds: Number(outcome.milliseconds.toFixed(3)),
        operation: origin.operation,
        traceId: origin.traceId ?? null,
        ...(outcome.error === undefined ? {} : { error: outcome.error }),
      };
      file.write(`${JSON.stringify(entry)}\n`);
    },
    close: () => new Promise((resolve) => file.end(() => resolve())),
  };
}
