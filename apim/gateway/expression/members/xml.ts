import { dotnetError } from '../errors.ts';
import { named } from '../type-ref.ts';
import type { TypeDefinition } from '../types/definition.ts';
import { defineType } from '../types/definition.ts';
import type { Call } from '../types/signature.ts';
import type { Value } from '../value.ts';
import { argumentNull, CsArray, CsList, Sequence } from '../values/collection.ts';
import { enumerate, toItems } from '../values/enumerate.ts';
import type { EnumValue } from '../values/enumeration.ts';
import { scalar } from '../values/json-write.ts';
import { isNumeric } from '../values/number.ts';
import { textOf } from '../values/object.ts';
import { DateTime, DateTimeOffset } from '../values/time.ts';
import {
  XAttribute,
  XComment,
  XContainer,
  XDeclaration,
  XDocument,
  XElement,
  XInstruction,
  XName,
  XNamespace,
  XNode,
  XText,
  xmlnsUri,
} from '../values/xml.ts';
import { xmlNameOf } from '../values/xml-convert.ts';
import { readXml } from '../values/xml-read.ts';
import { writeXml } from '../values/xml-write.ts';
import { enumValue } from './enums.ts';

/** A value as XML text: true, false, round-trip dates. */
function xmlValue(value: Value): string {
  if (typeof value === 'boolean') return String(value);
  if (value instanceof DateTime || value instanceof DateTimeOffset)
    return JSON.parse(scalar(value)) as string;
  return value !== null && isNumeric(value) ? textOf(value) : textOf(value);
}

/** `new XElement(name, content…)` and Add: nodes, attributes, sequences, everything else as text. */
function addContent(target: XContainer, content: Value, call: Call): void {
  call.run.step();
  if (content === null) return;
  if (content instanceof XDeclaration && target instanceof XDocument) target.declaration = content;
  else if (content instanceof XNode) target.append(content);
  else if (content instanceof XAttribute && target instanceof XElement) target.addAttribute(content);
  else if (content instanceof CsArray || content instanceof CsList || content instanceof Sequence)
    for (const item of enumerate(content, call.run)) addContent(target, item, call);
  else target.appendText(xmlValue(content));
}

function parsed(text: string | null, keepSpace: boolean, call: Call): XDocument {
  if (text === null) throw argumentNull('text');
  call.run.steppedBy(text.length >> 3);
  return readXml(text, keepSpace);
}

function root(document: XDocument): XElement {
  const element = document.root;
  if (element === null) throw dotnetError('XmlException', 'Root element is missing.');
  element.remove();
  return element;
}

const keeps = (options: EnumValue) => (options.value & 1) !== 0;
const sequence = (type: string, items: () => Iterable<Value>) =>
  new Sequence(named(type), () => items()[Symbol.iterator]());
const elementsBelow = (self: XContainer, name: XName | null) =>
  [...self.descendants()].filter(
    (node) => node instanceof XElement && (name === null || node.name.equals(name)),
  );
const need = (name: XName | null): XName => {
  if (name === null) throw argumentNull('name');
  return name;
};

function siblings(self: XNode, after: boolean): XNode[] {
  const all = self.parent?.nodes ?? [];
  const at = all.indexOf(self);
  return after ? all.slice(at + 1) : all.slice(0, Math.max(0, at));
}

function* ancestors(self: XNode): Generator<XElement, void> {
  for (let at = self.parent; at !== null; at = at.parent) if (at instanceof XElement) yield at;
}

