import { defineType } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import type { CsArray } from '../../values/collection.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import {
  type XComment,
  XDeclaration,
  XDocument,
  XInstruction,
  type XNode,
  type XText,
} from '../../values/xml.ts';
import { addContent, keeps, parsed } from './content.ts';
import { saving } from './saving.ts';

export const document = defineType('XDocument', {
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
    ...saving,
    'XElement Root': (self: XDocument) => self.root,
    'XDeclaration Declaration': (self: XDocument) => self.declaration,
  },
});

export const valued = (type: string, base: string, make: (text: string) => XNode) =>
  defineType(type, {
    bases: [base],
    constructors: { '(string value)': (_: null, [text]: [string]) => make(text) },
    members: { 'string Value': (self: XText | XComment) => self.value },
  });

export const declaration = defineType('XDeclaration', {
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

export const instruction = defineType('XProcessingInstruction', {
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
