import { jsonValue } from '../../expression/index.ts';
import type { Exchange } from '../exchange.ts';
import { sideOf } from '../http/side.ts';
import { oneOf } from '../setting-kinds.ts';
import { StatementFailure } from '../statement-failure.ts';

/** What a validation does with what it finds (include api-management-validation-policy-actions). */
export const validationAction = oneOf('ignore', 'prevent', 'detect');

/** One of the three. */
export type ValidationAction = 'ignore' | 'prevent' | 'detect';

/** Something that a validation found, by the columns of validation-policy-error-reference. */
export type Finding = {
  readonly action: ValidationAction;
  readonly name: string;
  readonly type: string;
  readonly rule: string;
  readonly details: string;
  /** "Public response": what the caller of a request is told. */
  readonly shown: string;
};

/** The public response to what is not the caller's to know, and to everything that is wrong with a response. */
export const INTERNAL = 'The request could not be processed due to an internal error. Contact the API owner.';

/** "API's schema does not exist or it could not be resolved." */
export const noSchema = (action: ValidationAction): Finding => ({
  action,
  name: '',
  type: 'ApiSchema',
  rule: '',
  details: "API's schema does not exist or it could not be resolved.",
  shown: INTERNAL,
});

/** Of several actions the one that lets least through. */
export function strictest(...actions: readonly ValidationAction[]): ValidationAction {
  return (['prevent', 'detect'] as const).find((action) => actions.includes(action)) ?? 'ignore';
}

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
    const errors = noticed.map(({ name, type, rule, details, action }) => ({
      Name: name,
      Type: type,
      ValidationRule: rule,
      Details: details,
      Action: action,
    }));
    exchange.variables.set(variable, jsonValue(JSON.stringify(errors)));
  }
  for (const { details } of noticed) exchange.note(details);
  const prevented = noticed.find(({ action }) => action === 'prevent');
  if (prevented === undefined) return;
  const isRequest = sideOf(exchange) === 'request';
  const reason = isRequest ? 'Bad request' : 'Response not allowed';
  throw new StatementFailure(source, reason, prevented.details, {
    statusCode: isRequest ? 400 : 502,
    message: isRequest ? prevented.shown : INTERNAL,
  });
}
