import { dotnetError } from '../../errors.ts';
import { named } from '../../type-ref.ts';
import { defineType, type TypeDefinition } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import { DotnetObject, type TypeRef, type Value } from '../../value.ts';
import { argumentNull, CsList } from '../../values/collection.ts';
import { XAttribute, XContainer, XDocument, XElement, XNode, XText } from '../../values/xml.ts';
import { readXml } from '../../values/xml-read.ts';
import { writeXml } from '../../values/xml-write.ts';
import { selectNodes, stringValue, type XPathNode } from '../../values/xpath.ts';
import { enumValue } from '../enums.ts';
import { siblings } from './content.ts';

const dotnetNames: Readonly<Record<string, string>> = {
  Document: 'XmlDocument',
  Element: 'XmlElement',
  Text: 'XmlText',
  CDATA: 'XmlCDataSection',
  Comment: 'XmlComment',
};

/** System.Xml.XmlNode: a view of a node of the tree that XDocument has too. */
class DomNode extends DotnetObject {
  node: XPathNode;
  constructor(node: XPathNode) {
    super();
    this.node = node;
  }

  get dotnetType(): TypeRef {
    if (this.node instanceof XAttribute) return named('XmlAttribute');
    return named(dotnetNames[this.node.nodeType] ?? 'XmlNode');
  }

  override equals(other: Value): boolean {
    return other instanceof DomNode && other.node === this.node;
  }
}

/** XmlNamespaceManager: prefixes of XPath. */
class Namespaces extends DotnetObject {
  readonly dotnetType: TypeRef = named('XmlNamespaceManager');
  readonly uris = new Map<string, string>();
}

const view = (node: XPathNode | null | undefined): DomNode | null =>
  node == null ? null : new DomNode(node);
const list = (nodes: readonly XPathNode[]) =>
  new CsList(
    named('XmlNode'),
    nodes.map((node) => new DomNode(node)),
    'XmlNodeList',
    true,
  );

function selected(self: DomNode, path: string | null, names: Namespaces | null, call: Call): XPathNode[] {
  if (path === null) throw argumentNull('xpath');
  return selectNodes(self.node, path, (prefix) => names?.uris.get(prefix), call.run);
}

/** The name of a node, with the prefix that the document gives it unless only the local name is asked for. */
export function nodeName(node: XPathNode, local: boolean): string {
  if (!(node instanceof XElement || node instanceof XAttribute))
    return { Text: '#text', CDATA: '#cdata-section', Comment: '#comment', Document: '#document' }[
      node.nodeType as 'Text'
    ];
  if (local || node.name.namespace === '') return node.name.local;
  const prefix = prefixOf(node, node.name.namespace);
  return prefix === '' ? node.name.local : `${prefix}:${node.name.local}`;
}

/** The prefix that the document gives a namespace where a node stands. */
function prefixOf(node: XPathNode, namespace: string): string {
  for (let at: XPathNode | null = node; at !== null; at = at.parent) {
    if (!(at instanceof XElement)) continue;
    const found = at.attributes.find((each) => each.isNamespace && each.value === namespace);
    if (found !== undefined) return found.name.namespace === '' ? '' : found.name.local;
  }
  return '';
}

const children = ({ node }: DomNode): readonly XNode[] => (node instanceof XContainer ? node.nodes : []);
const outer = (node: XPathNode): string =>
  node instanceof XAttribute ? node.text() : writeXml(node, false).replace(/ \/>/g, ' />');

