import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { argumentNull, type CsArray } from '../../values/collection.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { XAttribute, XElement, type XName, XNamespace, type XNode, xmlnsUri } from '../../values/xml.ts';
import type { StringReader } from '../text-io.ts';
import {
  addContent,
  ancestors,
  elementsBelow,
  keeps,
  need,
  parsed,
  root,
  sequence,
  xmlValue,
} from './content.ts';
import { saving } from './saving.ts';

export function setAttribute(self: XElement, name: XName, value: Value): null {
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

export const element = defineType('XElement', {
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
    'XElement Load(TextReader textReader)': (_: null, [reader]: [StringReader], call: Call) =>
      root(parsed(reader.take(Number.POSITIVE_INFINITY), false, call)),
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
    'IEnumerable<XElement> AncestorsAndSelf(XName name)': (self: XElement, [name]: [XName]) =>
      sequence('XElement', () => [self, ...ancestors(self)].filter((at) => at.name.equals(name))),
    'IEnumerable<XElement> DescendantsAndSelf(XName name)': (self: XElement, [name]: [XName]) =>
      sequence('XElement', () => [...(self.name.equals(name) ? [self] : []), ...elementsBelow(self, name)]),
    'IEnumerable<XNode> DescendantNodesAndSelf()': (self: XElement) =>
      sequence('XNode', () => [self, ...self.descendants()]),
    'void ReplaceAll(params object[] content)': (self: XElement, [content]: [CsArray], call: Call) => {
      self.attributes.length = 0;
      self.clear();
      addContent(self, content, call);
      return null;
    },
    'void ReplaceAttributes(params object[] content)': (self: XElement, [content]: [CsArray], call: Call) => {
      self.attributes.length = 0;
      addContent(self, content, call);
      return null;
    },
    ...saving,
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
