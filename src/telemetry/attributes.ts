/**
 * The names of span and metric attributes. OpenTelemetry's semantic conventions 1.37 where they have a name
 * (https://opentelemetry.io/docs/specs/semconv/), else `meridian.*`. No attribute ever holds a parameter of a statement,
 * a variable of an operation or a token.
 */
export const attribute = {
  // graphql/graphql-spans
  operationName: 'graphql.operation.name',
  operationType: 'graphql.operation.type',
  /** Not the document itself: its SHA-256, for literals in it may be personal. */
  documentHash: 'graphql.document.hash',
  errorCount: 'graphql.operation.error.count',
  // database/database-spans
  databaseSystem: 'db.system.name',
  databaseName: 'db.namespace',
  /** The statement's text. It holds placeholders, never values. */
  queryText: 'db.query.text',
  querySummary: 'db.query.summary',
  statementKind: 'db.operation.name',
  batchSize: 'db.operation.batch.size',
  table: 'db.collection.name',
  returnedRows: 'db.response.returned_rows',
  sqlState: 'db.response.status_code',
  poolName: 'db.client.connection.pool.name',
  poolState: 'db.client.connection.state',
  // resource/cloud, http, error
  cloudRegion: 'cloud.region',
  environment: 'deployment.environment.name',
  serviceName: 'service.name',
  httpStatus: 'http.response.status_code',
  errorType: 'error.type',
  // Ours.
  /** The region whose rows a statement reads or writes, which need not be the region that the gateway runs in. */
  region: 'meridian.region',
  cost: 'meridian.operation.cost',
  client: 'meridian.client',
  apimRequestId: 'meridian.apim.request_id',
  cache: 'meridian.cache',
  attempt: 'meridian.transaction.attempt',
} as const;

/** The names of metrics; units and kinds as the semantic conventions have them. */
export const metric = {
  /** Histogram, seconds. */
  operationDuration: 'graphql.server.operation.duration',
  /** Histogram, seconds. */
  statementDuration: 'db.client.operation.duration',
  /** Histogram, seconds: the time from asking for a connection to having it. */
  connectionWait: 'db.client.connection.wait_time',
  /** Up-down counter by {@link attribute.poolState}. */
  connectionCount: 'db.client.connection.count',
} as const;
