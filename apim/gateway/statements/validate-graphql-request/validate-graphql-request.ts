import { getVariableValues } from 'graphql';
import { define, optional, required, withDefault } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { integer, name } from '../setting-kinds.ts';
import type { Load, Place } from '../statement.ts';
import { brokenSetting } from '../statement-failure.ts';
import type { AnalysedOperation } from './analyse.ts';
import { addFieldErrors, type GraphQLFault, keepErrors, requestError } from './answer.ts';
import { judge, type RuleBook } from './judge.ts';
import { removeFields } from './remove-fields.ts';
import { type Carried, type GraphQLRequest, readGraphQLRequest } from './request.ts';
import { compileRules, type WrittenRule } from './rules.ts';
import { type AnalysingSchema, analysingSchema } from './schema.ts';

/** "Maximum allowed value: 102,400 bytes (100 KB)." */
const MAX_SIZE = 102_400;

/** Validates a GraphQL request against the API's schema and bounds, and authorizes its fields one by one. */
export const validateGraphQLRequest = define({
  name: 'validate-graphql-request',
  sections: ['inbound'],
  once: true,
  notOnHandshake: true,
  attributes: {
    'error-variable-name': optional(name),
    'max-size': required(integer(1, MAX_SIZE)),
    'max-depth': withDefault(integer(1), 6),
  },
  elements: { authorize: {} },
  compile: ({ settings, elements, element, load }) => {
    const rules = compileRules(elements.authorize, load);
    const schema = schemaOf(load, element.place);
    return async (exchange) => {
      if (schema === undefined)
        throw brokenSetting('validate-graphql-request', 'The API has no GraphQL schema.');
      const variable = settings['error-variable-name'].of(exchange);
      const bounds = { size: settings['max-size'].of(exchange), depth: settings['max-depth'].of(exchange) };
      const refused = await validate(exchange, schema, bounds, rules, variable);
      if (refused.length === 0) return undefined;
      keepErrors(exchange, variable, refused);
      throw requestError(refused);
    };
  },
});

function schemaOf(load: Load, place: Place): AnalysingSchema | undefined {
  const sdl = load.graphqlSchema;
  if (sdl === undefined) return undefined;
  try {
    return load.shared(`graphql schema ${sdl}`, () => analysingSchema(sdl));
  } catch (error) {
    load.fault(
      place,
      `the API's GraphQL schema is not valid: ${error instanceof Error ? error.message : error}`,
    );
    return undefined;
  }
}

/** Why the request is refused; nothing when it may go on, perhaps with another document than it came with. */
async function validate(
  exchange: Exchange,
  schema: AnalysingSchema,
  bounds: { readonly size: number; readonly depth: number },
  rules: RuleBook<WrittenRule>,
  variable: string | undefined,
): Promise<GraphQLFault[]> {
  const request = await readBounded(exchange, bounds.size);
  if ('message' in request) return [request];
  const analysed = schema.analyse(request.text);
  if (!analysed.valid) return analysed.messages.map((message) => ({ message }));
  const operation = chosen(analysed.operations, request.operationName);
  if ('message' in operation) return [operation];
  if (operation.depth > bounds.depth) {
    return [{ message: `The query is ${operation.depth} levels deep; the maximum is ${bounds.depth}.` }];
  }
  const inVariables = getVariableValues(
    schema.schema,
    operation.node.variableDefinitions ?? [],
    request.variables,
    { maxErrors: 10 },
  ).errors;
  if (inVariables !== undefined) return inVariables.map(({ message }) => ({ message }));
  const verdict = judge(operation, rules, ({ action }) => action.of(exchange));
  if (verdict.kind === 'reject') return [{ message: verdict.denial.message }];
  if (verdict.kind === 'allow') return [];
  // A subscription must select exactly one field of the schema: with none left there is nothing to subscribe to.
  const roots = operation.fields.filter(({ responsePath }) => responsePath.length === 1);
  if (
    operation.kind === 'subscription' &&
    roots.every((field) => verdict.coordinates.has(field.coordinate))
  ) {
    return verdict.denials.map(({ message }) => ({ message }));
  }
  keepErrors(exchange, variable, verdict.denials);
  const text = removeFields(schema.schema, analysed.document, operation.node, verdict.coordinates);
  forward(exchange, request.carry(text), verdict.denials);
  return [];
}

async function readBounded(
  { request }: Exchange,
  maxSize: number,
): Promise<GraphQLRequest | { readonly message: string }> {
  const tooLarge = { message: `The request is larger than ${maxSize} bytes.` };
  const isPost = request.method !== 'GET' && request.method !== 'HEAD';
  // A body that says it is too large is not read at all.
  if (isPost && Number(request.headers.text('Content-Length') ?? 0) > maxSize) return tooLarge;
  const body = isPost ? await request.body.bytes() : new Uint8Array(0);
  if ((isPost ? body.length : parametersLength(request.query)) > maxSize) return tooLarge;
  return readGraphQLRequest({
    method: request.method,
    contentType: request.headers.text('Content-Type'),
    body: UTF_8.decode(body),
    parameter: (called) => request.query.find(([key]) => key === called)?.[1],
  });
}

const UTF_8 = new TextDecoder();

const parametersLength = (query: Exchange['request']['query']): number =>
  Buffer.byteLength(query.map(([key, value]) => `${key}=${value}`).join('&'));

function chosen(
  operations: ReadonlyMap<string, AnalysedOperation>,
  operationName: string | undefined,
): AnalysedOperation | { readonly message: string } {
  const [only] = operations.values();
  if (operationName === undefined) {
    if (only !== undefined && operations.size === 1) return only;
    return { message: 'An operation name is needed, as the document holds several operations.' };
  }
  return operations.get(operationName) ?? { message: `There is no operation named "${operationName}".` };
}

function forward(exchange: Exchange, carried: Carried, faults: readonly GraphQLFault[]): void {
  const { request } = exchange;
  if (carried.in === 'body') {
    request.body.replace(carried.body);
    request.headers.set('Content-Type', carried.contentType);
    request.headers.delete('Content-Length');
  } else {
    request.query = request.query.map(
      ([key, value]) => [key, key === 'query' ? carried.parameter : value] as const,
    );
  }
  // The errors can only be added to an answer that can be read.
  request.headers.delete('Accept-Encoding');
  exchange.atEndOfOutbound(async () => {
    if (exchange.response !== undefined) await addFieldErrors(exchange.response, faults);
  });
}
