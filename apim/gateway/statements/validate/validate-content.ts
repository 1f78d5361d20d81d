import { define, literal, optional, readAttributes, readElements, required } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { messageOf, sideOf } from '../http/side.ts';
import { mediaTypeOf } from '../message/media-type.ts';
import { bool, integer, name } from '../setting-kinds.ts';
import type { Element, Load } from '../statement.ts';
import {
  conclude,
  type Finding,
  INTERNAL,
  noSchema,
  type ValidationAction,
  validationAction,
} from './action.ts';
import { compileContent } from './content-check.ts';

const NAME = 'validate-content';

/** "Maximum allowed value: 102,400 KB" has grown; 4 MB is what the page names today. */
const MAX_SIZE = 4 * 1024 * 1024;

const MAP = {
  'any-content-type-value': literal(optional(name)),
  'missing-content-type-value': literal(optional(name)),
} as const;

const TYPE = { from: literal(optional(name)), when: optional(bool), to: literal(required(name)) } as const;

/**
 * Validates size, content type and content of a body: against a schema of the configuration (`schema-id`), or against
 * what the API's definition has for its content type. Without a definition a body must be well-formed, no more, and the
 * trace says so. No XML schemas are known here: a document that names one is refused at load rather than validated less
 * than in Azure.
 */
export const validateContent = define({
  name: NAME,
  sections: ['inbound', 'outbound', 'on-error'],
  notOnHandshake: true,
  attributes: {
    'unspecified-content-type-action': required(validationAction),
    'max-size': required(integer(0, MAX_SIZE)),
    'size-exceeded-action': required(validationAction),
    'errors-variable-name': literal(optional(name)),
  },
  elements: { 'content-type-map': {}, content: { many: true } },
  compile: ({ settings, elements, load }) => {
    const mapped = compileMap(elements['content-type-map'], load);
    const contents = elements.content.map((element) => compileContent(element, load));
    const variable = settings['errors-variable-name'].constant;
    return async (exchange) => {
      const { body, headers } = messageOf(exchange, NAME);
      const bytes = await body.bytes();
      const side = sideOf(exchange) === 'request' ? 'Request' : 'Response';
      const max = settings['max-size'].of(exchange);
      if (bytes.length > max) {
        const size = `${side}'s body is ${bytes.length} bytes long and it exceeds the`;
        const finding: Finding = {
          action: settings['size-exceeded-action'].of(exchange),
          name: '',
          type: `${side}Body`,
          rule: 'SizeLimit',
          details: `${size} configured limit of ${max} bytes.`,
          shown: `${size} limit of ${max} bytes.`,
        };
        conclude(NAME, exchange, variable, [finding]);
        return undefined;
      }
      if (bytes.length === 0) return undefined;
      const contentType = mapped(exchange, headers.text('Content-Type'));
      const content = contents.find(({ type }) => type === undefined || type === contentType);
      const finding = (
        action: ValidationAction,
        rule: string,
        details: string,
        shown = details,
      ): Finding => ({
        action,
        name: contentType,
        type: `${side}Body`,
        rule,
        details,
        shown,
      });
      if (content === undefined) {
        const action = settings['unspecified-content-type-action'].of(exchange);
        const details = `Unspecified content type ${contentType} is not allowed.`;
        conclude(NAME, exchange, variable, [finding(action, 'Unspecified', details)]);
        return undefined;
      }
      const action = content.action.of(exchange);
      const check = content.checkOf(exchange, contentType);
      if (check === 'no schema') conclude(NAME, exchange, variable, [noSchema(action)]);
      else if (check === 'no definition') {
        const details = `API's schema does not contain the definition, which is associated with the content type ${contentType}.`;
        conclude(NAME, exchange, variable, [finding(action, 'MissingDefinition', details, INTERNAL)]);
      } else {
        const wrong = check(new TextDecoder().decode(bytes));
        const details = `Body of the ${side.toLowerCase()} does not conform to the definition, which is associated with the content type ${contentType}. ${wrong}`;
        if (wrong !== undefined) {
          conclude(NAME, exchange, variable, [finding(action, 'IncorrectMessage', details)]);
        }
      }
      return undefined;
    };
  },
});

/** The content type that decides: a `type` of the map, then any-content-type-value, then missing-content-type-value. */
function compileMap(
  maps: readonly Element[],
  load: Load,
): (exchange: Exchange, contentType: string | undefined) => string {
  const [map] = maps;
  if (map === undefined) return (_, contentType) => mediaTypeOf(contentType);
  const settings = readAttributes(map, MAP, load);
  const types = readElements(map, { type: { many: true } }, load).type.map((element) =>
    readAttributes(element, TYPE, load),
  );
  return (exchange, contentType) => {
    const given = mediaTypeOf(contentType);
    const matching = types.find(
      ({ from, when }) =>
        when.of(exchange) ?? (from.constant !== undefined && mediaTypeOf(from.constant) === given),
    );
    if (matching !== undefined) return mediaTypeOf(matching.to.constant);
    const any = settings['any-content-type-value'].constant;
    const missing = settings['missing-content-type-value'].constant;
    return mediaTypeOf(any ?? (given === '' ? missing : contentType));
  };
}
