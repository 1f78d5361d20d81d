import {
  define,
  literal,
  optional,
  readAttributes,
  readElements,
  required,
  type Settings,
} from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { name } from '../setting-kinds.ts';
import type { Element, Load } from '../statement.ts';
import { conclude, type Finding, noSchema, strictest, validationAction } from './action.ts';
import type { ParameterPlace } from './api-definition.ts';
import { validateParameter } from './parameter-value.ts';

const NAME = 'validate-parameters';

const ACTIONS = {
  'specified-parameter-action': required(validationAction),
  'unspecified-parameter-action': required(validationAction),
} as const;
const OWN_ACTIONS = {
  'specified-parameter-action': optional(validationAction),
  'unspecified-parameter-action': optional(validationAction),
} as const;
const PARAMETER = { name: literal(required(name)), action: required(validationAction) } as const;

/** The gateway itself adds it, so no caller is to blame for it. */
const NOT_THE_CALLERS: ReadonlySet<string> = new Set(['x-forwarded-for']);

/** Validates the parameters of a request against the API's definition (`definition` in the configuration). */
export const validateParameters = define({
  name: NAME,
  sections: ['inbound'],
  once: true,
  notOnHandshake: true,
  attributes: { ...ACTIONS, 'errors-variable-name': literal(optional(name)) },
  elements: { headers: {}, query: {}, path: {} },
  compile: ({ settings, elements, load }) => {
    const places = {
      header: compilePlace(elements.headers[0], settings, load),
      query: compilePlace(elements.query[0], settings, load),
      path: compilePlace(elements.path[0], settings, load),
    };
    const variable = settings['errors-variable-name'].constant;
    return (exchange) => {
      const findings = findingsOf(exchange, places);
      const all = [settings['specified-parameter-action'], settings['unspecified-parameter-action']];
      conclude(
        NAME,
        exchange,
        variable,
        findings ?? [noSchema(strictest(...all.map((action) => action.of(exchange))))],
      );
      return undefined;
    };
  },
});

/** The action for a parameter of one place, by whether the definition has it. */
type ActionOf = (exchange: Exchange, parameter: string, isSpecified: boolean) => Finding['action'];

function compilePlace(element: Element | undefined, outer: Settings<typeof ACTIONS>, load: Load): ActionOf {
  const own = element && readAttributes(element, OWN_ACTIONS, load);
  const overrides =
    element === undefined
      ? []
      : readElements(element, { parameter: { many: true } }, load).parameter.map((parameter) =>
          readAttributes(parameter, PARAMETER, load),
        );
  return (exchange, parameter, isSpecified) => {
    const override = overrides.find((each) => each.name.constant?.toLowerCase() === parameter.toLowerCase());
    if (override !== undefined) return override.action.of(exchange);
    const attribute = isSpecified ? 'specified-parameter-action' : 'unspecified-parameter-action';
    return own?.[attribute].of(exchange) ?? outer[attribute].of(exchange);
  };
}

/** What is wrong with the parameters of a request; undefined when no definition says. */
function findingsOf(
  exchange: Exchange,
  places: Readonly<Record<ParameterPlace, ActionOf>>,
): Finding[] | undefined {
  const { definition } = exchange;
  if (definition === undefined) return undefined;
  const given = givenParameters(exchange);
  const specified = definition.parameters.flatMap((parameter) => {
    const values = given[parameter.in].get(keyOf(parameter.in, parameter.name)) ?? [];
    const action = places[parameter.in](exchange, parameter.name, true);
    return action === 'ignore' ? [] : validateParameter(parameter, values, action);
  });
  const unspecified = (['query', 'header'] as const).flatMap((place) =>
    [...given[place].keys()]
      .filter(
        (key) => !definition.parameters.some((each) => each.in === place && keyOf(place, each.name) === key),
      )
      .map((key): Finding => {
        const text = `Unspecified ${TEXTS[place].what} ${key} is not allowed.`;
        const action = places[place](exchange, key, false);
        return {
          action,
          name: key,
          type: TEXTS[place].type,
          rule: 'Unspecified',
          details: text,
          shown: text,
        };
      }),
  );
  return [...specified, ...unspecified];
}

const TEXTS = {
  query: { what: 'query parameter', type: 'QueryParameter' },
  header: { what: 'header', type: 'RequestHeader' },
} as const;

/** Names of headers are the same in any casing. */
const keyOf = (place: ParameterPlace, given: string): string =>
  place === 'header' ? given.toLowerCase() : given;

function givenParameters(exchange: Exchange): Record<ParameterPlace, Map<string, string[]>> {
  const query = new Map<string, string[]>();
  for (const [key, text] of exchange.request.query) query.set(key, [...(query.get(key) ?? []), text]);
  const header = new Map<string, string[]>();
  for (const [key, values] of exchange.request.headers.entries()) {
    const known = keyOf('header', key);
    if (!NOT_THE_CALLERS.has(known)) header.set(known, [...(header.get(known) ?? []), ...values]);
  }
  const matched = exchange.context.Request.MatchedParameters;
  return { query, header, path: new Map([...matched].map(([key, text]) => [key, [text]])) };
}
