import { DOMParser, type Document, type Element, type Node } from '@xmldom/xmldom';

/** Names that stylesheets and documents have in common. */
export const XSL = 'http://www.w3.org/1999/XSL/Transform';
export const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** XML that cannot be read, or more of it than a message body may be. */
export class XmlTextFault extends Error {
  override readonly name = 'XmlTextFault';
}

/** Namespaces in scope, by prefix; the default one has the prefix "". */
export type Namespaces = ReadonlyMap<string, string>;

const MAX_DEPTH = 256;

/** A document whose namespace declarations are kept beside it: to XPath they are no attributes. */
export class XmlDocument {
  readonly document: Document;
  readonly #inScope = new WeakMap<Node, Namespaces>();

  /** Throws XmlTextFault. Document types are refused: they are how entities explode. */
  constructor(text: string) {
    if (/<!DOCTYPE/i.test(text)) throw new XmlTextFault('A document type is not allowed.');
    try {
      const parser = new DOMParser({
        onError: (level, message) => {
          if (level !== 'warning') throw new XmlTextFault(String(message).split('\n', 1)[0]);
        },
      });
      this.document = parser.parseFromString(text.replace(/^\uFEFF/, '').trimStart(), 'text/xml');
    } catch (cause) {
      if (cause instanceof XmlTextFault) throw cause;
      throw new XmlTextFault((cause as Error).message.split('\n', 1)[0], { cause });
    }
    const root = this.document.documentElement;
    if (root === null) throw new XmlTextFault('There is no root element.');
    // Its declaration is no processing instruction of a document.
    for (const child of [...this.document.childNodes]) {
      if (child.nodeType === child.PROCESSING_INSTRUCTION_NODE && child.nodeName === 'xml') {
        this.document.removeChild(child);
      }
    }
    this.#prepare(root, new Map(), 1);
    this.#number();
  }

  /**
   * Gives each node its place in the document. XPath sorts node-sets, and the parser's own comparison walks from brother
   * to brother each time: 4,000 of them took nine seconds.
   */
  #number(): void {
    const places = new Map<Node, number>();
    for (const node of allNodes(this.document)) {
      places.set(node, places.size);
      const { DOCUMENT_POSITION_PRECEDING: before, DOCUMENT_POSITION_FOLLOWING: after } = node;
      const compare = node.compareDocumentPosition.bind(node);
      node.compareDocumentPosition = (other) => {
        const [own, place] = [places.get(node), places.get(other)];
        return own === undefined || place === undefined ? compare(other) : place < own ? before : after;
      };
    }
  }

  /** The namespaces in scope at an element. */
  namespacesOf(node: Node): Namespaces {
    return this.#inScope.get(node) ?? new Map();
  }

  #prepare(element: Element, outer: Namespaces, depth: number): void {
    if (depth > MAX_DEPTH) throw new XmlTextFault(`The XML is nested more than ${MAX_DEPTH} levels.`);
    let scope = outer;
    for (const attribute of [...element.attributes]) {
      if (attribute.namespaceURI !== XMLNS) continue;
      const prefix = attribute.prefix === null ? '' : (attribute.localName ?? '');
      scope = new Map([...scope, [prefix, attribute.value]]);
      element.removeAttributeNode(attribute);
    }
    this.#inScope.set(element, scope);
    for (const child of [...element.childNodes]) {
      if (isElement(child)) this.#prepare(child, scope, depth + 1);
      else if (child.nodeType === child.CDATA_SECTION_NODE) {
        element.replaceChild(this.document.createTextNode(child.nodeValue ?? ''), child);
      }
    }
    element.normalize();
  }
}

export const isElement = (node: Node): node is Element => node.nodeType === node.ELEMENT_NODE;
export const isText = (node: Node): boolean => node.nodeType === node.TEXT_NODE;
export const isAttribute = (node: Node): boolean => node.nodeType === node.ATTRIBUTE_NODE;
/** A document, or the fragment that a variable with content is. */
export const isRoot = (node: Node): boolean =>
  node.nodeType === node.DOCUMENT_NODE || node.nodeType === node.DOCUMENT_FRAGMENT_NODE;

/** Every node of a tree in document order: elements, their attributes, all else. */
export function* allNodes(root: Node): Generator<Node, void> {
  yield root;
  if (isElement(root)) yield* root.attributes;
  for (const child of root.childNodes ?? []) yield* allNodes(child);
}
