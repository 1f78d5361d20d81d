import { literal, optional, readAttributes, required, withDefault } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { answerOf, sideOf } from '../http/side.ts';
import { mediaTypeOf } from '../message/media-type.ts';
import { bool, name, oneOf } from '../setting-kinds.ts';
import type { Element, Load, Setting } from '../statement.ts';
import { readXml } from '../text/xml-tree.ts';
import { type ValidationAction, validationAction } from './action.ts';
import type { SchemaCheck } from './json-schema.ts';

const CONTENT = {
  type: literal(optional(name)),
  'validate-as': literal(required(oneOf('json', 'xml', 'soap'))),
  'schema-id': literal(optional(name)),
  'schema-ref': literal(optional(name)),
  action: required(validationAction),
  'allow-additional-properties': literal(optional(bool)),
  'case-insensitive-property-names': literal(withDefault(bool, false)),
} as const;

/** What is wrong with a body's text, or undefined. */
export type BodyCheck = (text: string) => string | undefined;

/** A `content` of validate-content. */
export type ContentCheck = {
  /** The media type that it is for; undefined for every one. */
  readonly type: string | undefined;
  readonly action: Setting<ValidationAction>;
  /** The check of a body of a content type, or why there is none. */
  readonly checkOf: (exchange: Exchange, contentType: string) => BodyCheck | 'no schema' | 'no definition';
};

/** Reads a `content`. */
export function compileContent(element: Element, load: Load): ContentCheck {
  const settings = readAttributes(element, CONTENT, load);
  const as = settings['validate-as'].constant;
  const id = settings['schema-id'].constant;
  if (as === 'soap') load.fault(element.place, 'validate-as="soap" is known but not supported');
  if (as === 'xml' && id !== undefined) {
    load.fault(element.place, '"schema-id" is known but not supported for validate-as="xml"');
  }
  const reference = settings['schema-ref'].constant ?? '#';
  const overrides = {
    allowAdditionalProperties: settings['allow-additional-properties'].constant,
    ignoresCase: settings['case-insensitive-property-names'].constant,
  };
  const { type } = settings;
  return {
    type: type.constant === undefined ? undefined : mediaTypeOf(type.constant),
    action: settings.action,
    checkOf: (exchange, contentType) => {
      if (as === 'xml') return wellFormedXml;
      if (id !== undefined) {
        const schemas = exchange.configured.schema(id);
        if (schemas === undefined) return 'no schema';
        const check = schemas.check(reference, overrides);
        return check === undefined ? 'no definition' : jsonCheck(check);
      }
      const defined = definedBody(exchange, contentType);
      if (defined === 'missing') return 'no definition';
      if (defined === undefined) exchange.note('No definition says more of the body than that it is JSON.');
      return jsonCheck(defined ?? (() => undefined));
    },
  };
}

/** What the definition of the operation has for the body of the current message. */
function definedBody(exchange: Exchange, contentType: string): SchemaCheck | 'missing' | undefined {
  const { definition } = exchange;
  if (definition === undefined) return undefined;
  if (sideOf(exchange) === 'request') return definition.body(contentType) ?? 'missing';
  const { statusCode } = answerOf(exchange, 'validate-content');
  return definition.response(statusCode)?.body(contentType) ?? 'missing';
}

const jsonCheck =
  (check: SchemaCheck): BodyCheck =>
  (text) => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return 'It is not JSON.';
    }
    return check(value);
  };

const wellFormedXml: BodyCheck = (text) => {
  try {
    readXml(text);
    return undefined;
  } catch {
    return 'It is not well-formed XML.';
  }
};
