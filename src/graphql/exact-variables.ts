import type { FastifyInstance } from 'fastify';
import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  getOperationAST,
  isInputObjectType,
  isListType,
  typeFromAST,
} from 'graphql';
import type { Variables } from './cost.ts';
import { isRawNumber, mayHaveRawNumbers, parseExactly } from './scalars/raw-number.ts';

/** On the variables of a request in which a number is carried as its own digits. */
const hasRawNumbers = Symbol('hasRawNumbers');

/** The scalars that take a number as its digits; all others take doubles. */
const exactScalars: ReadonlySet<string> = new Set(['BigInt', 'JSON']);

/**
 * Makes bodies of requests keep the digits of the numbers in `variables` that `JSON.parse` would round. All else is as
 * Fastify's own parser has it, which also refuses keys that would change a prototype.
 */
export function addExactBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text: string, done) => {
    void parse(request, text, (error, body) => {
      if (error || !mayHaveRawNumbers(text)) return done(error, body);
      const exact = parseExactly(text) as { readonly variables?: unknown } | null;
      const variables = exact?.variables;
      if (typeof variables === 'object' && variables !== null) mark(variables as Variables);
      done(null, exact);
    });
  });
}

/** The variables in a query string that is known to be right; undefined where `JSON.parse` changes none of their numbers. */
export function readQueryString(search: string): Variables | undefined {
  const text = new URLSearchParams(search).get('variables') ?? '';
  return mayHaveRawNumbers(text) ? mark(parseExactly(text) as Variables) : undefined;
}

function mark(variables: Variables): Variables {
  return Object.defineProperty(variables, hasRawNumbers, { value: true });
}

/** The variables with doubles wherever the operation takes no digits. Mostly there is nothing to do. */
export function settleVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Variables,
): Variables {
  if (!(hasRawNumbers in variables)) return variables;
  const declared = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  const types = new Map(
    declared.map(({ variable, type }) => [
      variable.name.value,
      // Only NamedTypeNodes have an overload that is precise.
      typeFromAST(schema, type as never) as GraphQLInputType | undefined,
    ]),
  );
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, settle(value, types.get(name))]),
  );
}

function settle(value: unknown, type: GraphQLInputType | undefined): unknown {
  const of = type && getNullableType(type);
  if (typeof value !== 'object' || value === null) return value;
  if (of && 'name' in of && exactScalars.has(of.name)) return value;
  if (isRawNumber(value)) return isListType(of) ? settle(value, of.ofType) : Number(value.rawJSON);
  if (Array.isArray(value)) {
    const item = isListType(of) ? of.ofType : of;
    return value.map((each) => settle(each, item));
  }
  const inner = isListType(of) ? getNullableType(of.ofType) : of;
  const fields = isInputObjectType(inner) ? inner.getFields() : {};
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, settle(each, fields[name]?.type)]),
  );
}