const node = defineType('XNode', {
  bases: ['XObject'],
  statics: {
    'bool DeepEquals(XNode n1, XNode n2)': (_: null, [a, b]: [XNode | null, XNode | null]) =>
      a === null || b === null ? a === b : writeXml(a, false) === writeXml(b, false),
  },
  members: {
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

const object = defineType('XObject', {
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

const container = defineType('XContainer', {
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

function setAttribute(self: XElement, name: XName, value: Value): null {
  const known = self.attribute(name);
  if (value === null) {
    if (known !== null) self.attributes.splice(self.attributes.indexOf(known), 1);
  } else if (known !== null) known.value = xmlValue(value);
  else self.addAttribute(new XAttribute(name, xmlValue(value)));
  return null;
}

function namespaceFor(self: XElement, prefix: string): XNamespace | null {
  for (let at: XNode | null = self; at instanceof XElement; at = at.parent) {
    const found = at.attributes.find(
      (attribute) =>
        attribute.isNamespace &&
        (attribute.name.namespace === xmlnsUri ? attribute.name.local : '') === prefix,
    );
    if (found !== undefined) return new XNamespace(found.value);
  }
  return null;
}

const element = defineType('XElement', {
  bases: ['XContainer'],
  constructors: {
    '(XName name)': (_: null, [name]: [XName | null]) => new XElement(need(name)),
    '(XElement other)': (_: null, [other]: [XElement]) => other.clone(),
    '(XName name, object content)': (_: null, [name, content]: [XName | null, Value], call: Call) => {
      const made = new XElement(need(name));
      addContent(made, content, call);
      return made;
    },
    '(XName name, params object[] content)': (
      _: null,
      [name, content]: [XName | null, CsArray],
      call: Call,
    ) => {
      const made = new XElement(need(name));
      addContent(made, content, call);
      return made;
    },
  },
  statics: {
    'XElement Parse(string text)': (_: null, [text]: [string | null], call: Call) =>
      root(parsed(text, false, call)),
    'XElement Parse(string text, LoadOptions options)': (
      _: null,
      [text, options]: [string | null, EnumValue],
      call: Call,
    ) => root(parsed(text, keeps(options), call)),
  },
  members: {
    'XName Name': (self: XElement) => self.name,
    'string Value': (self: XElement) => self.value,
    'bool HasAttributes': (self: XElement) => self.attributes.length > 0,
    'bool HasElements': (self: XElement) => self.elements().length > 0,
    'bool IsEmpty': (self: XElement) => self.nodes.length === 0,
    'XAttribute Attribute(XName name)': (self: XElement, [name]: [XName | null]) =>
      self.attribute(need(name)),
    'IEnumerable<XAttribute> Attributes()': (self: XElement) =>
      sequence('XAttribute', () => self.attributes.slice()),
    'IEnumerable<XAttribute> Attributes(XName name)': (self: XElement, [name]: [XName]) =>
      sequence('XAttribute', () => self.attributes.filter((attribute) => attribute.name.equals(name))),
    'XAttribute FirstAttribute': (self: XElement) => self.attributes[0] ?? null,
    'XAttribute LastAttribute': (self: XElement) => self.attributes.at(-1) ?? null,
    'IEnumerable<XElement> AncestorsAndSelf()': (self: XElement) =>
      sequence('XElement', () => [self, ...ancestors(self)]),
    'IEnumerable<XElement> DescendantsAndSelf()': (self: XElement) =>
      sequence('XElement', () => [self, ...elementsBelow(self, null)]),
    'void SetAttributeValue(XName name, object value)': (self: XElement, [name, value]: [XName, Value]) =>
      setAttribute(self, name, value),
    'void SetElementValue(XName name, object value)': (self: XElement, [name, value]: [XName, Value]) => {
      const known = self.elements(name)[0];
      if (value === null) known?.remove();
      else {
        const target = known ?? new XElement(name);
        target.clear();
        target.appendText(xmlValue(value));
        if (known === undefined) self.append(target);
      }
      return null;
    },
    'void SetValue(object value)': (self: XElement, [value]: [Value]) => {
      if (value === null) throw argumentNull('value');
      self.clear();
      self.appendText(xmlValue(value));
      return null;
    },
    'void RemoveAttributes()': (self: XElement) => {
      self.attributes.length = 0;
      return null;
    },
    'void RemoveAll()': (self: XElement) => {
      self.attributes.length = 0;
      self.clear();
      return null;
    },
    'XNamespace GetDefaultNamespace()': (self: XElement) => namespaceFor(self, '') ?? new XNamespace(''),
    'XNamespace GetNamespaceOfPrefix(string prefix)': (self: XElement, [prefix]: [string]) =>
      namespaceFor(self, prefix),
  },
  setters: {
    'string Value': (self: XElement, [text]: [string | null]) => {
      if (text === null) throw argumentNull('value');
      self.clear();
      self.appendText(text);
      return null;
    },
    'XName Name': (self: XElement, [name]: [XName]) => {
      self.name = name;
      return null;
    },
  },
});

const document = defineType('XDocument', {
  bases: ['XContainer'],
  constructors: {
    '()': () => new XDocument(),
    '(XDocument other)': (_: null, [other]: [XDocument]) => other.clone(),
    '(params object[] content)': (_: null, [content]: [CsArray], call: Call) => {
      const made = new XDocument();
      addContent(made, content, call);
      return made;
    },
  },
  statics: {
    'XDocument Parse(string text)': (_: null, [text]: [string | null], call: Call) =>
      parsed(text, false, call),
    'XDocument Parse(string text, LoadOptions options)': (
      _: null,
      [text, options]: [string | null, EnumValue],
      call: Call,
    ) => parsed(text, keeps(options), call),
  },
  members: {
    'XElement Root': (self: XDocument) => self.root,
    'XDeclaration Declaration': (self: XDocument) => self.declaration,
  },
});

const attribute = defineType('XAttribute', {
  bases: ['XObject'],
  constructors: {
    '(XName name, object value)': (_: null, [name, value]: [XName, Value]) => {
      if (value === null) throw argumentNull('value');
      return new XAttribute(name, xmlValue(value));
    },
  },
  members: {
    'XName Name': (self: XAttribute) => self.name,
    'string Value': (self: XAttribute) => self.value,
    'bool IsNamespaceDeclaration': (self: XAttribute) => self.isNamespace,
    'void SetValue(object value)': (self: XAttribute, [value]: [Value]) => {
      self.value = xmlValue(value);
      return null;
    },
    'void Remove()': (self: XAttribute) => {
      if (self.parent === null) throw dotnetError('InvalidOperationException', 'The parent is missing.');
      return setAttribute(self.parent, self.name, null);
    },
    'XAttribute NextAttribute': (self: XAttribute) =>
      self.parent?.attributes[self.parent.attributes.indexOf(self) + 1] ?? null,
  },
  setters: {
    'string Value': (self: XAttribute, [text]: [string]) => {
      self.value = text;
      return null;
    },
  },
});

const name = defineType('XName', {
  statics: {
    'XName Get(string expandedName)': (_: null, [text]: [string]) => xmlNameOf(text),
    'XName Get(string localName, string namespaceName)': (_: null, [local, uri]: [string, string]) =>
      new XName(local, uri),
  },
  members: {
    'string LocalName': (self: XName) => self.local,
    'string NamespaceName': (self: XName) => self.namespace,
    'XNamespace Namespace': (self: XName) => new XNamespace(self.namespace),
  },
});

const namespace = defineType('XNamespace', {
  statics: {
    'XNamespace Get(string namespaceName)': (_: null, [uri]: [string]) => new XNamespace(uri),
    'XNamespace None': () => new XNamespace(''),
    'XNamespace Xmlns': () => new XNamespace(xmlnsUri),
    'XNamespace Xml': () => new XNamespace('http://www.w3.org/XML/1998/namespace'),
  },
  members: {
    'string NamespaceName': (self: XNamespace) => self.uri,
    'XName GetName(string localName)': (self: XNamespace, [local]: [string]) => new XName(local, self.uri),
  },
});

const valued = (type: string, base: string, make: (text: string) => XNode) =>
  defineType(type, {
    bases: [base],
    constructors: { '(string value)': (_: null, [text]: [string]) => make(text) },
    members: { 'string Value': (self: XText | XComment) => self.value },
  });

const declaration = defineType('XDeclaration', {
  constructors: {
    '(string version, string encoding, string standalone)': (
      _: null,
      [version, encoding, standalone]: [string, string | null, string | null],
    ) => new XDeclaration({ version, encoding, standalone }),
  },
  members: {
    'string Version': (self: XDeclaration) => self.declaration.version,
    'string Encoding': (self: XDeclaration) => self.declaration.encoding,
    'string Standalone': (self: XDeclaration) => self.declaration.standalone,
  },
});

const instruction = defineType('XProcessingInstruction', {
  bases: ['XNode'],
  constructors: {
    '(string target, string data)': (_: null, [target, content]: [string, string]) =>
      new XInstruction(target, content),
  },
  members: {
    'string Target': (self: XInstruction) => self.target,
    'string Data': (self: XInstruction) => self.content,
  },
});

/** System.Xml.Linq.Extensions over sequences. */
export const xmlSequenceMembers = {
  'void Remove()': (self: Value, _args: [], call: Call) => {
    for (const item of toItems(self, call.run)) {
      if (item instanceof XNode) item.remove();
      else if (item instanceof XAttribute && item.parent !== null) setAttribute(item.parent, item.name, null);
    }
    return null;
  },
  'IEnumerable<XElement> Elements()': (self: Value, _args: [], call: Call) =>
    sequence('XElement', () =>
      toItems(self, call.run).flatMap((item) => (item instanceof XContainer ? item.elements() : [])),
    ),
  'IEnumerable<XElement> Elements(XName name)': (self: Value, [name]: [XName], call: Call) =>
    sequence('XElement', () =>
      toItems(self, call.run).flatMap((item) => (item instanceof XContainer ? item.elements(name) : [])),
    ),
  'IEnumerable<XElement> Descendants(XName name)': (self: Value, [name]: [XName], call: Call) =>
    sequence('XElement', () =>
      toItems(self, call.run).flatMap((item) =>
        item instanceof XContainer ? elementsBelow(item, name) : [],
      ),
    ),
  'IEnumerable<XAttribute> Attributes(XName name)': (self: Value, [name]: [XName], call: Call) =>
    sequence('XAttribute', () =>
      toItems(self, call.run).flatMap((item) =>
        item instanceof XElement ? item.attributes.filter((attribute) => attribute.name.equals(name)) : [],
      ),
    ),
} as const;

export const xmlTypes: readonly TypeDefinition[] = [
  object,
  node,
  container,
  element,
  document,
  attribute,
  name,
  namespace,
  valued('XText', 'XNode', (text) => new XText(text)),
  valued('XCData', 'XText', (text) => new XText(text, true)),
  valued('XComment', 'XNode', (text) => new XComment(text)),
  declaration,
  instruction,
];
