import type { Finding, ValidationAction } from './action.ts';
import { INTERNAL } from './action.ts';
import type { ParameterDefinition } from './api-definition.ts';

const TEXTS = {
  query: { what: 'query parameter', type: 'QueryParameter' },
  path: { what: 'path parameter', type: 'PathParameter' },
  header: { what: 'header', type: 'RequestHeader' },
} as const;

/** What is wrong with the values that a request has for a parameter: nothing, or one thing. */
export function validateParameter(
  parameter: ParameterDefinition,
  values: readonly string[],
  action: ValidationAction,
): Finding[] {
  const { what, type } = TEXTS[parameter.in];
  const found = (rule: string, details: string, shown = details): Finding[] => [
    { action, name: parameter.name, type, rule, details, shown },
  ];
  if (values.length === 0) {
    // The reference has no text for it; a parameter that is not there does not conform.
    return parameter.required
      ? found(
          'IncorrectMessage',
          `Value of the ${what} ${parameter.name} does not conform to the definition. It is required.`,
          `The value of the ${what} ${parameter.name} does not conform to the definition. It is required.`,
        )
      : [];
  }
  if (parameter.check === undefined) {
    return found(
      'MissingDefinition',
      `API's schema does not contain the definition of ${parameter.name}.`,
      INTERNAL,
    );
  }
  const isArray = parameter.type === 'array';
  const texts = isArray && !parameter.isRepeated ? values.flatMap((value) => value.split(',')) : values;
  if (!isArray && texts.length > 1) {
    return found(
      'IncorrectMessage',
      `Request cannot contain multiple values for the ${what} ${parameter.name}.`,
    );
  }
  const read = texts.map((text) => parsedValue(text.trim(), isArray ? parameter.itemType : parameter.type));
  if (read.includes(undefined)) {
    return found(
      'IncorrectMessage',
      `Value of the ${what} ${parameter.name} cannot be parsed according to the definition.`,
      `Value of the ${what} ${parameter.name} couldn't be parsed according to the definition.`,
    );
  }
  const wrong = parameter.check(isArray ? read : read[0]);
  if (wrong === undefined) return [];
  return found(
    'IncorrectMessage',
    `Value of the ${what} ${parameter.name} does not conform to the definition. ${wrong}`,
    `The value of the ${what} ${parameter.name} does not conform to the definition. ${wrong}`,
  );
}

/** The JSON value that a text stands for; undefined when it is none of the type. */
export function parsedValue(text: string, type: string | undefined): unknown {
  switch (type) {
    case 'integer':
    case 'number':
      return /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
    case 'boolean':
      return { true: true, false: false }[text.toLowerCase()];
    case 'object':
      return jsonOf(text);
    default:
      return text;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
