import { dotnetError } from '../../errors.ts';
import { defineType } from '../../types/definition.ts';
import type { Value } from '../../value.ts';
import { argumentNull } from '../../values/collection.ts';
import { XAttribute, XName, XNamespace, xmlnsUri } from '../../values/xml.ts';
import { xmlNameOf } from '../../values/xml-convert.ts';
import { xmlValue } from './content.ts';
import { setAttribute } from './element.ts';

export const attribute = defineType('XAttribute', {
  bases: ['XObject'],
  constructors: {
    '(XAttribute other)': (_: null, [other]: [XAttribute]) => new XAttribute(other.name, other.value),
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
    'XAttribute PreviousAttribute': (self: XAttribute) =>
      self.parent?.attributes[self.parent.attributes.indexOf(self) - 1] ?? null,
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

export const name = defineType('XName', {
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

export const namespace = defineType('XNamespace', {
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
