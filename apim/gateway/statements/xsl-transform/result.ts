import type { Document, Element, Node } from '@xmldom/xmldom';
import type { Compiling } from './compiling.ts';
import { isElement, type Namespaces, XMLNS } from './dom.ts';

/** Adds a declaration of a namespace. */
export function declareNamespaces(
  element: Element,
  namespaces: Namespaces,
  excluded?: ReadonlySet<string>,
): void {
  for (const [prefix, uri] of namespaces) {
    if (excluded?.has(uri) || prefix === 'xml') continue;
    element.setAttributeNS(XMLNS, prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri);
  }
}

/** Adds an attribute, in place of one of the same name. */
export function addAttribute(element: Element, name: string, namespace: string | null, value: string): void {
  element.setAttributeNS(namespace === '' ? null : namespace, name, value);
}

/** Makes copies of a literal result element without its content: its name, and the namespaces in its scope. */
export function literalElement(element: Element, compiling: Compiling): (result: Document) => Element {
  const namespaces = compiling.namespacesOf(element);
  return (result) => {
    const made = result.createElementNS(element.namespaceURI, element.tagName);
    declareNamespaces(made, namespaces, compiling.excluded);
    return made;
  };
}

/** A copy of a node for the result, with all that is in it when `isDeep`. */
export function copyOf(
  node: Node,
  result: Document,
  isDeep: boolean,
  namespacesOf: (node: Node) => Namespaces,
): Node {
  const copy = result.importNode(node, isDeep);
  if (isElement(node) && isElement(copy)) {
    if (!isDeep) for (const attribute of [...copy.attributes]) copy.removeAttributeNode(attribute);
    declareNamespaces(copy, namespacesOf(node));
    if (isDeep) declareWithin(node, copy, namespacesOf);
  }
  return copy;
}

function declareWithin(from: Element, to: Element, namespacesOf: (node: Node) => Namespaces): void {
  const copies = [...to.childNodes];
  for (const [index, child] of [...from.childNodes].entries()) {
    const copy = copies[index];
    if (!isElement(child) || copy === undefined || !isElement(copy)) continue;
    declareNamespaces(copy, namespacesOf(child));
    declareWithin(child, copy, namespacesOf);
  }
}
