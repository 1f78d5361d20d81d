import { Liquid, type Template } from 'liquidjs';
import { childElements, localName, readXml, textContent, type XmlElement } from '../text/xml-tree.ts';
import { dateOf, FILTER_ALIASES, NET_FILTERS, NetDate } from './liquid-filters.ts';

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

/** How XML shows in a template (set-body-policy, Attributes). */
export type BodyForm = {
  /** Elements with `xsi:nil="true"`: as empty text, or as null. */
  readonly nil: 'blank' | 'null';
  /** "Whether date-formatted strings are parsed to System.DateTime (mm/dd/yyyy hh:mm:ss)". */
  readonly parsesDates: boolean;
};

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
    const root = readXml(text);
    return { [localName(root.name)]: elementValue(root, form) };
  }
  return text;
}

/** A text that reads as a date and a time, in the form that the reference page gives for it. */
function dated(value: unknown): unknown {
  if (typeof value !== 'string' || !/^(?:\/Date\(-?\d+|\d{4}-\d\d-\d\dT\d\d:\d\d)/.test(value)) return value;
  const date = dateOf(value);
  return date === undefined ? value : new NetDate(date);
}

function elementValue(element: XmlElement, form: BodyForm): unknown {
  if (element.attributes.some(([name, value]) => localName(name) === 'nil' && value === 'true')) {
    return form.nil === 'null' ? null : '';
  }
  const children = childElements(element);
  if (children.length === 0) {
    const text = textContent(element);
    return form.parsesDates ? dated(text) : text;
  }
  const groups = Map.groupBy(children, (child) => localName(child.name));
  const members = [...groups].map(([name, same]): [string, unknown] => {
    const values = same.map((child) => elementValue(child, form));
    return [name, values.length === 1 ? values[0] : values];
  });
  return Object.fromEntries(members);
}
