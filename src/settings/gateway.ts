import { databaseUrl, guid, httpUrl, list, oneOf, port, text, wholeNumber } from './kinds.ts';

/** Every setting of the gateway. The one place where their names, defaults and words are. */
export const gatewaySettings = {
  NODE_ENV: oneOf(['production', 'development', 'test'], {
    about: 'What the process is for. Production refuses what only a development machine may do.',
    otherwise: 'production',
  }),
  GATEWAY_HOST: text('an address of this machine', {
    about: 'The address that the gateway listens on.',
    otherwise: '0.0.0.0; 127.0.0.1 in development',
  }),
  GATEWAY_PORT: port({ about: 'The port that the gateway listens on.', otherwise: '4000' }),
  GATEWAY_REGION: text('a region of the database', {
    about: 'The region that this gateway runs in; it reads GLOBAL tables there.',
    otherwise: 'the primary region',
  }),
  SHUTDOWN_GRACE_MS: wholeNumber(0, 600_000, 'milliseconds', {
    about: 'How long running operations may take after SIGTERM.',
    otherwise: '10000',
  }),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    about: 'The least severe log record that is written.',
    otherwise: 'info',
  }),
  DATABASE_URL: databaseUrl({
    about: 'The database, for every region that has no URL of its own.',
    otherwise: 'required, unless each region has its own; `npm start` brings a PostgreSQL',
  }),
  DATABASE_AUTH: oneOf(['password', 'entra'], {
    about:
      "How the gateway logs in: with the URL's password, or with an Entra token of its managed identity.",
    otherwise: 'password',
  }),
  DATABASE_SCOPE: text('a scope such as api://<application id>/.default', {
    about: 'What the Entra token is asked for: the audience that CockroachDB expects.',
    otherwise: 'required with DATABASE_AUTH=entra',
  }),
  DATABASE_CLIENT_ID: guid({
    about: 'The client id of a user-assigned managed identity.',
    otherwise: 'the system-assigned identity',
  }),
  DATABASE_CA_FILE: text('a path', {
    about: "The certificates, in PEM, that the database's own certificate is checked against.",
    otherwise: "Node's own",
  }),
  DATABASE_WRITER_USER: text('a login', {
    about:
      "The login of mutations, in place of the URL's user: each runs under the database role of its scopes (`npm run grants`). The URL's own user then only reads.",
    otherwise: "none: the URL's user does all, and no role is taken",
  }),
  DATABASE_WRITER_PASSWORD: text('a password', {
    about: 'The password of that login.',
    otherwise: "the URL's, or the Entra token",
  }),
  DATABASE_POOL_SIZE: wholeNumber(1, 1_000, 'connections', {
    about: 'Connections a region. CockroachDB advises four times the vCPUs over all clients.',
    otherwise: '10',
  }),
  DATABASE_WAIT_MS: wholeNumber(1, 600_000, 'milliseconds', {
    about: 'How long a statement may wait for a connection before it is UNAVAILABLE.',
    otherwise: '2000',
  }),
  DATABASE_CONNECTION_LIFETIME_S: wholeNumber(10, 86_400, 'seconds', {
    about: 'When a connection is renewed. Keep it below the life of a token.',
    otherwise: '300',
  }),
  GATEWAY_SQL_LOG: text('a path', {
    about: 'A file that gets one JSON line a statement. It holds no parameter.',
    otherwise: 'none',
  }),
  AUDIT_LOG: text('a path', {
    about: 'A file that gets one JSON line an operation. Sensitive variables are left out.',
    otherwise: 'none',
  }),
  ENTRA_TENANT_ID: guid({ about: 'The tenant whose tokens are taken (`tid`).', otherwise: 'required' }),
  ENTRA_AUTHORITY: httpUrl({
    about: 'Where the tenant is; a sovereign cloud has another. https in production.',
    otherwise: 'https://login.microsoftonline.com',
  }),
  TOKEN_ISSUERS: list('an issuer', {
    about: 'The issuers (`iss`) that are believed.',
    otherwise: "the tenant's, of version 2 and of version 1",
  }),
  TOKEN_JWKS_URL: httpUrl({ about: 'The keys that sign tokens.', otherwise: "the tenant's" }),
  TOKEN_AUDIENCES: list('an audience', {
    about:
      "The audiences (`aud`) of users' tokens: this API's application id, and its URI for version 1 tokens.",
    otherwise: 'required',
  }),
  TOKEN_REGION_CLAIM: text('a claim', {
    about: 'The claim that names the regions whose rows the caller may see. A token without it may see all.',
    otherwise: 'region',
  }),
  TOKEN_CLOCK_TOLERANCE_S: wholeNumber(0, 300, 'seconds', {
    about: 'How far the clocks of the issuer and of the gateway may be apart.',
    otherwise: '30',
  }),
  APIM_AUDIENCES: list('an audience', {
    about: "The audiences of the token that APIM's managed identity sends in `X-Apim-Authorization`.",
    otherwise: 'required',
  }),
  APIM_IDENTITY: guid({
    about: "APIM's managed identity: its object id (`oid`), or its application id (`appid`, `azp`).",
    otherwise: 'required',
  }),
  INTROSPECTION: oneOf(['off', 'full', 'scoped'], {
    about: 'Whether a caller may read the schema: not at all, whole, or as far as its scopes reach.',
    otherwise: 'off in production, else full',
  }),
  AUTHORIZATION_MODE: oneOf(['partial', 'strict'], {
    about: 'What one denied field does: it alone becomes null, or the operation is refused.',
    otherwise: 'partial',
  }),
  CURSOR_SECRET: text(
    'at least 32 characters',
    {
      about: 'Signs cursors. The same on all replicas.',
      otherwise: 'required in production',
    },
    32,
  ),
  COST_LIMIT: wholeNumber(1, 1_000_000_000, 'units of @cost', {
    about: 'The highest static cost of an operation.',
    otherwise: '10000',
  }),
  DOCUMENT_LIMIT_BYTES: wholeNumber(100, 10_000_000, 'bytes', {
    about: 'The largest request body.',
    otherwise: '102400, as in APIM',
  }),
  TOKEN_LIMIT: wholeNumber(10, 1_000_000, 'lexical tokens', {
    about: 'The most lexical tokens in a document.',
    otherwise: '5000',
  }),
  DEPTH_LIMIT: wholeNumber(1, 100, 'levels', { about: 'The deepest selection set.', otherwise: '12' }),
  ALIAS_LIMIT: wholeNumber(0, 10_000, 'aliases', {
    about: 'The most aliases in a document.',
    otherwise: '50',
  }),
  OPERATION_TIMEOUT_MS: wholeNumber(10, 600_000, 'milliseconds', {
    about: 'How long an operation may take.',
    otherwise: '10000',
  }),
  DOCUMENT_CACHE_SIZE: wholeNumber(1, 100_000, 'documents', {
    about: 'How many prepared documents are kept.',
    otherwise: '1000',
  }),
  TOKEN_CACHE_SIZE: wholeNumber(0, 1_000_000, 'tokens', {
    about: 'How many verified tokens are kept, each until it expires.',
    otherwise: '10000',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl({
    about: 'Where traces and metrics go, by OTLP over HTTP.',
    otherwise: 'nowhere',
  }),
  OTEL_SERVICE_NAME: text('a name', { about: '`service.name` of all telemetry.', otherwise: 'meridian' }),
};
