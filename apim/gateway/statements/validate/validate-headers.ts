import { define, literal, optional, readAttributes, required } from '../define.ts';
import { answerOf } from '../http/side.ts';
import { name } from '../setting-kinds.ts';
import { conclude, validationAction } from './action.ts';

const HEADER = { name: required(name), action: required(validationAction) } as const;

/** Validates the response's headers. No API definition is known here, so each header is an unspecified one. */
export const validateHeaders = define({
  name: 'validate-headers',
  sections: ['outbound', 'on-error'],
  once: true,
  notOnHandshake: true,
  attributes: {
    'specified-header-action': required(validationAction),
    'unspecified-header-action': required(validationAction),
    'errors-variable-name': literal(optional(name)),
  },
  elements: { header: { many: true } },
  compile: ({ settings, elements, load }) => {
    const headers = elements.header.map((element) => readAttributes(element, HEADER, load));
    return (exchange) => {
      const answer = answerOf(exchange, 'validate-headers');
      const findings = [...answer.headers.entries()].map(([header]) => {
        const own = headers.find((entry) => entry.name.of(exchange).toLowerCase() === header.toLowerCase());
        const action = (own?.action ?? settings['unspecified-header-action']).of(exchange);
        return {
          action,
          name: header,
          type: 'Header',
          details: `Unspecified header ${header} is not allowed.`,
        };
      });
      conclude('validate-headers', exchange, settings['errors-variable-name'].constant, findings);
      return undefined;
    };
  },
});
