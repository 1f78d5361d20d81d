import type { Database, Statement, StatementOrigin } from '../../src/db/database.ts';
import type { RegionName } from '../../src/db/locality.ts';
import { type DatabaseSettings, openDatabase } from '../../src/db/open.ts';

export const eastus = 'eastus' as RegionName;

/** Opens a database of the one region `eastus`. */
export function openEastus(url: string, settings: Partial<DatabaseSettings> = {}): Promise<Database> {
  return openDatabase({
    urls: new Map([[eastus, url]]),
    localRegion: eastus,
    poolSize: 1,
    waitMs: 2_000,
    connectionLifetimeSeconds: 300,
    statementTimeoutMs: 10_000,
    ...settings,
  });
}

/** An origin whose caller waits so long. */
export function within(milliseconds = 10_000): StatementOrigin {
  return { operation: 'test', traceId: undefined, deadline: Date.now() + milliseconds };
}

/** A statement in `eastus`. */
export function eastusStatement(text: string, ...parameters: Statement['parameters'][number][]): Statement {
  return { text, parameters, table: 'test', region: eastus };
}
