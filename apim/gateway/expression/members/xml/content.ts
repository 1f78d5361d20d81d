import { dotnetError } from '../../errors.ts';
import { named } from '../../type-ref.ts';
import type { Call } from '../../types/signature.ts';
import type { Value } from '../../value.ts';
import { argumentNull, CsArray, CsList, Sequence } from '../../values/collection.ts';
import { enumerate } from '../../values/enumerate.ts';
import type { EnumValue } from '../../values/enumeration.ts';
import { scalar } from '../../values/json-write.ts';
import { isNumeric } from '../../values/number.ts';
import { textOf } from '../../values/object.ts';
import { DateTime, DateTimeOffset } from '../../values/time.ts';
import {
  XAttribute,
  XContainer,
  XDeclaration,
  XDocument,
  XElement,
  type XName,
  XNode,
} from '../../values/xml.ts';
import { readXml } from '../../values/xml-read.ts';

/** A value as XML text: true, false, round-trip dates. */
export function xmlValue(value: Value): string {
  if (typeof value === 'boolean') return String(value);
  if (value instanceof DateTime || value instanceof DateTimeOffset)
    return JSON.parse(scalar(value)) as string;
  return value !== null && isNumeric(value) ? textOf(value) : textOf(value);
}

/** The same node, each node in it charged as a step: one that has a parent already, or is put into itself, is copied. */
function weighed(node: XNode, call: Call): XNode {
  if (node instanceof XContainer) for (const _ of node.descendants()) call.run.step();
  return node;
}

/** `new XElement(name, content…)` and Add: nodes, attributes, sequences, everything else as text. */
export function addContent(target: XContainer, content: Value, call: Call): void {
  call.run.step();
  if (content === null) return;
  if (content instanceof XDeclaration && target instanceof XDocument) target.declaration = content;
  else if (content instanceof XNode) target.append(weighed(content, call));
  else if (content instanceof XAttribute && target instanceof XElement) target.addAttribute(content);
  else if (content instanceof CsArray || content instanceof CsList || content instanceof Sequence)
    for (const item of enumerate(content, call.run)) addContent(target, item, call);
  else target.appendText(xmlValue(content));
}

export function parsed(text: string | null, keepSpace: boolean, call: Call): XDocument {
  if (text === null) throw argumentNull('text');
  call.run.steppedBy(text.length >> 3);
  return readXml(text, keepSpace);
}

export function root(document: XDocument): XElement {
  const element = document.root;
  if (element === null) throw dotnetError('XmlException', 'Root element is missing.');
  element.remove();
  return element;
}

export const keeps = (options: EnumValue) => (options.value & 1) !== 0;

export const sequence = (type: string, items: () => Iterable<Value>) =>
  new Sequence(named(type), () => items()[Symbol.iterator]());

export const elementsBelow = (self: XContainer, name: XName | null) =>
  [...self.descendants()].filter(
    (node) => node instanceof XElement && (name === null || node.name.equals(name)),
  );

export const need = (name: XName | null): XName => {
  if (name === null) throw argumentNull('name');
  return name;
};

export function siblings(self: XNode, after: boolean): XNode[] {
  const all = self.parent?.nodes ?? [];
  const at = all.indexOf(self);
  return after ? all.slice(at + 1) : all.slice(0, Math.max(0, at));
}

export function* ancestors(self: XNode): Generator<XElement, void> {
  for (let at = self.parent; at !== null; at = at.parent) if (at instanceof XElement) yield at;
}

/** -1, 0 or 1 by the places of two nodes in their document. @throws InvalidOperationException when they have none in common */
export function documentOrder(a: XNode, b: XNode): number {
  const path = (node: XNode): XNode[] => {
    const up: XNode[] = [node];
    for (let at = node.parent; at !== null; at = at.parent) up.unshift(at);
    return up;
  };
  const [left, right] = [path(a), path(b)];
  if (left[0] !== right[0]) throw dotnetError('InvalidOperationException', 'A common ancestor is missing.');
  const at = left.findIndex((node, i) => node !== right[i]);
  if (at < 0) return left.length - right.length < 0 ? -1 : 0;
  const [x, y] = [left[at], right[at]];
  if (x === undefined || y === undefined) return 1;
  const all = x.parent?.nodes ?? [];
  return Math.sign(all.indexOf(x) - all.indexOf(y));
}
