import type { DocumentNode, ExecutionResult, GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import type { AuthenticationHeaders } from '../../src/auth/authenticate.ts';
import type { Principal } from '../../src/auth/principal.ts';
import type { RegionName } from '../../src/db/locality.ts';
import { MeridianError } from '../../src/errors.ts';
import { createCompiledOperations } from '../../src/graphql/compiled.ts';
import type { RequestContext } from '../../src/graphql/context.ts';
import { createExecutor, type Executor, type ExecutorParts } from '../../src/graphql/executor.ts';
import { createOperationTelemetry } from '../../src/graphql/operation-telemetry.ts';
import { createPrepare } from '../../src/graphql/prepare.ts';
import { type RunningServer, type ServerSettings, startServer } from '../../src/graphql/server.ts';
import { shopContract, shopResolvers, shopSchema } from './shop.ts';

export const north = 'north' as RegionName;
export const south = 'south' as RegionName;

export const shopper: Principal = {
  subject: 'shopper',
  tenant: 'tenant',
  client: 'client',
  scopes: new Set(['items.read']),
  regions: [north],
  homeRegion: north,
};

export const limits = { depth: 8, aliases: 20, rootFields: 10, repetitions: 20, fragments: 20 };

const regions = new Map([
  ['NORTH', north],
  ['SOUTH', south],
]);

/** An executor over the shop. Denies nothing unless told. */
export function shopExecutor(
  schema: GraphQLSchema,
  overrides: Partial<ExecutorParts<string>> = {},
  introspection = true,
): Executor {
  return createExecutor<string>({
    schema,
    prepare: createPrepare(schema, {
      limits,
      introspection,
      costs: shopContract.access,
      regions: {
        enumName: 'Zone',
        regions,
        regionOfId: (id) => regions.get(id.split(':')[0]?.toUpperCase() ?? ''),
      },
    }),
    clearance: {
      preflight: (document: DocumentNode) => ({ document, denied: [] }),
      merge: (result: ExecutionResult) => result,
    },
    compiled: createCompiledOperations(schema, 100),
    trace: createOperationTelemetry(),
    openContext: ({ principal, traceId }, { name }, deadline): RequestContext => ({
      principal,
      database: {} as RequestContext['database'],
      loaders: {} as RequestContext['loaders'],
      origin: { operation: name ?? 'unnamed', traceId, deadline },
    }),
    settings: { costLimit: 1_000, authorizationMode: 'partial', timeoutMs: 2_000 },
    ...overrides,
  });
}

export interface ShopServer extends RunningServer {
  /** The log records so far, parsed. */
  readonly records: readonly Record<string, unknown>[];
}

/** Starts the shop on a free port. Its token is the word `shopper`. */
export async function startShop(
  options: {
    readonly settings?: Partial<ServerSettings>;
    readonly resolvers?: Readonly<Record<string, GraphQLFieldResolver<never, never>>>;
    readonly executor?: Partial<ExecutorParts<string>>;
    readonly isReady?: () => Promise<boolean>;
  } = {},
): Promise<ShopServer> {
  const schema = shopSchema({ ...shopResolvers, ...options.resolvers });
  const records: Record<string, unknown>[] = [];
  const settings: ServerSettings = {
    host: '127.0.0.1',
    port: 0,
    development: false,
    introspection: false,
    tokenLimit: 1_000,
    documentCacheSize: 100,
    bodyLimitBytes: 20_000,
    operationTimeoutMs: 2_000,
    ...options.settings,
  };
  const server = await startServer(settings, {
    schema,
    executor: shopExecutor(schema, options.executor, settings.introspection),
    authenticate: async ({ authorization }: AuthenticationHeaders) => {
      if (authorization === 'Bearer shopper') return shopper;
      throw new MeridianError('UNAUTHENTICATED', 'A valid access token is required.');
    },
    isReady: options.isReady ?? (async () => true),
    log: pino({ level: 'warn' }, { write: (line: string) => void records.push(JSON.parse(line)) }),
  });
  return { ...server, records };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly (string | number)[];
      readonly extensions: Record<string, unknown>;
    }[];
  };
}

/** Posts an operation as a client of the specification does. */
export async function ask(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json',
      authorization: 'Bearer shopper',
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Answer['body'],
  };
}
