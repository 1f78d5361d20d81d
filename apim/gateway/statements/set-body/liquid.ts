import { Liquid, type Template } from 'liquidjs';
import { childElements, localName, readXml, textContent, type XmlElement } from '../text/xml-tree.ts';
import { FILTER_ALIASES, NET_FILTERS } from './liquid-filters.ts';

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
  return {
    parse(text) {
      const template: Template[] = engine.parse(text);
      return { render: (scope) => String(engine.renderSync(template, scope)) };
    },
  };
}

/** How elements with `xsi:nil="true"` show: as empty text, or as null (set-body-policy, xsi-nil). */
export type NilForm = 'blank' | 'null';

/**
 * The `body` of a template: JSON for a JSON content type, elements by their local name for an XML one, text otherwise
 * ("in order to correctly bind to an XML body [...] set Content-Type", set-body-policy). Throws on a malformed body.
 */
export function liquidBody(text: string, contentType: string | undefined, nil: NilForm): unknown {
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (text === '') return '';
  if (/^(?:application|text)\/(?:.*\+)?json$/.test(mediaType)) return JSON.parse(text);
  if (/^(?:application|text)\/(?:.*\+)?xml$/.test(mediaType)) {
    const root = readXml(text);
    return { [localName(root.name)]: elementValue(root, nil) };
  }
  return text;
}

function elementValue(element: XmlElement, nil: NilForm): unknown {
  if (element.attributes.some(([name, value]) => localName(name) === 'nil' && value === 'true')) {
    return nil === 'null' ? null : '';
  }
  const children = childElements(element);
  if (children.length === 0) return textContent(element);
  const value: Record<string, unknown> = Object.create(null);
  for (const child of children) {
    const name = localName(child.name);
    const one = elementValue(child, nil);
    const known = value[name];
    value[name] = known === undefined ? one : Array.isArray(known) ? [...known, one] : [known, one];
  }
  return value;
}
