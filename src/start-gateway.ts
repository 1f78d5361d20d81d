import type { Logger } from 'pino';
import { type AuditTrail, openAuditTrail } from './audit/audit-trail.ts';
import { createAuthenticator } from './auth/authenticate.ts';
import { azureDatabasePassword } from './auth/azure.ts';
import type { Config } from './config.ts';
import { merge } from './contract/merge.ts';
import { takeMutationRoles, withTwoLogins } from './contract/mutation-roles.ts';
import { createPreflight } from './contract/preflight.ts';
import { type Contract, readContract, type SdlFile } from './contract/read.ts';
import { createScopedSchemaView } from './contract/scoped-schema.ts';
import { applyShield, createShieldTree } from './contract/shield.ts';
import type { Database } from './db/database.ts';
import { openDatabase } from './db/open.ts';
import { createAuditor } from './graphql/audit-operation.ts';
import { createCompiledOperations } from './graphql/compiled.ts';
import { type BoundDomain, bindDomain } from './graphql/declared/bind.ts';
import { bindable } from './graphql/declared/bindable.ts';
import type { Domain } from './graphql/declared/domain.ts';
import type { RegionVocabulary } from './graphql/document-regions.ts';
import { createExecutor, type Executor } from './graphql/executor.ts';
import { createOperationTelemetry } from './graphql/operation-telemetry.ts';
import { createPrepare } from './graphql/prepare.ts';
import { guardRegions } from './graphql/region-guard.ts';
import { startServer } from './graphql/server.ts';
import { createLoaders } from './loaders/loaders.ts';
import { startTelemetry } from './telemetry/start.ts';

/** A gateway that answers. */
export interface Gateway {
  readonly url: string;
  /** Lets running operations end, then closes everything in the reverse order of its opening. */
  close(): Promise<void>;
}

/** Limits that need no setting: nobody who writes documents by hand or by a client library reaches them. */
const fixedLimits = { rootFields: 20, repetitions: 20, fragments: 100 };

/**
 * Starts a gateway for a domain: the one place that knows all parts. What was opened is closed again where a later
 * part does not start.
 */
export async function startGateway(
  config: Config,
  domain: Domain,
  sdl: readonly SdlFile[],
  log: Logger,
): Promise<Gateway> {
  const contract = readContract(sdl);
  const bound = bindDomain(bindable(contract), domain, config.graphql.cursorSecret);
  const graceMs = config.server.shutdownGraceMs;

  const opened = new AsyncDisposableStack();
  try {
    const telemetry = await startTelemetry(config.telemetry);
    opened.defer(() => telemetry.shutdown());
    const trail = await openTrail(config, log);
    if (trail) opened.defer(() => trail.close());
    const database = await openLogins(config);
    opened.defer(() => database.close(graceMs));
    const { schema, executor } = createGatewayExecutor(config, contract, domain, bound, database, trail);
    const server = await startServer(
      {
        host: config.server.host,
        port: config.server.port,
        bodyLimitBytes: config.server.bodyLimitBytes,
        operationTimeoutMs: config.graphql.operationTimeoutMs,
        tokenLimit: config.graphql.tokenLimit,
        documentCacheSize: config.graphql.documentCacheSize,
        development: config.environment === 'development',
        introspection: config.graphql.introspection !== 'off',
      },
      {
        schema,
        executor,
        authenticate: createAuthenticator(config.tokens),
        isReady: (deadline) => database.isReady(deadline),
        log,
      },
    );
    opened.defer(() => server.close(graceMs));
    return { url: server.url, close: () => opened.disposeAsync() };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

function createGatewayExecutor(
  config: Config,
  { access }: Contract,
  domain: Domain,
  bound: BoundDomain,
  database: Database,
  trail: AuditTrail | undefined,
) {
  const { graphql } = config;
  const rowRuleOf = (_type: string, name: string) => domain.rules.get(name);
  const shielded = applyShield(bound.schema, createShieldTree(access, rowRuleOf));
  const schema = config.database.writer ? takeMutationRoles(shielded, access) : shielded;
  const cacheSize = graphql.documentCacheSize;
  const executor: Executor = createExecutor({
    schema,
    ...(graphql.introspection === 'scoped'
      ? { schemaSeenBy: createScopedSchemaView(access, schema, { cacheSize: 100 }) }
      : {}),
    prepare: createPrepare(schema, {
      limits: { ...fixedLimits, depth: graphql.depthLimit, aliases: graphql.aliasLimit },
      introspection: graphql.introspection !== 'off',
      costs: access,
      regions: regionVocabulary(domain, bound),
    }),
    clearance: { preflight: createPreflight(access, schema, { cacheSize }), merge },
    compiled: createCompiledOperations(schema, cacheSize, new Set(domain.types.map(({ name }) => name))),
    trace: createOperationTelemetry(),
    openContext: ({ principal, traceId }, { name, type }, deadline) => {
      const guarded = guardRegions(database, principal);
      const origin = { operation: name ?? type, traceId, deadline };
      return { principal, database: guarded, origin, loaders: createLoaders(bound.catalog, guarded, origin) };
    },
    settings: {
      costLimit: graphql.costLimit,
      authorizationMode: graphql.authorizationMode,
      timeoutMs: graphql.operationTimeoutMs,
    },
    ...(trail
      ? { audit: createAuditor(schema, (coordinate) => isSensitive(access, coordinate), trail) }
      : {}),
  });
  return { schema, executor };
}

function isSensitive({ inputs }: Contract['access'], coordinate: string): boolean {
  return inputs.get(coordinate)?.isSensitive === true;
}

function regionVocabulary(domain: Domain, { nodeIds, regions }: BoundDomain): RegionVocabulary {
  return {
    enumName: domain.regionEnum,
    regions,
    // An id that is none of ours has no region here; its resolver refuses it, and names the argument.
    regionOfId: (id) => {
      const region = nodeIds.find(id)?.region;
      return region === 'global' ? undefined : region;
    },
  };
}

/** The database behind one login, or behind one that reads and one that writes. */
async function openLogins(config: Config): Promise<Database> {
  const settings = databaseSettings(config);
  const { writer } = config.database;
  const reader = await openDatabase(settings);
  if (!writer) return reader;
  try {
    const urls = new Map([...settings.urls].map(([region, url]) => [region, loggedIn(url, writer)]));
    return withTwoLogins(
      reader,
      await openDatabase({ ...settings, urls, applicationName: 'meridian/writer' }),
    );
  } catch (error) {
    await reader.close(0);
    throw error;
  }
}

function loggedIn(url: string, { user, password }: NonNullable<Config['database']['writer']>): string {
  const changed = new URL(url);
  changed.username = encodeURIComponent(user);
  if (password !== undefined) changed.password = encodeURIComponent(password);
  return changed.href;
}

function databaseSettings({ database, graphql }: Config): Parameters<typeof openDatabase>[0] {
  const { authentication } = database;
  return {
    urls: database.urls,
    localRegion: database.localRegion,
    ...(authentication.kind === 'entra' ? { password: azureDatabasePassword(authentication) } : {}),
    caFile: database.caFile,
    poolSize: database.poolSize,
    waitMs: database.waitMs,
    connectionLifetimeSeconds: database.connectionLifetimeSeconds,
    statementTimeoutMs: graphql.operationTimeoutMs,
    sqlLog: database.sqlLog,
  };
}

async function openTrail({ auditLog }: Config, log: Logger): Promise<AuditTrail | undefined> {
  if (auditLog === undefined) return undefined;
  return openAuditTrail(auditLog, (reason) => log.error({ err: reason }, 'An audit record was lost'));
}
