import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { regions } from '../../schema/tables/regions.ts';
import { gatewayAudience, identityEnvironment } from '../../src/dev/identity/identities.ts';
import { startIdentityProvider } from '../../src/dev/identity/identity-provider.ts';
import { requestToken, type TokenWishes } from '../../src/dev/identity/request-token.ts';
import { seededUser } from '../../src/dev/seed/seeded-user.ts';
import { gatewayProgram, policyGatewayProgram } from '../../src/dev/stack/programs.ts';
import { type ServerProcess, startServer } from '../../src/dev/stack/server-process.ts';
import { freePorts } from '../dev/free-ports.ts';
import { createDatabase } from '../support/postgres.ts';

/** A line of GATEWAY_SQL_LOG. */
export interface SqlRecord {
  readonly text: string;
  readonly region: string;
  readonly table: string;
  readonly rows: number;
  readonly operation: string;
  readonly traceId: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly (string | number)[];
      readonly extensions: Record<string, unknown>;
    }[];
  };
}

/** The real parts, each its own process: the gateway, and where asked for the policy gateway in front of it. */
export interface Stack extends AsyncDisposable {
  /** Where callers go: the policy gateway, or the gateway where there is none. */
  readonly url: string;
  readonly gatewayUrl: string;
  readonly gateway: ServerProcess;
  token(wishes: TokenWishes): Promise<string>;
  /** The token by which the gateway knows API Management. */
  apimToken(): Promise<string>;
  ask(query: string, options?: AskOptions): Promise<Answer>;
  sqlLog(): readonly SqlRecord[];
  /** All that the gateway has written. */
  gatewayLog(): string;
  auditLog(): readonly Record<string, unknown>[];
}

export interface AskOptions {
  readonly token?: string;
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
  /** Past the policy gateway, with its identity. */
  readonly direct?: boolean;
}

export interface StackOptions {
  readonly policyGateway?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** Another database than a seeded one of this stack's own. */
  readonly databaseUrl?: string;
}

/** Ties the statements of one request together in the SQL log. */
export function newTrace(): { readonly traceId: string; readonly headers: Record<string, string> } {
  const traceId = crypto.randomUUID().replaceAll('-', '');
  return { traceId, headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } };
}

/** Everything that reads. */
export const readScopes = ['users.read', 'vehicles.read', 'rides.read', 'promos.read'] as const;

/** Starts a stack on ports of its own. Dispose of it. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const home = mkdtempSync(join(tmpdir(), 'meridian-e2e-'));
  await using parts = new AsyncDisposableStack();
  parts.defer(() => rmSync(home, { recursive: true, force: true }));
  let { databaseUrl } = options;
  if (databaseUrl === undefined) {
    const database = await createDatabase({ seeded: true });
    parts.defer(() => database.drop());
    databaseUrl = database.url;
  }
  const [identityPort = 0, gatewayPort = 0, apimPort = 0] = await freePorts(3);
  const identity = await startIdentityProvider({
    port: identityPort,
    home,
    user: { id: seededUser.id, regions },
  });
  parts.defer(() => identity.stop());
  const files = {
    sql: join(home, 'sql.jsonl'),
    audit: join(home, 'audit.jsonl'),
    gateway: join(home, 'gateway.log'),
    apim: join(home, 'apim.log'),
  };
  const environment = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'development',
    ...identityEnvironment(identityPort),
    DATABASE_URL: databaseUrl,
    GATEWAY_PORT: String(gatewayPort),
    APIM_PORT: String(apimPort),
    IDENTITY_PORT: String(identityPort),
    GATEWAY_SQL_LOG: files.sql,
    AUDIT_LOG: files.audit,
    ...options.environment,
  };
  const gateway = startServer(gatewayProgram(environment, gatewayPort, files.gateway));
  parts.defer(() => gateway.stop());
  await gateway.ready();
  if (options.policyGateway) {
    const ports = { apim: apimPort, gateway: gatewayPort, identity: identityPort, postgres: 0 };
    const program = policyGatewayProgram(environment, identity.managedIdentity, ports, files.apim);
    const policyGateway = startServer(program);
    parts.defer(() => policyGateway.stop());
    await policyGateway.ready();
  }

  const gatewayUrl = `http://localhost:${gatewayPort}`;
  const url = options.policyGateway ? `http://localhost:${apimPort}` : gatewayUrl;
  const token = (wishes: TokenWishes) => requestToken(identityPort, wishes);
  const apimToken = async () => {
    const { IDENTITY_ENDPOINT, IDENTITY_HEADER } = identity.managedIdentity;
    const response = await fetch(`${IDENTITY_ENDPOINT}?resource=${gatewayAudience}&api-version=2019-08-01`, {
      headers: { 'x-identity-header': IDENTITY_HEADER },
    });
    return ((await response.json()) as { access_token: string }).access_token;
  };
  const owned = parts.move();
  return {
    url,
    gatewayUrl,
    gateway,
    token,
    apimToken,
    ask: async (query, { token: given, variables = {}, headers = {}, direct } = {}) => {
      const straight = direct || !options.policyGateway;
      const response = await fetch(`${straight ? gatewayUrl : url}/graphql`, {
        method: 'POST',
        headers: {
          accept: 'application/graphql-response+json',
          'content-type': 'application/json',
          ...(given === undefined ? {} : { authorization: `Bearer ${given}` }),
          ...(straight ? { 'x-apim-authorization': `Bearer ${await apimToken()}` } : {}),
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, body: parsed(text) };
    },
    sqlLog: () => lines(files.sql) as unknown as readonly SqlRecord[],
    auditLog: () => lines(files.audit),
    gatewayLog: () => readFileSync(files.gateway, 'utf8'),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function parsed(text: string): Answer['body'] {
  try {
    return JSON.parse(text) as Answer['body'];
  } catch {
    return {};
  }
}

function lines(file: string): readonly Record<string, unknown>[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
