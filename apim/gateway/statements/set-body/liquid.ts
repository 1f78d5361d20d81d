import { Liquid, type Template } from 'liquidjs';
import { readXml } from '../text/xml-tree.ts';
import { JsonArrayForTag } from './json-array-for.ts';
import { dated, FILTER_ALIASES, NET_FILTERS } from './liquid-filters.ts';
import { withVerbatimStrings } from './liquid-strings.ts';
import { type BodyForm, xmlBody } from './liquid-xml.ts';

/** A Liquid template that was parsed once, at load. */
export type LiquidTemplate = { readonly render: (scope: LiquidScope) => string };

/** What a template can name. */
export type LiquidScope = {
  readonly body: unknown;
  readonly context: Readonly<Record<string, unknown>>;
};

/** Templates are bounded as expressions are: what a document writes must not stop the gateway. */
const PARSE_LIMIT = 512 * 1024;
const RENDER_MILLISECONDS = 1_000;
const MEMORY_LIMIT = 10_000_000;

/** A parser of templates. Each has its own filters, and none reads a file or includes another template. */
export function createLiquid(): { parse(text: string): LiquidTemplate } {
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    relativeReference: false,
    templates: {},
    parseLimit: PARSE_LIMIT,
    renderLimit: RENDER_MILLISECONDS,
    memoryLimit: MEMORY_LIMIT,
    timezoneOffset: 0,
  });
  for (const [name, meaning] of Object.entries(FILTER_ALIASES)) {
    const filter = engine.filters[meaning];
    if (filter === undefined) throw new Error(`liquidjs has no filter ${meaning}`);
    engine.registerFilter(name, filter);
  }
  for (const [name, filter] of Object.entries(NET_FILTERS)) engine.registerFilter(name, filter);
  engine.registerTag('JSONArrayFor', JsonArrayForTag);
  return {
    parse(text) {
      const template: Template[] = engine.parse(withVerbatimStrings(text));
      return { render: (scope) => String(engine.renderSync(template, scope)) };
    },
  };
}

/**
 * The `body` of a template: JSON for a JSON content type, elements by their local name for an XML one, text otherwise
 * ("in order to correctly bind to an XML body [...] set Content-Type", set-body-policy). Throws on a malformed body.
 */
export function liquidBody(text: string, contentType: string | undefined, form: BodyForm): unknown {
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (text === '') return '';
  if (/^(?:application|text)\/(?:.*\+)?json$/.test(mediaType)) {
    return JSON.parse(text, (_, value) => (form.parsesDates ? dated(value) : value));
  }
  if (/^(?:application|text)\/(?:.*\+)?xml$/.test(mediaType)) {
    return xmlBody(readXml(text), form);
  }
  return text;
}
