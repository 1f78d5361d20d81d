import type { Document, Element, Node } from '@xmldom/xmldom';
import { isText, type Namespaces } from './dom.ts';
import type { AddedFunctions, Focus, XPathExpression, XPathValue } from './xpath.ts';

/** A transformation under way. */
export type Running = {
  /** Makes nodes of results. */
  readonly result: Document;
  readonly apply: (nodes: readonly Node[], mode: string, parameters: Parameters, from: Place) => void;
  readonly call: (name: string, parameters: Parameters, from: Place) => void;
  readonly message: (text: string, terminates: boolean) => void;
  /** The namespaces in scope at a node of the source. */
  readonly namespacesOf: (node: Node) => ReadonlyMap<string, string>;
};

/** Parameters given to a template. */
export type Parameters = ReadonlyMap<string, XPathValue>;

/** Where an instruction runs: the current node, and the node that its results go into. */
export type Place = Focus & {
  readonly running: Running;
  readonly parameters: Parameters;
  /** The node that is written to. */
  readonly into: Node;
};

/** A compiled instruction, or several. Gives the variables that those behind it see. */
export type Instruction = (place: Place) => Focus['variables'];

/** Compiles an element of XSLT. */
export type Compile = (element: Element, compiling: Compiling) => Instruction;

/** What compiling an element of a stylesheet needs. */
export type Compiling = {
  readonly namespacesOf: (element: Element) => Namespaces;
  readonly functions: AddedFunctions;
  /** Namespaces that results do not take over. */
  readonly excluded: ReadonlySet<string>;
  /** The instructions that there are, by their name without prefix. */
  readonly instructions: ReadonlyMap<string, Compile>;
  readonly xpath: (element: Element, text: string) => XPathExpression;
};

/** A stylesheet that cannot be used. The message names the element. */
export class StylesheetFault extends Error {
  override readonly name = 'StylesheetFault';
}

/** An attribute that must be there. */
export function requiredAttribute(element: Element, name: string): string {
  const value = element.getAttribute(name);
  if (value === null) throw new StylesheetFault(`${element.tagName} lacks the attribute ${name}.`);
  return value;
}

/** White space between the elements of a stylesheet is none of its content (section 3.4). */
export const isBlankText = (node: Node): boolean => isText(node) && (node.nodeValue ?? '').trim() === '';
