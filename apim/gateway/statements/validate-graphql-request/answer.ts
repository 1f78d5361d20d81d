import { jsonValue } from '../../expression/index.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { isJson } from '../message/media-type.ts';
import { StatementFailure } from '../statement-failure.ts';

/** One entry of `errors`. */
export type GraphQLFault = { readonly message: string; readonly path?: readonly string[] };

/** "All GraphQL validation errors are automatically propagated in the GraphQLErrors variable" (Error handling). */
const ERRORS_VARIABLE = 'GraphQLErrors';

/** Puts errors into `GraphQLErrors`, and into error-variable-name as well, as a JArray. */
export function keepErrors(
  exchange: Exchange,
  variable: string | undefined,
  faults: readonly GraphQLFault[],
): void {
  const value = jsonValue(JSON.stringify(faults));
  exchange.variables.set(ERRORS_VARIABLE, value);
  if (variable !== undefined) exchange.variables.set(variable, value);
}

/**
 * A request error: "the request being failed with an errors block (but no data block)". Status 400 is our choice, as the
 * page names none; reason `GatewayFailure` is what azure-docs issue 98711 shows.
 */
export function requestError(faults: readonly GraphQLFault[]): StatementFailure {
  const message = faults.map((fault) => fault.message).join(' ');
  return new StatementFailure('validate-graphql-request', 'GatewayFailure', message, {
    statusCode: 400,
    message,
    body: { contentType: 'application/json', content: JSON.stringify({ errors: faults }) },
  });
}

/** Adds the errors of removed fields to the backend's answer, if that is a GraphQL answer. */
export async function addFieldErrors(answer: Answer, faults: readonly GraphQLFault[]): Promise<void> {
  const contentType = answer.headers.text('Content-Type');
  if (!isJson(contentType)) return;
  const result = parse(await answer.body.text());
  if (result === undefined) return;
  const before = Array.isArray(result.errors) ? result.errors : [];
  answer.body.replace(JSON.stringify({ ...result, errors: [...before, ...faults] }));
  answer.headers.delete('Content-Length');
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isResult = typeof value === 'object' && value !== null && ('data' in value || 'errors' in value);
    return isResult && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
