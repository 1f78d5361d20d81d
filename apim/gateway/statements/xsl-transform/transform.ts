import { DOMImplementation, type Element, type Node } from '@xmldom/xmldom';
import { isBlankText, type Parameters, type Place, type Running } from './compiling.ts';
import { allNodes, isAttribute, isElement, isRoot, isText, XmlDocument } from './dom.ts';
import { formatNumber } from './format-number.ts';
import { writeText } from './instructions.ts';
import { serialize } from './serialize.ts';
import type { Key, Stylesheet, Template } from './stylesheet.ts';
import {
  type AddedFunctions,
  type Focus,
  nodesOf,
  rootOf,
  type XPathValue,
  xNodes,
  xNumber,
  xString,
} from './xpath.ts';

/** A transformation that fails. The message is the stylesheet's own or says what was tried. */
export class TransformFault extends Error {
  override readonly name = 'TransformFault';
}

/** Templates that call each other for ever end here, before the stack does. */
const MAX_DEPTH = 500;

/** Which nodes of a tree have which values of which key, by the tree's root. */
type KeyIndexes = WeakMap<Node, Map<Key, Map<string, Node[]>>>;

/** The functions that XSLT adds to XPath (section 12). `keysOf` gives the keys of the stylesheet that they are in. */
export function addedFunctions(keysOf: () => readonly Key[]): AddedFunctions {
  const indexes: KeyIndexes = new WeakMap();
  const ids = new WeakMap<Node, string>();
  let generated = 0;
  const text = (value: XPathValue | undefined) => value?.stringValue() ?? '';
  return {
    current: (_, focus) => xNodes([focus.node]),
    'generate-id': ([given], focus) => {
      const [node] = given === undefined ? [focus.node] : nodesOf(given);
      if (node === undefined) return xString('');
      const id = ids.get(node) ?? `id${generated}`;
      if (!ids.has(node)) generated += 1;
      ids.set(node, id);
      return xString(id);
    },
    'format-number': ([value, pattern]) =>
      xString(formatNumber(value?.numberValue() ?? Number.NaN, text(pattern))),
    key: ([name, value], focus) => {
      const keys = keysOf().filter((key) => key.name === text(name));
      if (keys.length === 0) throw new TransformFault(`There is no key "${text(name)}".`);
      const isSet = value !== undefined && 'toArray' in value;
      const values = isSet ? nodesOf(value).map((node) => xNodes([node]).stringValue()) : [text(value)];
      return xNodes(
        keys.flatMap((key) => values.flatMap((each) => indexOf(key, focus, indexes).get(each) ?? [])),
      );
    },
    'node-set': ([given]) => given ?? xNodes([]),
    'system-property': ([name]) => (text(name) === 'xsl:version' ? xNumber(1) : xString('')),
  };
}

function indexOf(key: Key, focus: Focus, all: KeyIndexes): Map<string, Node[]> {
  const root = rootOf(focus.node);
  const indexes = all.get(root) ?? new Map<Key, Map<string, Node[]>>();
  all.set(root, indexes);
  const known = indexes.get(key);
  if (known !== undefined) return known;
  const index = new Map<string, Node[]>();
  indexes.set(key, index);
  for (const node of allNodes(root)) {
    if (!key.patterns.some((pattern) => pattern.matches(node, focus.variables))) continue;
    const used = key.use({ ...focus, node, position: 1, size: 1 });
    const values =
      'toArray' in used ? nodesOf(used).map((each) => xNodes([each]).stringValue()) : [used.stringValue()];
    for (const value of new Set(values)) index.set(value, [...(index.get(value) ?? []), node]);
  }
  return index;
}

/** Transforms a document; throws XmlTextFault, TransformFault and what expressions throw. */
export function transform(
  stylesheet: Stylesheet,
  source: string,
  parameters: ReadonlyMap<string, string>,
  note: (text: string) => void,
): string {
  const xml = new XmlDocument(source);
  stripSpace(xml.document, stylesheet);
  const result = new DOMImplementation().createDocument(null, '');
  const output = result.createDocumentFragment();
  let depth = 0;

  const run = (template: Template, place: Place): void => {
    depth += 1;
    if (depth > MAX_DEPTH) throw new TransformFault(`Templates are nested more than ${MAX_DEPTH} levels.`);
    template.body({ ...place, variables: globals });
    depth -= 1;
  };
  const applyTo = (mode: string, place: Place): void => {
    const rule = stylesheet.rules.find(
      ({ template, pattern }) => template.mode === mode && pattern.matches(place.node, globals),
    );
    if (rule !== undefined) run(rule.template, place);
    else builtIn(mode, place);
  };
  // Section 5.8: elements and the root pass on, text and attributes are written, all else is nothing.
  const builtIn = (mode: string, place: Place): void => {
    const { node } = place;
    if (isElement(node) || isRoot(node)) running.apply([...node.childNodes], mode, new Map(), place);
    else if (isText(node) || isAttribute(node)) writeText(place, node.nodeValue ?? '');
  };
  const running: Running = {
    result,
    apply: (nodes, mode, given, from) => {
      for (const [index, node] of nodes.entries()) {
        applyTo(mode, { ...from, node, position: index + 1, size: nodes.length, parameters: given });
      }
    },
    call: (name, given, from) => {
      const template = stylesheet.named.get(name);
      if (template === undefined) throw new TransformFault(`There is no template "${name}".`);
      run(template, { ...from, parameters: given });
    },
    message: (text, terminates) => {
      note(text);
      if (terminates) throw new TransformFault('The stylesheet ended the transformation.');
    },
    namespacesOf: (node) => xml.namespacesOf(node),
  };
  const given: Parameters = new Map([...parameters].map(([name, value]) => [name, xString(value)]));
  let globals: Focus['variables'] = new Map();
  const start = { node: xml.document as Node, position: 1, size: 1, running, into: output as Node };
  for (const declare of stylesheet.globals)
    globals = declare({ ...start, parameters: given, variables: globals });
  applyTo('', { ...start, parameters: new Map(), variables: globals });
  output.normalize();
  return serialize(output, stylesheet.output);
}

function stripSpace(node: Node, stylesheet: Stylesheet): void {
  for (const child of [...node.childNodes]) {
    if (isElement(child)) stripSpace(child, stylesheet);
    else if (isBlankText(child) && isElement(node) && stylesheet.stripsSpaceIn(node as Element)) {
      node.removeChild(child);
    }
  }
}
