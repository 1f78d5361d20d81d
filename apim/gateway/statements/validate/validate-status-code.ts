import { define, literal, optional, readAttributes, required } from '../define.ts';
import { answerOf } from '../http/side.ts';
import { name, statusCode } from '../setting-kinds.ts';
import { conclude, INTERNAL, validationAction } from './action.ts';

const STATUS = { code: required(statusCode), action: required(validationAction) } as const;

/**
 * Validates the response's status code: each that the API's definition does not have is an unspecified one. The page has
 * `errors-variable-name`; Microsoft's policy toolkit writes `error-variable-name`.
 */
export const validateStatusCode = define({
  name: 'validate-status-code',
  sections: ['outbound', 'on-error'],
  once: true,
  notOnHandshake: true,
  attributes: {
    'unspecified-status-code-action': required(validationAction),
    'errors-variable-name': literal(optional(name)),
    'error-variable-name': literal(optional(name)),
  },
  elements: { 'status-code': { many: true } },
  compile: ({ settings, elements, load }) => {
    const codes = elements['status-code'].map((element) => readAttributes(element, STATUS, load));
    const variable = settings['errors-variable-name'].constant ?? settings['error-variable-name'].constant;
    return (exchange) => {
      const { statusCode: given } = answerOf(exchange, 'validate-status-code');
      // "If the status code is specified in the API schema, this override doesn't take effect."
      if (exchange.definition?.response(given) !== undefined) return undefined;
      const own = codes.find(({ code }) => code.of(exchange) === given);
      const action = (own?.action ?? settings['unspecified-status-code-action']).of(exchange);
      const details = `Response status code ${given} is not allowed.`;
      conclude('validate-status-code', exchange, variable, [
        { action, name: String(given), type: 'StatusCode', rule: 'Unspecified', details, shown: INTERNAL },
      ]);
      return undefined;
    };
  },
});
