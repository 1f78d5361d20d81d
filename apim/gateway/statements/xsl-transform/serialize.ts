import type { Attr, Element, Node } from '@xmldom/xmldom';
import { isElement, isText, XMLNS } from './dom.ts';

/** How a result is written (XSLT 1.0, section 16). */
export type OutputForm = {
  readonly method: 'xml' | 'text';
  readonly indent: boolean;
  readonly omitsDeclaration: boolean;
  readonly standalone: string | undefined;
};

/** Writes a result tree. Declarations that a name needs are added where they are missing. */
export function serialize(result: Node, form: OutputForm): string {
  if (form.method === 'text') return result.textContent ?? '';
  const standalone = form.standalone === undefined ? '' : ` standalone="${form.standalone}"`;
  const declaration = `<?xml version="1.0" encoding="utf-8"${standalone}?>`;
  const content = writeChildren(result, new Map([['xml', XML]]), form.indent ? '\n' : '').replace(/^\n/, '');
  return form.omitsDeclaration ? content : `${declaration}${form.indent ? '\n' : ''}${content}`;
}

const XML = 'http://www.w3.org/XML/1998/namespace';

function writeChildren(parent: Node, scope: ReadonlyMap<string, string>, indent: string): string {
  const children = [...parent.childNodes];
  // Text among elements is content, and white space put beside it would be content too.
  const indents = indent !== '' && !children.some(isText) ? indent : '';
  return children.map((child) => indents + write(child, scope, indents === '' ? '' : indent)).join('');
}

function write(node: Node, scope: ReadonlyMap<string, string>, indent: string): string {
  if (isElement(node)) return writeElement(node, scope, indent);
  if (isText(node)) return escapeText(node.nodeValue ?? '');
  if (node.nodeType === node.COMMENT_NODE) return `<!--${node.nodeValue ?? ''}-->`;
  if (node.nodeType === node.PROCESSING_INSTRUCTION_NODE)
    return `<?${node.nodeName} ${node.nodeValue ?? ''}?>`;
  return '';
}

function writeElement(element: Element, outer: ReadonlyMap<string, string>, indent: string): string {
  const scope = new Map(outer);
  const declared: string[] = [];
  const declare = (prefix: string, uri: string) => {
    if ((scope.get(prefix) ?? '') === uri) return;
    scope.set(prefix, uri);
    declared.push(` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`);
  };
  const attributes = [...element.attributes];
  // Its own name first: a declaration that was copied must not take its prefix.
  declare(element.prefix ?? '', element.namespaceURI ?? '');
  for (const each of attributes) {
    const prefix = each.prefix === null ? '' : (each.localName ?? '');
    if (each.namespaceURI === XMLNS && prefix !== (element.prefix ?? '')) declare(prefix, each.value);
  }
  const written = attributes
    .filter(({ namespaceURI }) => namespaceURI !== XMLNS)
    .map((each) => {
      const name = attributeName(each, scope, declare);
      return ` ${name}="${escapeAttribute(each.value)}"`;
    });
  const start = `<${element.tagName}${declared.join('')}${written.join('')}`;
  if (element.firstChild === null) return `${start} />`;
  const content = writeChildren(element, scope, indent === '' ? '' : `${indent}  `);
  const isIndented = content.startsWith('\n') && !isText(element.firstChild);
  return `${start}>${content}${isIndented ? indent : ''}</${element.tagName}>`;
}

/** An attribute in a namespace needs a prefix, also where the stylesheet gave none. */
function attributeName(
  { namespaceURI, prefix, localName, name }: Attr,
  scope: ReadonlyMap<string, string>,
  declare: (prefix: string, uri: string) => void,
): string {
  if (namespaceURI === null || namespaceURI === '') return name;
  const known = [...scope].find(([each, uri]) => each !== '' && uri === namespaceURI)?.[0];
  const used = known ?? (prefix && !scope.has(prefix) ? prefix : `ns${scope.size}`);
  declare(used, namespaceURI);
  return `${used}:${localName}`;
}

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const escapeAttribute = (text: string): string =>
  escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#xA;').replaceAll('\t', '&#x9;');
