/** A GraphQL request as HTTP carried it, and how to carry another document in its place. */
export type GraphQLRequest = {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What HTTP must carry so that `text` is asked for instead, everything else as it was. */
  readonly carry: (text: string) => Carried;
};

/** A body, with the content type it needs, or the `query` parameter of a GET request. */
export type Carried =
  | { readonly in: 'body'; readonly body: string; readonly contentType: string }
  | { readonly in: 'query'; readonly parameter: string };

/** Why a request is not a GraphQL request. */
export type RequestFault = { readonly message: string };

/** What is needed of an HTTP request. */
export type HttpRequest = {
  readonly method: string;
  readonly contentType: string | undefined;
  readonly body: string;
  /** The first value of a query parameter. */
  readonly parameter: (name: string) => string | undefined;
};

const NO_QUERY = 'A query is missing.';

/** Reads a request: GET parameters, `application/graphql` (accepted since July 2022, service changelog), or JSON. */
export function readGraphQLRequest(http: HttpRequest): GraphQLRequest | RequestFault {
  if (http.method === 'GET' || http.method === 'HEAD') return fromParameters(http);
  const mediaType = http.contentType?.split(';', 1)[0]?.trim().toLowerCase();
  return mediaType === 'application/graphql' ? fromText(http) : fromJson(http.body);
}

function fromParameters({ parameter }: HttpRequest): GraphQLRequest | RequestFault {
  const text = parameter('query');
  if (text === undefined || text === '') return { message: NO_QUERY };
  const variables = variablesOf(parseJson(parameter('variables') ?? '{}'));
  if (variables === undefined) return { message: 'The variables are not a JSON object.' };
  const carry = (changed: string): Carried => ({ in: 'query', parameter: changed });
  return { text, operationName: parameter('operationName') || undefined, variables, carry };
}

function fromText({ body }: HttpRequest): GraphQLRequest | RequestFault {
  if (body.trim() === '') return { message: NO_QUERY };
  const carry = (text: string): Carried => ({ in: 'body', body: text, contentType: 'application/graphql' });
  return { text: body, operationName: undefined, variables: {}, carry };
}

function fromJson(body: string): GraphQLRequest | RequestFault {
  const value = parseJson(body);
  // One HTTP POST is one call, whatever it holds; how API Management treats a batch is not documented: refused.
  if (Array.isArray(value)) return { message: 'Batched requests are not supported.' };
  if (!isObject(value)) return { message: 'The body is not a JSON object.' };
  const { query, operationName, variables: given } = value;
  if (typeof query !== 'string' || query === '') return { message: NO_QUERY };
  if (operationName != null && typeof operationName !== 'string') {
    return { message: 'The operation name is not a string.' };
  }
  const variables = variablesOf(given ?? {});
  if (variables === undefined) return { message: 'The variables are not a JSON object.' };
  const carry = (text: string): Carried => ({
    in: 'body',
    body: JSON.stringify({ ...value, query: text }),
    contentType: 'application/json',
  });
  return { text: query, operationName: operationName || undefined, variables, carry };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function variablesOf(value: unknown): Record<string, unknown> | undefined {
  if (value === null) return {};
  return isObject(value) ? value : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
