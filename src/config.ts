import type { AuthenticationSettings } from './auth/authenticate.ts';
import type { RegionName } from './db/locality.ts';
import { gatewaySettings } from './settings/gateway.ts';
import { type Environment, readSettings, SettingsError } from './settings/read.ts';

/** How the gateway logs in to the database. */
export type DatabaseAuthentication =
  | { readonly kind: 'password' }
  | { readonly kind: 'entra'; readonly scope: string; readonly clientId: string | undefined };

/** The gateway's settings, whole and checked. Frozen in depth; holds secrets, so it is never logged. */
export interface Config {
  readonly environment: 'production' | 'development' | 'test';
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly server: {
    readonly host: string;
    readonly port: number;
    readonly shutdownGraceMs: number;
    readonly bodyLimitBytes: number;
  };
  readonly database: {
    /** One for each region, in the order of the regions: the primary one first. */
    readonly urls: ReadonlyMap<RegionName, string>;
    readonly localRegion: RegionName;
    readonly authentication: DatabaseAuthentication;
    /** The login of mutations; undefined where the URLs' own user does all. */
    readonly writer: { readonly user: string; readonly password: string | undefined } | undefined;
    readonly caFile: string | undefined;
    readonly poolSize: number;
    readonly waitMs: number;
    readonly connectionLifetimeSeconds: number;
    readonly sqlLog: string | undefined;
  };
  readonly tokens: AuthenticationSettings;
  readonly graphql: {
    readonly introspection: 'off' | 'full' | 'scoped';
    readonly authorizationMode: 'partial' | 'strict';
    readonly cursorSecret: string;
    readonly costLimit: number;
    readonly tokenLimit: number;
    readonly depthLimit: number;
    readonly aliasLimit: number;
    readonly operationTimeoutMs: number;
    readonly documentCacheSize: number;
  };
  /** A file for the audit trail. */
  readonly auditLog: string | undefined;
  readonly telemetry: {
    readonly endpoint: string | undefined;
    readonly serviceName: string;
    readonly region: RegionName;
    readonly environment: string;
  };
}

/** The variable that gives one region its own database URL: `DATABASE_URL_EASTUS`. */
export function databaseUrlVariable(region: string): string {
  return `DATABASE_URL_${region.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`;
}

/**
 * Reads and checks the gateway's settings. Throws one {@link SettingsError} that lists all problems.
 * @param regions the regions of the database, the primary one first; they belong to the domain
 */
