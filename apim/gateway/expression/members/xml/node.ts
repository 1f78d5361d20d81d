import { dotnetError } from '../../errors.ts';
import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import type { CsArray } from '../../values/collection.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import {
  XAttribute,
  type XContainer,
  XDocument,
  XElement,
  type XName,
  type XNode,
} from '../../values/xml.ts';
import { writeXml } from '../../values/xml-write.ts';
import { enumValue } from '../enums.ts';
import { addContent, ancestors, documentOrder, elementsBelow, need, sequence, siblings } from './content.ts';
import { readNode } from './reader.ts';

const hasName = (node: XNode, name: XName): boolean => node instanceof XElement && node.name.equals(name);

export const node = defineType('XNode', {
  bases: ['XObject'],
  statics: {
    'XNode ReadFrom(XmlReader reader)': (_: null, [reader]: [Parameters<typeof readNode>[0]], call: Call) =>
      readNode(reader, call),
    'int CompareDocumentOrder(XNode n1, XNode n2)': (_: null, [a, b]: [XNode, XNode]) => documentOrder(a, b),
    'bool DeepEquals(XNode n1, XNode n2)': (_: null, [a, b]: [XNode | null, XNode | null]) =>
      a === null || b === null ? a === b : writeXml(a, false) === writeXml(b, false),
  },
  members: {
    'IEnumerable<XNode> NodesAfterSelf()': (self: XNode) => sequence('XNode', () => siblings(self, true)),
    'IEnumerable<XNode> NodesBeforeSelf()': (self: XNode) => sequence('XNode', () => siblings(self, false)),
    'IEnumerable<XElement> ElementsAfterSelf(XName name)': (self: XNode, [name]: [XName]) =>
      sequence('XElement', () => siblings(self, true).filter((node) => hasName(node, name))),
    'IEnumerable<XElement> ElementsBeforeSelf(XName name)': (self: XNode, [name]: [XName]) =>
      sequence('XElement', () => siblings(self, false).filter((node) => hasName(node, name))),
    'bool IsBefore(XNode node)': (self: XNode, [other]: [XNode]) => documentOrder(self, other) < 0,
    'bool IsAfter(XNode node)': (self: XNode, [other]: [XNode]) => documentOrder(self, other) > 0,
    'string ToString(SaveOptions options)': (self: XNode, [options]: [EnumValue], call: Call) =>
      call.run.text(writeXml(self, (options.value & 1) === 0)),
    'void Remove()': (self: XNode) => {
      if (self.parent === null) throw dotnetError('InvalidOperationException', 'The parent is missing.');
      self.remove();
      return null;
    },
    'void ReplaceWith(object content)': (self: XNode, [content]: [Value], call: Call) => {
      const { parent } = self;
      if (parent === null) throw dotnetError('InvalidOperationException', 'The parent is missing.');
      const rest = siblings(self, true);
      for (const other of [self, ...rest]) parent.removeNode(other);
      addContent(parent, content, call);
      for (const other of rest) parent.append(other);
      return null;
    },
    'void AddAfterSelf(object content)': (self: XNode, [content]: [Value], call: Call) => {
      const { parent } = self;
      if (parent === null) throw dotnetError('InvalidOperationException', 'The parent is missing.');
      const rest = siblings(self, true);
      for (const other of rest) parent.removeNode(other);
      addContent(parent, content, call);
      for (const other of rest) parent.append(other);
      return null;
    },
    'void AddBeforeSelf(object content)': (self: XNode, [content]: [Value], call: Call) => {
      const { parent } = self;
      if (parent === null) throw dotnetError('InvalidOperationException', 'The parent is missing.');
      const rest = [self, ...siblings(self, true)];
      for (const other of rest) parent.removeNode(other);
      addContent(parent, content, call);
      for (const other of rest) parent.append(other);
      return null;
    },
    'XNode NextNode': (self: XNode) => siblings(self, true)[0] ?? null,
    'XNode PreviousNode': (self: XNode) => siblings(self, false).at(-1) ?? null,
    'IEnumerable<XElement> Ancestors()': (self: XNode) => sequence('XElement', () => ancestors(self)),
    'IEnumerable<XElement> Ancestors(XName name)': (self: XNode, [name]: [XName]) =>
      sequence('XElement', () => [...ancestors(self)].filter((element) => element.name.equals(name))),
    'IEnumerable<XElement> ElementsAfterSelf()': (self: XNode) =>
      sequence('XElement', () => siblings(self, true).filter((other) => other instanceof XElement)),
    'IEnumerable<XElement> ElementsBeforeSelf()': (self: XNode) =>
      sequence('XElement', () => siblings(self, false).filter((other) => other instanceof XElement)),
  },
});

export const object = defineType('XObject', {
  members: {
    'XElement Parent': (self: XNode | XAttribute) => (self.parent instanceof XElement ? self.parent : null),
    'XmlNodeType NodeType': (self: XNode | XAttribute) =>
      enumValue('XmlNodeType', self instanceof XAttribute ? 'Attribute' : self.nodeType),
    'XDocument Document': (self: XNode | XAttribute) => {
      let at: XNode | null = self instanceof XAttribute ? self.parent : self;
      while (at !== null && !(at instanceof XDocument)) at = at.parent;
      return at;
    },
  },
});

export const container = defineType('XContainer', {
  bases: ['XNode'],
  members: {
    'XElement Element(XName name)': (self: XContainer, [name]: [XName | null]) =>
      self.elements(need(name))[0] ?? null,
    'IEnumerable<XElement> Elements()': (self: XContainer) => sequence('XElement', () => self.elements()),
    'IEnumerable<XElement> Elements(XName name)': (self: XContainer, [name]: [XName | null]) =>
      sequence('XElement', () => self.elements(need(name))),
    'IEnumerable<XElement> Descendants()': (self: XContainer) =>
      sequence('XElement', () => elementsBelow(self, null)),
    'IEnumerable<XElement> Descendants(XName name)': (self: XContainer, [name]: [XName | null]) =>
      sequence('XElement', () => elementsBelow(self, need(name))),
    'IEnumerable<XNode> DescendantNodes()': (self: XContainer) => sequence('XNode', () => self.descendants()),
    'IEnumerable<XNode> Nodes()': (self: XContainer) => sequence('XNode', () => self.nodes.slice()),
    'XNode FirstNode': (self: XContainer) => self.nodes[0] ?? null,
    'XNode LastNode': (self: XContainer) => self.nodes.at(-1) ?? null,
    'void Add(object content)': (self: XContainer, [content]: [Value], call: Call) => {
      addContent(self, content, call);
      return null;
    },
    'void Add(params object[] content)': (self: XContainer, [content]: [CsArray], call: Call) => {
      addContent(self, content, call);
      return null;
    },
    'void AddFirst(object content)': (self: XContainer, [content]: [Value], call: Call) => {
      const rest = self.nodes.slice();
      self.clear();
      addContent(self, content, call);
      for (const other of rest) self.append(other);
      return null;
    },
    'void RemoveNodes()': (self: XContainer) => {
      self.clear();
      return null;
    },
    'void ReplaceNodes(object content)': (self: XContainer, [content]: [Value], call: Call) => {
      self.clear();
      addContent(self, content, call);
      return null;
    },
  },
});
