import { type DocumentNode, type ExecutionResult, execute, parse, validate } from 'graphql';
import type { Principal } from '../../src/auth/principal.ts';
import { merge } from '../../src/contract/merge.ts';
import { takeMutationRoles } from '../../src/contract/mutation-roles.ts';
import { createPreflight } from '../../src/contract/preflight.ts';
import type { Contract } from '../../src/contract/read.ts';
import { applyShield, createShieldTree } from '../../src/contract/shield.ts';
import type { Database, Statement, StatementOrigin } from '../../src/db/database.ts';
import { lintStatement } from '../../src/db/lint.ts';
import { type CompiledOperation, createCompiledOperations } from '../../src/graphql/compiled.ts';
import { type BoundDomain, bindDomain } from '../../src/graphql/declared/bind.ts';
import { bindable } from '../../src/graphql/declared/bindable.ts';
import type { Domain } from '../../src/graphql/declared/domain.ts';
import { createFormatError } from '../../src/graphql/errors.ts';
import { guardRegions } from '../../src/graphql/region-guard.ts';
import { WrittenRows } from '../../src/graphql/row-plans/written-rows.ts';
import { parseExactly } from '../../src/graphql/scalars/raw-number.ts';
import { createLoaders } from '../../src/loaders/loaders.ts';

/** A statement that was sent, and what came of it. */
export interface SentStatement extends Statement {
  readonly rows: number;
}

export interface Answer {
  /** What a caller gets, as JSON and parsed. */
  readonly json: string;
  readonly result: ExecutionResult;
  readonly statements: readonly SentStatement[];
  /** Whether the compiler ran it, and whether rows of it were written from their bytes. */
  readonly isCompiled: boolean;
  readonly hasWrittenRows: boolean;
}

export interface AskOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly principal?: Partial<Principal>;
  readonly operationName?: string;
  /** Runs it as the compiler has it, where it can be compiled. */
  readonly compiled?: boolean;
}

/** Runs operations of a domain as the gateway does, without HTTP. */
export interface RunningDomain {
  readonly bound: BoundDomain;
  /** Runs an operation. Throws where it is not valid, or where a statement leaves its region. */
  ask(text: string | DocumentNode, options?: AskOptions): Promise<Answer>;
}

/** Seals ids and cursors. */
export const secret = 'a secret of thirty-two characters';

/** The clock of mutations stands still, and new rows are numbered. */
export const noon = Date.UTC(2026, 0, 31, 12);

const formatError = createFormatError({ suggestions: false });

/** An origin whose caller waits twenty seconds. */
export const origin = (): StatementOrigin => ({
  operation: 'test',
  traceId: undefined,
  deadline: Date.now() + 20_000,
});

/** A domain over any database; with `roles` each mutation runs under the database role of its scopes. */
export function runDomain(
  contract: Contract,
  domain: Domain,
  database: Database,
  caller: Principal,
  { roles = false }: { readonly roles?: boolean } = {},
): RunningDomain {
  let ids = 0;
  const bound = bindDomain(bindable(contract), domain, secret, {
    now: () => noon,
    randomUUID: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
  });
  const { access } = contract;
  const shielded = applyShield(
    bound.schema,
    createShieldTree(access, (_type, name) => domain.rules.get(name)),
  );
  const schema = roles ? takeMutationRoles(shielded, access) : shielded;
  const preflight = createPreflight(access, schema, { cacheSize: 200 });
  const compiledOperations = createCompiledOperations(
    schema,
    200,
    new Set(domain.types.map(({ name }) => name)),
  );
  const tables = domain.types.map(({ table }) => table);
  const linted = new Set<string>();
  const computed = new Set(
    tables.map(bound.catalog.model).flatMap(({ name, region }) => (region?.column.generated ? [name] : [])),
  );

  function lintOnce(statement: Statement): void {
    const id = `${statement.region} ${statement.text}`;
    if (linted.has(id)) return;
    // The database computes the region of such a row, so no text can say it; the writer looks at what it became.
    if (statement.text.startsWith('insert') && computed.has(statement.table)) return;
    const wrong = lintStatement(statement.text, tables, statement);
    if (wrong.length > 0) throw new Error(`${wrong.join('; ')}: ${statement.text}`);
    linted.add(id);
  }

  /** The compiler comes in when a document comes again and again. */
  function compiledForm(document: DocumentNode, operationName: string | undefined) {
    let found: CompiledOperation | undefined;
    for (let i = 0; i < 4; i += 1) found = compiledOperations(document, operationName);
    return found;
  }

  async function ask(
    text: string | DocumentNode,
    { variables = {}, principal, compiled = false, operationName }: AskOptions = {},
  ) {
    const document = typeof text === 'string' ? parse(text) : text;
    const faults = validate(schema, document);
    if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join('\n'));
    const who = { ...caller, ...principal };
    const cleared = preflight(document, operationName, variables, who.scopes);
    const once = async (run: CompiledOperation | undefined): Promise<Answer> => {
      const statements: SentStatement[] = [];
      const written = new WrittenRows();
      const guarded = guardRegions(recorded(database, statements, lintOnce), who);
      const context = {
        principal: who,
        database: guarded,
        origin: origin(),
        loaders: createLoaders(bound.catalog, guarded, origin()),
        ...(compiled && cleared.denied.length === 0 ? { written } : {}),
      };
      const result =
        (await run?.(context, variables)) ??
        (await execute({
          schema,
          document: cleared.document,
          contextValue: context,
          variableValues: variables,
          operationName: operationName ?? null,
        }));
      const merged =
        cleared.denied.length > 0 && result.data !== undefined ? merge(result, cleared.denied) : result;
      const { data, errors } = merged;
      const formatted = errors?.map((error) => formatError(error.toJSON(), error));
      const answer = JSON.stringify({ data, ...(formatted ? { errors: formatted } : {}) });
      const whole = written.place(answer);
      const json = JSON.stringify(parseExactly(whole?.written.toString() ?? answer), null, 2);
      whole?.close();
      const isCompiled = run !== undefined;
      return { json, result: JSON.parse(json), statements, isCompiled, hasWrittenRows: whole !== undefined };
    };
    return once(compiled ? compiledForm(cleared.document, operationName) : undefined);
  }

  return { bound, ask };
}

/** Records what is sent, and lints it. */
function recorded(
  database: Database,
  statements: SentStatement[],
  lint: (statement: Statement) => void,
): Database {
  const record =
    <R>(run: (statement: Statement, origin: StatementOrigin) => Promise<readonly R[]>): typeof run =>
    async (statement, origin) => {
      lint(statement);
      const at = statements.push({ ...statement, rows: 0 }) - 1;
      const rows = await run(statement, origin);
      statements[at] = { ...statement, rows: rows.length };
      return rows;
    };
  return {
    ...database,
    query: record(database.query),
    queryWire: record(database.queryWire),
    transaction: (region, origin, body, options) =>
      database.transaction(
        region,
        origin,
        ({ query, queryLast }) => body({ query: record(query), queryLast: record(queryLast) }),
        options,
      ),
  };
}
