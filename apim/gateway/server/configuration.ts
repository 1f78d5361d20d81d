import { z } from 'zod';

/** A path below the folder that holds the policies. */
const file = z.string().min(1);
const url = z.url({ protocol: /^https?$/ });
const port = z.coerce.number().int().min(0).max(65_535);

const namedValue = z.union([
  z.string(),
  z.strictObject({ value: z.string(), secret: z.boolean().default(false) }),
]);

const operation = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  method: z.string().regex(/^[A-Z]+$/, 'must be an HTTP method in capitals'),
  urlTemplate: z.string().startsWith('/'),
  policy: file.optional(),
});

const api = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  /** The suffix of the gateway's URL, without slashes around it; empty for the API that takes what no other takes. */
  path: z.string().regex(/^(?:[^/?#\s]+(?:\/[^/?#\s]+)*)?$/, 'must have no slash at its ends'),
  type: z.enum(['http', 'graphql']).default('http'),
  backendUrl: url.optional(),
  policy: file.optional(),
  /** Whether the global policy is for this API; the page of a development tool needs none of it. */
  underGlobalPolicy: z.boolean().default(true),
  subscriptionRequired: z.boolean().default(false),
  /**
   * The API's definition: an OpenAPI 3 document in JSON, for the validate- policies. Where no operations are given, they
   * are the definition's.
   */
  definition: file.optional(),
  /** SDL of a GraphQL API, for validate-graphql-request. */
  schema: file.optional(),
  /** Without any, every request below the path is taken. */
  operations: z.array(operation).default([]),
});

const product = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  policy: file.optional(),
});

const subscription = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  key: z.string().min(1),
  product: z.string().optional(),
});

const limits = z.strictObject({
  maxBodyBytes: z
    .number()
    .int()
    .min(1)
    .default(64 * 1024 * 1024),
  maxHeaderBytes: z
    .number()
    .int()
    .min(1024)
    .default(32 * 1024),
  /** A client must have sent its headers by then: what stops those that send a byte a second. */
  headersTimeoutMs: z.number().int().min(1).default(10_000),
  /** A client must have sent its whole request by then. */
  requestTimeoutMs: z.number().int().min(1).default(120_000),
  maxConnections: z.number().int().min(1).default(10_000),
});

const configuration = z.strictObject({
  port: port.default(8080),
  /** `localhost` would be one of its two addresses, and which one depends on the machine. */
  host: z.string().default('127.0.0.1'),
  globalPolicy: file.optional(),
  /** Fragment identifiers and their files. */
  fragments: z.record(z.string(), file).default({}),
  namedValues: z.record(z.string().regex(/^[A-Za-z0-9._-]{1,256}$/), namedValue).default({}),
  apis: z.array(api).min(1),
  products: z.array(product).default([]),
  subscriptions: z.array(subscription).default([]),
  /** `backend-id` of set-backend-service and its URL. */
  backends: z.record(z.string(), url).default({}),
  /** Certificates by identifier or thumbprint: PEM files. */
  certificates: z.record(z.string(), file).default({}),
  /** JSON schemas by `schema-id` of validate-content, or documents that hold several. */
  schemas: z.record(z.string(), file).default({}),
  /** What get-authorization-context gets, by `provider/connection`. */
  authorizations: z
    .record(
      z.string().regex(/^[^/]+\/[^/]+$/, 'must be "provider/connection"'),
      z.strictObject({
        accessToken: z.string().min(1),
        claims: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
      }),
    )
    .default({}),
  /** Where a proxy that ends TLS puts the caller's certificate, as X-ARR-ClientCert of Azure App Service. */
  clientCertificateHeader: z.string().min(1).optional(),
  /** PEM files of authorities that client certificates may come from. */
  authorities: z.array(file).default([]),
  /** Where managed identity tokens come from: IDENTITY_ENDPOINT and IDENTITY_HEADER of Azure App Service. */
  identity: z.strictObject({ endpoint: url, secret: z.string().optional() }).optional(),
  deployment: z
    .strictObject({ region: z.string(), serviceName: z.string(), gatewayId: z.string() })
    .default({ region: 'localhost', serviceName: 'localhost', gatewayId: 'managed' }),
  /** Where log-to-eventhub, send-service-bus-message and emit-metric write, as JSON lines; nowhere when absent. */
  logFile: z.string().optional(),
  /** How many requests the trace keeps; 0 traces nothing. */
  tracedRequests: z.number().int().min(0).max(10_000).default(100),
  limits: limits.default(() => limits.parse({})),
});

/** The settings of a policy gateway: its APIs, and what their policies refer to. */
export type GatewayConfiguration = z.output<typeof configuration>;
/** An API of the configuration. */
export type ApiConfiguration = GatewayConfiguration['apis'][number];

/** Settings that cannot be used; the message has a line for each. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/**
 * Reads settings. In texts, `${NAME}` and `${NAME:-default}` stand for environment variables, so that the file of a stack
 * names its ports once. Throws ConfigurationError with all that is wrong.
 */
export function readConfiguration(
  given: unknown,
  environment: Readonly<Record<string, string | undefined>>,
): GatewayConfiguration {
  const missing = new Set<string>();
  const filled = fillIn(given, environment, missing);
  const read = configuration.safeParse(filled);
  const problems = [...missing].map((name) => `${name} is not set, and the configuration refers to it`);
  for (const issue of read.error?.issues ?? []) problems.push(`${issue.path.join('.')}: ${issue.message}`);
  if (read.success) problems.push(...danglingNames(read.data));
  if (!read.success || problems.length > 0) throw new ConfigurationError(problems.join('\n'));
  return read.data;
}

function danglingNames({ products, subscriptions, apis }: GatewayConfiguration): string[] {
  const known = new Set(products.map(({ id }) => id));
  const problems = subscriptions
    .filter(({ product: id }) => id !== undefined && !known.has(id))
    .map(({ id, product: of }) => `subscriptions: ${id} is for the product ${of}, which is not there`);
  const paths = apis.map(({ path }) => path);
  for (const [index, path] of paths.entries()) {
    if (paths.indexOf(path) !== index) problems.push(`apis: two have the path "${path}"`);
  }
  return problems;
}

const REFERENCE = /\$\{([A-Z][A-Z0-9_]*)(?::-([^}]*))?\}/g;

/** An optional setting that refers to a variable that is not set is left out as a whole. */
function fillIn(
  value: unknown,
  environment: Readonly<Record<string, string | undefined>>,
  missing: Set<string>,
): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(REFERENCE, (_, name: string, otherwise: string | undefined) => {
      const set = environment[name] || otherwise;
      if (set === undefined) missing.add(name);
      return set ?? '';
    });
  }
  if (Array.isArray(value)) return value.map((each) => fillIn(each, environment, missing));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, fillIn(each, environment, missing)]),
  );
}
