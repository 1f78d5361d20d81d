import { define, literal, optional, required, withDefault } from '../define.ts';
import type { Exchange } from '../exchange.ts';
import { messageOf, sideOf } from '../http/side.ts';
import { bool, name, oneOf } from '../setting-kinds.ts';
import type { Section } from '../statement.ts';
import { brokenSetting } from '../statement-failure.ts';
import { jsonToXml } from '../text/json-to-xml.ts';
import { xmlToJson } from '../text/xml-to-json.ts';
import { isJson, isXml } from './media-type.ts';

const SECTIONS: readonly Section[] = ['inbound', 'outbound', 'on-error'];

/** Converts a JSON body to XML. */
export const jsonToXmlStatement = define({
  name: 'json-to-xml',
  sections: SECTIONS,
  attributes: {
    apply: required(oneOf('always', 'content-type-json')),
    'consider-accept-header': withDefault(bool, true),
    'parse-date': literal(withDefault(bool, true)),
    'namespace-separator': withDefault(name, '_'),
    'namespace-prefix': optional(name),
    'attribute-block-name': optional(name),
  },
  compile:
    ({ settings }) =>
    (exchange) => {
      const considersAccept = settings['consider-accept-header'].of(exchange);
      const applies = settings.apply.of(exchange) === 'always' ? () => true : isJson;
      return convert(exchange, 'json-to-xml', { applies, considersAccept, to: 'xml' }, (body) =>
        jsonToXml(body, {
          parseDate: settings['parse-date'].constant ?? true,
          namespaceSeparator: settings['namespace-separator'].of(exchange),
          namespacePrefix: settings['namespace-prefix'].of(exchange),
          attributeBlockName: settings['attribute-block-name'].of(exchange),
        }),
      );
    },
});

/** Converts an XML body to JSON. */
export const xmlToJsonStatement = define({
  name: 'xml-to-json',
  sections: SECTIONS,
  attributes: {
    kind: required(oneOf('javascript-friendly', 'direct')),
    apply: required(oneOf('always', 'content-type-xml')),
    'consider-accept-header': withDefault(bool, true),
    'always-array-child-elements': withDefault(bool, false),
  },
  compile:
    ({ settings }) =>
    (exchange) => {
      const considersAccept = settings['consider-accept-header'].of(exchange);
      const applies = settings.apply.of(exchange) === 'always' ? () => true : isXml;
      return convert(exchange, 'xml-to-json', { applies, considersAccept, to: 'json' }, (body) =>
        xmlToJson(body, {
          kind: settings.kind.of(exchange),
          alwaysArrays: settings['always-array-child-elements'].of(exchange),
        }),
      );
    },
});

type When = {
  readonly applies: (contentType: string | undefined) => boolean;
  readonly considersAccept: boolean;
  readonly to: 'json' | 'xml';
};

const CONTENT_TYPES = { json: 'application/json', xml: 'text/xml' } as const;

async function convert(
  exchange: Exchange,
  statement: string,
  when: When,
  conversion: (body: string) => string,
): Promise<undefined> {
  const { body, headers } = messageOf(exchange, statement);
  if (body.isAbsent || !when.applies(headers.text('Content-Type'))) return;
  if (when.considersAccept && !accepts(exchange, when.to)) return;
  const given = await body.text();
  if (given === '') return;
  let converted: string;
  try {
    converted = conversion(given);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw brokenSetting(statement, `The body could not be converted: ${reason}`, { cause });
  }
  body.replace(converted);
  headers.set('Content-Type', CONTENT_TYPES[when.to]);
}

/** "Apply conversion if [it] is requested in request Accept header"; a request body is converted for the backend. */
function accepts(exchange: Exchange, to: 'json' | 'xml'): boolean {
  const accept = exchange.original.headers.text('Accept');
  if (accept === undefined) return sideOf(exchange) === 'request';
  return accept.split(',').some((range) => (to === 'json' ? isJson(range) : isXml(range)));
}
