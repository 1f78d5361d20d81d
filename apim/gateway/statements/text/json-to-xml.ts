import { escapeXml } from './xml-tree.ts';

/** How JSON becomes XML (json-to-xml-policy, Attributes). */
export type JsonToXmlForm = {
  readonly parseDate: boolean;
  readonly namespaceSeparator: string;
  readonly namespacePrefix: string | undefined;
  readonly attributeBlockName: string | undefined;
};

/** A value that has no form in XML. */
export class JsonToXmlFault extends Error {
  override readonly name = 'JsonToXmlFault';
}

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const MAX_DEPTH = 256;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?(?:Z|[+-]\d\d:\d\d)?$/;

/**
 * Converts a message. A root of one object becomes the root element, anything else stands in `Document`; arrays repeat
 * their element, null is `xsi:nil`, booleans are .NET's `True` and `False` (the page's example, and the capture at
 * dev.fyicenter.com 1000734).
 */
export function jsonToXml(text: string, form: JsonToXmlForm): string {
  const value: unknown = JSON.parse(text);
  const members = isObject(value) ? Object.entries(value) : [];
  const [only] = members;
  const isRoot = members.length === 1 && only !== undefined && !Array.isArray(only[1]);
  return isRoot ? write(only[0], only[1], form, [], 0) : write('Document', value, form, [], 0);
}

function write(
  name: string,
  value: unknown,
  form: JsonToXmlForm,
  inScope: readonly string[],
  depth: number,
): string {
  if (depth > MAX_DEPTH) throw new JsonToXmlFault(`The JSON is nested more than ${MAX_DEPTH} levels.`);
  if (Array.isArray(value)) {
    if (value.length === 0) return `<${elementName(name, form, inScope)} />`;
    return value.map((element) => write(name, element, form, inScope, depth + 1)).join('');
  }
  const { attributes, content, prefixes } = isObject(value) ? split(value, form) : EMPTY;
  const scope = [...inScope, ...prefixes];
  const tag = elementName(name, form, scope);
  if (value === null) return `<${tag} xsi:nil="true" xmlns:xsi="${XSI}" />`;
  const inner = isObject(value)
    ? content.map(([child, below]) => write(child, below, form, scope, depth + 1)).join('')
    : escapeXml(scalar(value, form));
  const written = attributes.map(
    ([key, below]) => ` ${elementName(key, form, scope)}="${escapeXml(scalar(below, form))}"`,
  );
  return inner === '' ? `<${tag}${written.join('')} />` : `<${tag}${written.join('')}>${inner}</${tag}>`;
}

type Members = [name: string, value: unknown][];
const EMPTY: { attributes: Members; content: Members; prefixes: string[] } = {
  attributes: [],
  content: [],
  prefixes: [],
};

function split(value: Record<string, unknown>, form: JsonToXmlForm): typeof EMPTY {
  const attributes: Members = [];
  const content: Members = [];
  const prefixes: string[] = [];
  for (const [name, below] of Object.entries(value)) {
    const prefix = namespaceOf(name, form);
    if (prefix !== undefined) {
      prefixes.push(prefix);
      attributes.push([prefix === '' ? 'xmlns' : `xmlns:${prefix}`, below]);
    } else if (name === form.attributeBlockName && isObject(below)) {
      attributes.push(...Object.entries(below));
    } else {
      content.push([name, below]);
    }
  }
  return { attributes, content, prefixes };
}

/** The prefix that a member declares a namespace for, empty for the default namespace. */
function namespaceOf(
  name: string,
  { namespacePrefix, namespaceSeparator }: JsonToXmlForm,
): string | undefined {
  if (namespacePrefix === undefined || !name.startsWith(namespacePrefix)) return undefined;
  const rest = name.slice(namespacePrefix.length);
  if (rest === '') return '';
  return rest.startsWith(namespaceSeparator) ? rest.slice(namespaceSeparator.length) : undefined;
}

function elementName(
  name: string,
  { namespaceSeparator }: JsonToXmlForm,
  inScope: readonly string[],
): string {
  if (name === 'xmlns' || name.startsWith('xmlns:')) return name;
  const at = name.indexOf(namespaceSeparator);
  const prefix = name.slice(0, Math.max(0, at));
  const isQualified = at > 0 && inScope.includes(prefix);
  return isQualified
    ? `${prefix}:${encodeName(name.slice(at + namespaceSeparator.length))}`
    : encodeName(name);
}

/** What may not stand in a name is written `_x0020_`, as XmlConvert.EncodeLocalName does. */
function encodeName(name: string): string {
  if (name === '') return '_x0000_';
  return name.replaceAll(/^[^\p{L}_]|[^\p{L}\p{N}_.-]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `_x${code.toString(16).toUpperCase().padStart(4, '0')}_`;
  });
}

function scalar(value: unknown, { parseDate }: JsonToXmlForm): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'string') return String(value ?? '');
  if (!parseDate || !DATE_TIME.test(value)) return value;
  // A text that reads as a date goes through System.DateTime, which always writes the seconds.
  return value.replace(/(T\d\d:\d\d)(?=Z|[+-]|$)/, '$1:00');
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