export function loadConfig(
  environment: Environment,
  regions: readonly [RegionName, ...RegionName[]],
): Config {
  const problems: string[] = [];
  const read = readSettings(gatewaySettings, environment, problems);
  /** The value, or a problem where neither the variable nor an earlier problem with it is there. */
  const required = <T>(
    name: keyof typeof gatewaySettings,
    value: T | undefined,
    placeholder: T,
    when = '',
  ): T => {
    if (value === undefined && !problems.some((problem) => problem.startsWith(`${name}:`)))
      problems.push(`${name}: required${when}, expected ${gatewaySettings[name].expects}`);
    return value ?? placeholder;
  };

  const kind = read.NODE_ENV ?? 'production';
  const production = kind === 'production';
  const urls = databaseUrls(environment, regions, read.DATABASE_URL, problems);
  const region = regions.find((name) => name === (read.GATEWAY_REGION ?? regions[0]));
  if (!region) problems.push(`GATEWAY_REGION: expected one of ${regions.join(', ')}`);
  const localRegion = region ?? regions[0];
  const authority = read.ENTRA_AUTHORITY ?? 'https://login.microsoftonline.com';
  const tenant = required('ENTRA_TENANT_ID', read.ENTRA_TENANT_ID, '');
  const jwksUrl = read.TOKEN_JWKS_URL ?? `${authority}/${tenant}/discovery/v2.0/keys`;
  if (production)
    for (const [name, url] of [
      ['ENTRA_AUTHORITY', authority],
      ['TOKEN_JWKS_URL', jwksUrl],
    ] as const)
      if (read[name] !== undefined && !url.startsWith('https:'))
        problems.push(`${name}: expected an https URL in production`);

  // A token in the clear is everybody's. What has no sslmode is not encrypted at all (postgres.js).
  if (
    production &&
    read.DATABASE_AUTH === 'entra' &&
    [...urls.values()].some((url) => url !== '' && !isVerified(url))
  )
    problems.push('DATABASE_URL: expected sslmode=verify-full in production with DATABASE_AUTH=entra');

  const config: Config = {
    environment: kind,
    logLevel: read.LOG_LEVEL ?? 'info',
    server: {
      host: read.GATEWAY_HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
      port: read.GATEWAY_PORT ?? 4000,
      shutdownGraceMs: read.SHUTDOWN_GRACE_MS ?? 10_000,
      bodyLimitBytes: read.DOCUMENT_LIMIT_BYTES ?? 102_400,
    },
    database: {
      urls,
      localRegion,
      authentication:
        read.DATABASE_AUTH === 'entra'
          ? {
              kind: 'entra',
              scope: required('DATABASE_SCOPE', read.DATABASE_SCOPE, '', ' with DATABASE_AUTH=entra'),
              clientId: read.DATABASE_CLIENT_ID,
            }
          : { kind: 'password' },
      writer:
        read.DATABASE_WRITER_USER === undefined
          ? undefined
          : { user: read.DATABASE_WRITER_USER, password: read.DATABASE_WRITER_PASSWORD },
      caFile: read.DATABASE_CA_FILE,
      poolSize: read.DATABASE_POOL_SIZE ?? 10,
      waitMs: read.DATABASE_WAIT_MS ?? 2_000,
      connectionLifetimeSeconds: read.DATABASE_CONNECTION_LIFETIME_S ?? 300,
      sqlLog: read.GATEWAY_SQL_LOG,
    },
    tokens: {
      tenant,
      issuers: read.TOKEN_ISSUERS ?? [`${authority}/${tenant}/v2.0`, `https://sts.windows.net/${tenant}/`],
      jwksUrl,
      audiences: required('TOKEN_AUDIENCES', read.TOKEN_AUDIENCES, []),
      regionClaim: read.TOKEN_REGION_CLAIM ?? 'region',
      regions,
      apim: {
        audiences: required('APIM_AUDIENCES', read.APIM_AUDIENCES, []),
        identity: required('APIM_IDENTITY', read.APIM_IDENTITY, ''),
      },
      clockToleranceSeconds: read.TOKEN_CLOCK_TOLERANCE_S ?? 30,
      cacheSize: read.TOKEN_CACHE_SIZE ?? 10_000,
    },
    graphql: {
      introspection: read.INTROSPECTION ?? (production ? 'off' : 'full'),
      authorizationMode: read.AUTHORIZATION_MODE ?? 'partial',
      cursorSecret: production
        ? required('CURSOR_SECRET', read.CURSOR_SECRET, '', ' in production')
        : (read.CURSOR_SECRET ?? 'for development only: this signs nothing of worth'),
      costLimit: read.COST_LIMIT ?? 10_000,
      tokenLimit: read.TOKEN_LIMIT ?? 5_000,
      depthLimit: read.DEPTH_LIMIT ?? 12,
      aliasLimit: read.ALIAS_LIMIT ?? 50,
      operationTimeoutMs: read.OPERATION_TIMEOUT_MS ?? 10_000,
      documentCacheSize: read.DOCUMENT_CACHE_SIZE ?? 1_000,
    },
    auditLog: read.AUDIT_LOG,
    telemetry: {
      endpoint: read.OTEL_EXPORTER_OTLP_ENDPOINT,
      serviceName: read.OTEL_SERVICE_NAME ?? 'meridian',
      region: localRegion,
      environment: kind,
    },
  };
  if (problems.length > 0) throw new SettingsError(problems);
  return frozen(config);
}

/** The URL of each region; a region without its own has the common one. */
function databaseUrls(
  environment: Environment,
  regions: readonly RegionName[],
  common: string | undefined,
  problems: string[],
): ReadonlyMap<RegionName, string> {
  const names = regions.map(databaseUrlVariable);
  // A misspelled region would silently fall back to the common URL, and so cross an ocean.
  for (const name of Object.keys(environment))
    if (name.startsWith('DATABASE_URL_') && environment[name] && !names.includes(name))
      problems.push(`${name}: expected a region of ${regions.join(', ')} at the end of the name`);
  const own = readSettings(
    Object.fromEntries(names.map((name) => [name, gatewaySettings.DATABASE_URL])),
    environment,
    problems,
  );
  const missing = names.filter((name) => !environment[name]?.trim());
  if (!common && missing.length > 0 && !problems.some((problem) => problem.startsWith('DATABASE_URL:')))
    problems.push(
      missing.length === names.length
        ? `DATABASE_URL: required, expected ${gatewaySettings.DATABASE_URL.expects}`
        : `DATABASE_URL: required without ${missing.join(', ')}, expected ${gatewaySettings.DATABASE_URL.expects}`,
    );
  return new Map(regions.map((region) => [region, own[databaseUrlVariable(region)] ?? common ?? '']));
}

function isVerified(url: string): boolean {
  return URL.canParse(url) && new URL(url).searchParams.get('sslmode') === 'verify-full';
}

function frozen<T extends object>(value: T): T {
  for (const inner of Object.values(value))
    if (typeof inner === 'object' && inner !== null && !(inner instanceof Map)) frozen(inner);
  return Object.freeze(value);
}
