import { define, literal, optional, readAttributes, required } from '../define.ts';
import { answerOf } from '../http/side.ts';
import { name } from '../setting-kinds.ts';
import { conclude, type Finding, INTERNAL, validationAction } from './action.ts';
import type { HeaderDefinition } from './api-definition.ts';
import { parsedValue } from './parameter-value.ts';

const HEADER = { name: required(name), action: required(validationAction) } as const;

/** Validates the response's headers against the API's definition; without one, each header is an unspecified one. */
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
      const specified = exchange.definition?.response(answer.statusCode)?.headers;
      const findings = [...answer.headers.entries()].flatMap(([header, values]): Finding[] => {
        const own = headers.find((entry) => entry.name.of(exchange).toLowerCase() === header.toLowerCase());
        const isSpecified = specified?.has(header.toLowerCase()) ?? false;
        const general = settings[isSpecified ? 'specified-header-action' : 'unspecified-header-action'];
        const finding = {
          action: (own?.action ?? general).of(exchange),
          name: header,
          type: 'ResponseHeader',
          shown: INTERNAL,
        };
        if (!isSpecified) {
          return [
            { ...finding, rule: 'Unspecified', details: `Unspecified header ${header} is not allowed.` },
          ];
        }
        const details = headerFault(header, values, specified?.get(header.toLowerCase()));
        return details === undefined ? [] : [{ ...finding, rule: 'IncorrectMessage', details }];
      });
      conclude('validate-headers', exchange, settings['errors-variable-name'].constant, findings);
      return undefined;
    };
  },
});

function headerFault(
  header: string,
  values: readonly string[],
  definition: HeaderDefinition | undefined,
): string | undefined {
  if (values.length > 1) return `Response cannot contain multiple values for the header ${header}.`;
  const value = parsedValue(values[0] ?? '', definition?.type);
  if (value === undefined)
    return `Value of the header ${header} couldn't be parsed according to the definition.`;
  const wrong = definition?.check?.(value);
  return wrong && `Value of the header ${header} does not conform to the definition. ${wrong}`;
}
