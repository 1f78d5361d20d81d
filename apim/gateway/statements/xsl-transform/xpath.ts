import { createRequire } from 'node:module';
import type { Node } from '@xmldom/xmldom';
import type { Namespaces } from './dom.ts';

/** A value of XPath 1.0. */
export type XPathValue = {
  stringValue(): string;
  numberValue(): number;
  booleanValue(): boolean;
  /** Only of node-sets. */
  readonly nodeset?: () => { toArray(): Node[] };
};

type Context = { expressionContextNode: Node };
type Parsed = { readonly expression: { evaluate(context: Context): XPathValue } };
type XPathFunction = (
  context: Context,
  ...parameters: readonly { evaluate(c: Context): XPathValue }[]
) => XPathValue;

/** What is used of the package: its own types would bring those of browsers along. */
type Library = {
  readonly parse: (text: string) => Parsed;
  readonly XPathContext: new (variables: object, namespaces: object, functions: object) => Context;
  readonly FunctionResolver: new (
    self: null,
  ) => { getFunction(name: string, namespace: string): XPathFunction };
  readonly XString: new (value: string) => XPathValue;
  readonly XNumber: new (value: number) => XPathValue;
  readonly XBoolean: new (value: boolean) => XPathValue;
  readonly XNodeSet: new () => XPathValue & { addArray(nodes: readonly Node[]): void };
};

const library = createRequire(import.meta.url)('xpath') as Library;
const standard = new library.FunctionResolver(null);

/** Where an expression is evaluated. */
export type Focus = {
  readonly node: Node;
  readonly position: number;
  readonly size: number;
  readonly variables: ReadonlyMap<string, XPathValue>;
};

/** The functions that XSLT adds, by name; arguments are evaluated, `current` is the node of the instruction. */
export type AddedFunctions = Readonly<
  Record<string, (parameters: readonly XPathValue[], current: Focus) => XPathValue>
>;

/** A compiled expression. */
export type XPathExpression = (focus: Focus) => XPathValue;

export const xString = (value: string): XPathValue => new library.XString(value);
export const xNumber = (value: number): XPathValue => new library.XNumber(value);
export const xBoolean = (value: boolean): XPathValue => new library.XBoolean(value);
export function xNodes(nodes: readonly Node[]): XPathValue {
  const set = new library.XNodeSet();
  set.addArray(nodes);
  return set;
}

/** The nodes of a node-set in document order. Throws TypeError for another value. */
export function nodesOf(value: XPathValue): Node[] {
  if (!('toArray' in value)) throw new TypeError('The expression gives no node-set.');
  return (value as unknown as { toArray(): Node[] }).toArray();
}

/** What stands before a parenthesis in XPath 1.0: its functions (section 4), node types and operators. */
const KNOWN_NAMES: ReadonlySet<string> = new Set(
  (
    'last position count id local-name namespace-uri name string concat starts-with contains substring-before ' +
    'substring-after substring string-length normalize-space translate boolean not true false lang number sum floor ' +
    'ceiling round comment text processing-instruction node and or div mod'
  ).split(' '),
);

/** A function that an expression calls and that is not there; undefined when all are. */
export function unknownFunction(text: string, added: AddedFunctions): string | undefined {
  const bare = text.replaceAll(/"[^"]*"|'[^']*'/g, '""');
  const called = [...bare.matchAll(/([\p{L}_][\p{L}\p{N}_.:-]*)\s*\(/gu)].map(([, name = '']) => name);
  return called.find((name) => {
    const local = name.slice(name.lastIndexOf(':') + 1);
    return !KNOWN_NAMES.has(local) && !Object.hasOwn(added, local);
  });
}

/** Compiles an expression of a stylesheet; throws an Error that says what is wrong with it. */
export function compileXPath(text: string, namespaces: Namespaces, added: AddedFunctions): XPathExpression {
  const { expression } = library.parse(text);
  const prefixes = { getNamespace: (prefix: string) => namespaces.get(prefix) ?? '' };
  return (focus) => {
    const variables = {
      getVariable: (name: string) => {
        const value = focus.variables.get(name);
        if (value === undefined) throw new Error(`There is no variable $${name}.`);
        return value;
      },
    };
    const functions = {
      getFunction: (name: string, namespace: string): XPathFunction => {
        const own = Object.hasOwn(added, name) ? added[name] : undefined;
        if (own === undefined) return standard.getFunction(name, namespace);
        return (context, ...parameters) =>
          own(
            parameters.map((each) => each.evaluate(context)),
            focus,
          );
      },
    };
    const context = new library.XPathContext(variables, prefixes, functions);
    context.expressionContextNode = focus.node;
    // The library begins each evaluation at 1 of 1; predicates work on copies, whose position is their own.
    fix(context, 'contextPosition', focus.position);
    fix(context, 'contextSize', focus.size);
    return expression.evaluate(context);
  };
}

function fix(context: Context, property: string, value: number): void {
  Object.defineProperty(context, property, { enumerable: true, get: () => value, set: () => {} });
}

/** The parent of a node; of an attribute its element. */
export function parentOf(node: Node): Node | null {
  const owner = (node as { ownerElement?: Node | null }).ownerElement;
  return owner ?? node.parentNode;
}

/** The root of the tree that a node is in. */
export function rootOf(node: Node): Node {
  let root = node;
  for (let parent = parentOf(root); parent !== null; parent = parentOf(root)) root = parent;
  return root;
}
