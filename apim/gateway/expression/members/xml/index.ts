import type { TypeDefinition } from '../../types/definition.ts';
import { XComment, XText } from '../../values/xml.ts';
import { declaration, document, instruction, valued } from './document.ts';
import { domTypes } from './dom.ts';
import { element } from './element.ts';
import { attribute, name, namespace } from './name.ts';
import { container, node, object } from './node.ts';
import { xmlReader } from './reader.ts';

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
  ...domTypes,
  xmlReader,
  instruction,
];
