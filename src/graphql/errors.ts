import { type ASTNode, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type ErrorCode, MeridianError } from '../errors.ts';

/** What a caller learns of an error that was not meant for it. The rest is in the log. */
const internalMessage = 'The gateway failed to answer this. The request id leads to the reason in its log.';

/** The codes that Apollo Server makes, as ours. */
const codeOf: ReadonlyMap<unknown, ErrorCode> = new Map([
  ['BAD_REQUEST', 'BAD_USER_INPUT'],
  ['OPERATION_RESOLUTION_FAILURE', 'BAD_USER_INPUT'],
  ['PERSISTED_QUERY_NOT_SUPPORTED', 'BAD_USER_INPUT'],
  ['PERSISTED_QUERY_NOT_FOUND', 'BAD_USER_INPUT'],
]);

/**
 * The HTTP status of a request that failed before its operation ran, so that the answer has no `data`
 * (GraphQL over HTTP, "application/graphql-response+json").
 */
export const statusOf: Readonly<Record<ErrorCode, number>> = {
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
  COST_LIMIT_EXCEEDED: 400,
  FORBIDDEN: 403,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  INTERNAL_SERVER_ERROR: 500,
  NOT_FOUND: 404,
  OUTCOME_UNKNOWN: 503,
  UNAUTHENTICATED: 401,
  UNAVAILABLE: 503,
};

/** Messages quote what the caller sent; a document of 100 KB must not come back as an error of 100 KB. */
const longestMessage = 400;

/** The {@link MeridianError} that an error wraps, however deep graphql-js put it. */
export function meridianErrorIn(error: unknown): MeridianError | undefined {
  let inner: unknown = error;
  for (let depth = 0; depth < 5; depth++) {
    if (inner instanceof MeridianError) return inner;
    if (!(inner instanceof GraphQLError)) return undefined;
    inner = inner.originalError;
  }
  return undefined;
}

/** The code that a caller gets for an error, whatever threw it. */
export function errorCodeOf(error: unknown): ErrorCode {
  const known = meridianErrorIn(error);
  if (known) return known.code;
  if (!(error instanceof GraphQLError)) return 'INTERNAL_SERVER_ERROR';
  const code = error.extensions?.code;
  if (isErrorCode(code)) return code;
  if (code !== undefined) return codeOf.get(code) ?? 'INTERNAL_SERVER_ERROR';
  return isArgumentError(error) ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR';
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(statusOf, code);
}

/**
 * graphql-js gives its own error, without a code, to an argument that only its variable made wrong, such as a null
 * where the argument takes none. A resolver's error would have an original error.
 */
function isArgumentError(error: GraphQLError): boolean {
  return error.originalError === undefined && /^Argument "\w+" of /.test(error.message);
}

/**
 * Makes the one place where errors become answers: a closed code, a message that is ours, details as extensions. No
 * stack, no SQL and no message of a foreign library but graphql-js's own on the caller's document gets through.
 * @param suggestions whether "Did you mean" may stay; it tells the schema's names to whoever may not read the schema
 */
export function createFormatError(options: {
  readonly suggestions: boolean;
}): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const known = meridianErrorIn(error);
    const code = errorCodeOf(error);
    const place = {
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
    };
    if (known) return { message: known.message, ...place, extensions: { ...known.details, code } };
    if (code === 'INTERNAL_SERVER_ERROR') return { message: internalMessage, ...place, extensions: { code } };
    const message = wording(formatted.message, code, options.suggestions);
    return {
      message: message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message,
      ...place,
      extensions: { ...formatted.extensions, code },
    };
  };
}

function wording(message: string, code: ErrorCode, suggestions: boolean): string {
  // The parser recurses; where the stack ends, the engine's own message would come out.
  if (code === 'GRAPHQL_PARSE_FAILED' && !message.startsWith('Syntax Error'))
    return 'Syntax Error: The document is nested too deep to be read.';
  return suggestions ? message : message.replace(/ Did you mean .*$/s, '');
}

/**
 * A GraphQL error that carries one of ours, at a place in the answer or in the document.
 * @param place `status` is the HTTP status of a request that ends with this error
 */
export function graphqlError(
  error: MeridianError,
  place: {
    readonly path?: readonly (string | number)[];
    readonly nodes?: readonly ASTNode[];
    readonly status?: number;
  } = {},
): GraphQLError {
  return new GraphQLError(error.message, {
    ...(place.path ? { path: place.path } : {}),
    ...(place.nodes ? { nodes: place.nodes } : {}),
    originalError: error,
    extensions: {
      ...error.details,
      code: error.code,
      ...(place.status ? { http: { status: place.status } } : {}),
    },
  });
}
