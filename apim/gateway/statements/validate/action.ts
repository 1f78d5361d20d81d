import { jsonValue } from '../../expression/index.ts';
import type { Exchange } from '../exchange.ts';
import { sideOf } from '../http/side.ts';
import { oneOf } from '../setting-kinds.ts';
import { StatementFailure } from '../statement-failure.ts';

/** What a validation does with what it finds (include api-management-validation-policy-actions). */
export const validationAction = oneOf('ignore', 'prevent', 'detect');

/** One of the three. */
export type ValidationAction = 'ignore' | 'prevent' | 'detect';

/** Something that a validation found. */
export type Finding = {
  readonly action: ValidationAction;
  readonly name: string;
  readonly type: string;
  readonly details: string;
};

/** Responses tell the caller nothing of what is wrong with them (validation-policy-error-reference). */
const RESPONSE_TEXT = 'The request could not be processed due to an internal error. Contact the API owner.';

/**
 * Logs findings to the errors variable and refuses with the first that is to be prevented: 400 for a request, 502 for a
 * response (include api-management-validation-policy-error-reference).
 */
export function conclude(
  source: string,
  exchange: Exchange,
  variable: string | undefined,
  findings: readonly Finding[],
): void {
  const noticed = findings.filter(({ action }) => action !== 'ignore');
  if (noticed.length === 0) return;
  if (variable !== undefined) {
    const errors = noticed.map(({ name, type, details }) => ({ Name: name, Type: type, Details: details }));
    exchange.variables.set(variable, jsonValue(JSON.stringify(errors)));
  }
  for (const { details } of noticed) exchange.note(details);
  const prevented = noticed.find(({ action }) => action === 'prevent');
  if (prevented === undefined) return;
  const isRequest = sideOf(exchange) === 'request';
  throw new StatementFailure(source, prevented.type, prevented.details, {
    statusCode: isRequest ? 400 : 502,
    message: isRequest ? prevented.details : RESPONSE_TEXT,
  });
}
