import type { Answer } from '../statements/exchange.ts';
import { makeAnswer } from '../statements/http/answer.ts';
import type { FailureAnswer } from '../statements/statement-failure.ts';

/**
 * The body of an error that API Management answers itself. The spaces belong to it: `Content-Length` 152, 143 and 84 of
 * public captures fit this form alone.
 */
export function errorBody(statusCode: number, message: string, activityId?: string): string {
  const activity = activityId === undefined ? '' : `, "activityId": ${JSON.stringify(activityId)}`;
  return `{ "statusCode": ${statusCode}, "message": ${JSON.stringify(message)}${activity} }`;
}

/** The answer of a failure, before on-error may change it. */
export function errorAnswer(failure: FailureAnswer, requestId: string): Answer {
  const { statusCode, message, headers = {}, body } = failure;
  // Only the failures of policies and expressions carry the activity (public write-ups of 500 answers).
  const activityId = statusCode === 500 ? requestId : undefined;
  return makeAnswer(statusCode, {
    headers: { 'Content-Type': body?.contentType ?? 'application/json', ...headers },
    body: body?.content ?? errorBody(statusCode, message, activityId),
  });
}

/** What a request that no API or operation takes is told. */
export const RESOURCE_NOT_FOUND: FailureAnswer = { statusCode: 404, message: 'Resource not found' };

/** What the caller sees of anything that went wrong inside. */
export const INTERNAL_SERVER_ERROR: FailureAnswer = { statusCode: 500, message: 'Internal server error' };

/** The answer to a request without a subscription key, and to one with a key that nobody has (KB 4464930). */
export function subscriptionKeyAnswer(
  given: boolean,
  host: string,
  apiPath: string,
  header: string,
): FailureAnswer {
  const message = given
    ? 'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.'
    : 'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.';
  const realm = `https://${host}/${apiPath}`;
  const challenge = `AzureApiManagementKey realm="${realm}",name="${header}",type="header"`;
  return { statusCode: 401, message, headers: { 'WWW-Authenticate': challenge } };
}