const xmlNode = defineType('XmlNode', {
  members: {
    'string Name': (self: DomNode) => nodeName(self.node, false),
    'string LocalName': (self: DomNode) => nodeName(self.node, true),
    'string NamespaceURI': ({ node }: DomNode) =>
      node instanceof XElement || node instanceof XAttribute ? node.name.namespace : '',
    'XmlNodeType NodeType': ({ node }: DomNode) =>
      enumValue('XmlNodeType', node instanceof XAttribute ? 'Attribute' : node.nodeType),
    'string Value': ({ node }: DomNode) =>
      node instanceof XAttribute || node instanceof XText ? node.value : null,
    'string InnerText': ({ node }: DomNode, _args: [], call: Call) => call.run.text(stringValue(node)),
    'string InnerXml': (self: DomNode, _args: [], call: Call) =>
      call.run.text(children(self).map(outer).join('')),
    'string OuterXml': ({ node }: DomNode, _args: [], call: Call) => call.run.text(outer(node)),
    'bool HasChildNodes': (self: DomNode) => children(self).length > 0,
    'XmlNodeList ChildNodes': (self: DomNode) => list(children(self)),
    'XmlNode FirstChild': (self: DomNode) => view(children(self)[0]),
    'XmlNode LastChild': (self: DomNode) => view(children(self).at(-1)),
    'XmlNode ParentNode': ({ node }: DomNode) => view(node.parent),
    'XmlNode NextSibling': ({ node }: DomNode) =>
      node instanceof XNode ? view(siblings(node, true)[0]) : null,
    'XmlNode PreviousSibling': ({ node }: DomNode) =>
      node instanceof XNode ? view(siblings(node, false).at(-1)) : null,
    'XmlNodeList Attributes': ({ node }: DomNode) =>
      node instanceof XElement ? list(node.attributes) : null,
    'XmlElement this[string name]': (self: DomNode, [name]: [string]) =>
      view(children(self).find((child) => child instanceof XElement && nodeName(child, false) === name)),
    'XmlNode SelectSingleNode(string xpath)': (self: DomNode, [path]: [string | null], call: Call) =>
      view(selected(self, path, null, call)[0]),
    'XmlNode SelectSingleNode(string xpath, XmlNamespaceManager nsmgr)': (
      self: DomNode,
      [path, names]: [string | null, Namespaces | null],
      call: Call,
    ) => view(selected(self, path, names, call)[0]),
    'XmlNodeList SelectNodes(string xpath)': (self: DomNode, [path]: [string | null], call: Call) =>
      list(selected(self, path, null, call)),
    'XmlNodeList SelectNodes(string xpath, XmlNamespaceManager nsmgr)': (
      self: DomNode,
      [path, names]: [string | null, Namespaces | null],
      call: Call,
    ) => list(selected(self, path, names, call)),
  },
});

const xmlElement = defineType('XmlElement', {
  bases: ['XmlNode'],
  members: {
    'string GetAttribute(string name)': ({ node }: DomNode, [name]: [string]) =>
      node instanceof XElement ? (node.attributes.find((each) => each.name.local === name)?.value ?? '') : '',
    'bool HasAttribute(string name)': ({ node }: DomNode, [name]: [string]) =>
      node instanceof XElement && node.attributes.some((each) => each.name.local === name),
    'XmlNodeList GetElementsByTagName(string name)': (self: DomNode, [name]: [string]) => named_(self, name),
  },
});

/** Descendants by their name with its prefix; `*` is every element. */
function named_({ node }: DomNode, name: string): CsList {
  const below = node instanceof XContainer ? [...node.descendants()] : [];
  return list(
    below.filter((each) => each instanceof XElement && (name === '*' || nodeName(each, false) === name)),
  );
}

const xmlDocument = defineType('XmlDocument', {
  bases: ['XmlNode'],
  constructors: { '()': () => new DomNode(new XDocument()) },
  members: {
    'void LoadXml(string xml)': (self: DomNode, [text]: [string | null], call: Call) => {
      if (text === null) throw argumentNull('xml');
      call.run.steppedBy(text.length >> 3);
      const read = readXml(text, false);
      if (read.root === null) throw dotnetError('XmlException', 'Root element is missing.');
      self.node = read;
      return null;
    },
    'XmlElement DocumentElement': ({ node }: DomNode) => (node instanceof XDocument ? view(node.root) : null),
    'XmlNameTable NameTable': () => new Namespaces(),
    'XmlNodeList GetElementsByTagName(string name)': (self: DomNode, [name]: [string]) => named_(self, name),
  },
});

/** XmlDocument, which APIM's list does not have but documents use; reading only. */
export const domTypes: readonly TypeDefinition[] = [
  xmlNode,
  xmlElement,
  xmlDocument,
  defineType('XmlAttribute', { bases: ['XmlNode'] }),
  defineType('XmlText', { bases: ['XmlNode'] }),
  defineType('XmlCDataSection', { bases: ['XmlNode'] }),
  defineType('XmlComment', { bases: ['XmlNode'] }),
  defineType('XmlNameTable', {}),
  defineType('XmlNodeList', {
    bases: ['IEnumerable<XmlNode>'],
    members: {
      'int Count': (self: CsList) => self.items.length,
      'XmlNode this[int i]': (self: CsList, [i]: [number]) => self.items[i] ?? null,
      'XmlNode Item(int index)': (self: CsList, [i]: [number]) => self.items[i] ?? null,
      'XmlNode this[string name]': (self: CsList, [name]: [string]) =>
        self.items.find((item) => item instanceof DomNode && nodeName(item.node, false) === name) ?? null,
    },
  }),
  defineType('XmlNamespaceManager', {
    constructors: { '(XmlNameTable nameTable)': () => new Namespaces() },
    members: {
      'void AddNamespace(string prefix, string uri)': (self: Namespaces, [prefix, uri]: [string, string]) => {
        self.uris.set(prefix, uri);
        return null;
      },
      'string LookupNamespace(string prefix)': (self: Namespaces, [prefix]: [string]) =>
        self.uris.get(prefix) ?? null,
    },
  }),
];
