import { type ExecutionResult, execute, parse, validate } from 'graphql';
import { domain } from '../../resolvers/domain.ts';
import type { Principal } from '../../src/auth/principal.ts';
import { merge } from '../../src/contract/merge.ts';
import { createPreflight } from '../../src/contract/preflight.ts';
import { applyShield, createShieldTree } from '../../src/contract/shield.ts';
import type { Database, RawRow, Statement, StatementOrigin, StatementRunner } from '../../src/db/database.ts';
import { lintStatement } from '../../src/db/lint.ts';
import type { RegionName } from '../../src/db/locality.ts';
import { openDatabase } from '../../src/db/open.ts';
import { seededUser } from '../../src/dev/seed/seeded-user.ts';
import { createCompiledOperations } from '../../src/graphql/compiled.ts';
import { bindDomain } from '../../src/graphql/declared/bind.ts';
import { bindable } from '../../src/graphql/declared/bindable.ts';
import { createFormatError } from '../../src/graphql/errors.ts';
import { guardRegions } from '../../src/graphql/region-guard.ts';
import { createLoaders } from '../../src/loaders/loaders.ts';
import { movr as contract } from '../contract/movr.ts';
import { createDatabase } from '../support/postgres.ts';

/** A statement that was sent, and what came of it. */
export interface SentStatement extends Statement {
  readonly rows: number;
}

export interface Answer {
  /** What a caller gets, as JSON and parsed. */
  readonly json: string;
  readonly result: ExecutionResult;
  readonly statements: readonly SentStatement[];
}

export interface AskOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly principal?: Partial<Principal>;
  /** Runs it with graphql-jit as often as it takes for the compiler to come in. */
  readonly compiled?: boolean;
}

export interface Movr {
  readonly database: Database;
  readonly bound: ReturnType<typeof bindDomain>;
  /** Runs an operation. Throws where it is not valid, or where a statement leaves its region. */
  ask(text: string, options?: AskOptions): Promise<Answer>;
  /** Runs SQL of the test's own. */
  sql(text: string, ...parameters: Statement['parameters'][number][]): Promise<readonly RawRow[]>;
  close(): Promise<void>;
}

export const allScopes: ReadonlySet<string> = new Set(contract.access.scopes.keys());

/** The first seeded user, with every scope and in every region unless told otherwise. */
export const caller: Principal = {
  subject: seededUser.id,
  tenant: 'tenant',
  client: 'client',
  scopes: allScopes,
  regions: domain.regions,
  homeRegion: seededUser.region as RegionName,
};

export const secret = 'a secret of thirty-two characters';

/** The clock of mutations stands still, and new rows are numbered. */
export const noon = Date.UTC(2026, 0, 31, 12);

const formatError = createFormatError({ suggestions: false });

/** MovR over a seeded database of its own, as the gateway runs it, without HTTP. */
export async function openMovr(): Promise<Movr> {
  const test = await createDatabase({ seeded: true });
  const database = await openDatabase({
    urls: new Map(domain.regions.map((region) => [region, test.url])),
    localRegion: domain.regions[0],
    poolSize: 4,
    waitMs: 10_000,
    connectionLifetimeSeconds: 300,
    statementTimeoutMs: 20_000,
  });
  return {
    database,
    ...createMovr(database),
    sql: (text, ...parameters) =>
      database.query({ text, parameters, table: 'test', region: domain.regions[0] }, origin()),
    async close() {
      await database.close(0);
      await test.drop();
    },
  };
}

const origin = (): StatementOrigin => ({
  operation: 'test',
  traceId: undefined,
  deadline: Date.now() + 20_000,
});

/** MovR over any database. */
export function createMovr(database: Database): Pick<Movr, 'bound' | 'ask'> {
  let ids = 0;
  const bound = bindDomain(bindable(contract), domain, secret, {
    now: () => noon,
    randomUUID: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
  });
  const { access } = contract;
  const schema = applyShield(
    bound.schema,
    createShieldTree(access, (_type, name) => domain.rules.get(name)),
  );
  const preflight = createPreflight(access, schema, { cacheSize: 200 });
  const compiledOperations = createCompiledOperations(schema, 200);
  const tables = domain.types.map(({ table }) => table);
  const linted = new Set<string>();

  function lintOnce(statement: Statement): void {
    const id = `${statement.region} ${statement.text}`;
    if (linted.has(id)) return;
    const wrong = lintStatement(statement.text, tables, statement);
    if (wrong.length > 0) throw new Error(`${wrong.join('; ')}: ${statement.text}`);
    linted.add(id);
  }

  async function ask(text: string, { variables = {}, principal, compiled = false }: AskOptions = {}) {
    const document = parse(text);
    const faults = validate(schema, document);
    if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join('\n'));
    const who = { ...caller, ...principal };
    const cleared = preflight(document, undefined, variables, who.scopes);
    const once = async (): Promise<Answer> => {
      const statements: SentStatement[] = [];
      const guarded = guardRegions(recorded(database, statements, lintOnce), who);
      const context = {
        principal: who,
        database: guarded,
        origin: origin(),
        loaders: createLoaders(bound.catalog, guarded, origin()),
      };
      const run = compiled ? compiledOperations(cleared.document, undefined) : undefined;
      const result =
        (await run?.(context, variables)) ??
        (await execute({
          schema,
          document: cleared.document,
          contextValue: context,
          variableValues: variables,
        }));
      const merged =
        cleared.denied.length > 0 && result.data !== undefined ? merge(result, cleared.denied) : result;
      const { data, errors } = merged;
      const formatted = errors?.map((error) => formatError(error.toJSON(), error));
      const json = JSON.stringify({ data, ...(formatted ? { errors: formatted } : {}) }, null, 2);
      return { json, result: JSON.parse(json), statements };
    };
    if (compiled) for (let i = 0; i < 3; i += 1) await once();
    return once();
  }

  return { bound, ask };
}

/** Records what is sent, and lints it. */
function recorded(
  database: Database,
  statements: SentStatement[],
  lint: (statement: Statement) => void,
): Database {
  const record = (runner: StatementRunner): StatementRunner => ({
    async query(statement, origin) {
      lint(statement);
      const at = statements.push({ ...statement, rows: 0 }) - 1;
      const rows = await runner.query(statement, origin);
      statements[at] = { ...statement, rows: rows.length };
      return rows;
    },
  });
  return {
    ...database,
    ...record(database),
    transaction: (region, origin, body, options) =>
      database.transaction(region, origin, (transaction) => body(record(transaction)), options),
  };
}
