import { define, literal, optional, readAttributes, readElements, required, withDefault } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { messageOf } from '../http/side.ts';
import { isJson, mediaTypeOf } from '../message/media-type.ts';
import { bool, integer, name, oneOf } from '../setting-kinds.ts';
import type { Element, Load } from '../statement.ts';
import { readXml } from '../text/xml-tree.ts';
import { conclude, type Finding, validationAction } from './action.ts';

const NAME = 'validate-content';

/** "Maximum allowed value: 102,400 KB" has grown; 4 MB is what the page names today. */
const MAX_SIZE = 4 * 1024 * 1024;

const CONTENT = {
  type: literal(optional(name)),
  'validate-as': literal(required(oneOf('json', 'xml', 'soap'))),
  'schema-id': literal(optional(name)),
  'schema-ref': literal(optional(name)),
  action: required(validationAction),
  'allow-additional-properties': literal(optional(bool)),
  'case-insensitive-property-names': literal(withDefault(bool, false)),
} as const;

const MAP = {
  'any-content-type-value': literal(optional(name)),
  'missing-content-type-value': literal(optional(name)),
} as const;

const TYPE = { from: literal(optional(name)), when: optional(bool), to: literal(required(name)) } as const;

/**
 * Validates size, content type and well-formedness of a body. Schemas are not known to the local gateway: a document
 * that names one (`schema-id`) is refused at load rather than validated less than in Azure.
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
    const contents = elements.content.map((element) => {
      const read = readAttributes(element, CONTENT, load);
      const schema = read['schema-id'].constant;
      if (schema !== undefined) {
        load.fault(
          element.place,
          `"schema-id" is known but not supported: the local gateway has no schema "${schema}"`,
        );
      }
      if (read['validate-as'].constant === 'soap') {
        load.fault(element.place, 'validate-as="soap" is known but not supported');
      }
      return read;
    });
    const variable = settings['errors-variable-name'].constant;
    return async (exchange) => {
      const { body, headers } = messageOf(exchange, NAME);
      const bytes = await body.bytes();
      const findings: Finding[] = [];
      if (bytes.length > settings['max-size'].of(exchange)) {
        findings.push({
          action: settings['size-exceeded-action'].of(exchange),
          name: 'SizeLimit',
          type: 'SizeLimit',
          details: `Request's body is ${bytes.length} bytes long and it exceeds the configured limit of ${settings['max-size'].of(exchange)} bytes.`,
        });
        conclude(NAME, exchange, variable, findings);
        return undefined;
      }
      if (bytes.length === 0) return undefined;
      const contentType = mapped(exchange, headers.text('Content-Type'));
      const content = contents.find(
        ({ type }) => type.constant === undefined || mediaTypeOf(type.constant) === contentType,
      );
      if (content === undefined) {
        findings.push({
          action: settings['unspecified-content-type-action'].of(exchange),
          name: 'ContentType',
          type: 'UnspecifiedContentType',
          details: `Unspecified content type ${contentType} is not allowed.`,
        });
      } else if (!isWellFormed(content['validate-as'].constant ?? 'json', new TextDecoder().decode(bytes))) {
        findings.push({
          action: content.action.of(exchange),
          name: isJson(contentType) ? 'JsonBody' : 'XmlBody',
          type: 'IncorrectMessage',
          details:
            'Body of the request does not conform to the definition which is associated with the content type.',
        });
      }
      conclude(NAME, exchange, variable, findings);
      return undefined;
    };
  },
});

function isWellFormed(as: 'json' | 'xml' | 'soap', text: string): boolean {
  try {
    if (as === 'json') JSON.parse(text);
    else readXml(text);
    return true;
  } catch {
    return false;
  }
}

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
