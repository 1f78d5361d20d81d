/** An element of a message body in XML; `name` keeps its prefix. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: readonly (XmlElement | string)[];
};

/** A body that is not well-formed XML, or that is more than a message body may be. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
}

const NAMED_ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const MAX_DEPTH = 256;

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s/>=<"']+)((?:\s+[^\s/>=<"']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
const ATTRIBUTE = /([^\s/>=<"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

type Open = { name: string; attributes: [string, string][]; children: (XmlElement | string)[] };

/** Reads an XML message body to its root element. Document types are refused: they are how entities explode. */
export function readXml(text: string): XmlElement {
  const root: Open = { name: '', attributes: [], children: [] };
  const open: Open[] = [root];
  TOKEN.lastIndex = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text);
    if (token === null) throw new XmlFault(`The XML is not well-formed at character ${at}.`);
    const [, cdata, closing, name, attributes, selfClosing, chars] = token;
    const parent = open.at(-1) ?? root;
    if (cdata !== undefined) parent.children.push(cdata);
    else if (chars !== undefined) parent.children.push(decodeEntities(chars));
    else if (name === undefined) continue;
    else if (closing === '/') closeElement(open, name, at);
    else {
      const element: Open = { name, attributes: readAttributes(attributes ?? ''), children: [] };
      parent.children.push(element);
      if (selfClosing !== '/') open.push(element);
      if (open.length > MAX_DEPTH) throw new XmlFault(`The XML is nested more than ${MAX_DEPTH} levels.`);
    }
  }
  if (open.length > 1) throw new XmlFault(`The element ${open.at(-1)?.name} is not closed.`);
  const elements = root.children.filter((child) => typeof child !== 'string');
  const [only] = elements;
  if (only === undefined || elements.length > 1) throw new XmlFault('The XML must have one root element.');
  return only;
}

/** Writes text so that it may stand within an element or an attribute. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function closeElement(open: Open[], name: string, at: number): void {
  const last = open.length > 1 ? open.pop() : undefined;
  if (last?.name !== name) throw new XmlFault(`The end tag of ${name} at character ${at} does not match.`);
}

function readAttributes(text: string): [string, string][] {
  return [...text.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => [
    name,
    decodeEntities(double ?? single ?? ''),
  ]);
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|\w+);/g, (whole, entity: string) => {
    if (!entity.startsWith('#')) return NAMED_ENTITIES[entity] ?? whole;
    const code =
      entity[1] === 'x' ? Number.parseInt(entity.slice(2), 16) : Number.parseInt(entity.slice(1), 10);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}

/** The name without its prefix. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The text of an element: its own and that of all elements in it. */
export function textContent(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textContent(child))).join('');
}

/** The child elements of an element. */
export function childElements(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string');
}
