import { dotnetError } from '../errors.ts';
import type { Run } from '../run.ts';
import { XAttribute, XContainer, XElement, type XNode, XText } from './xml.ts';

export type XPathNode = XNode | XAttribute;
/** The namespace of a prefix; undefined when it was not declared. */
export type Prefixes = (prefix: string) => string | undefined;

type Test = (node: XPathNode) => boolean;
type Filter = (nodes: XPathNode[]) => XPathNode[];
interface Step {
  readonly axis: 'child' | 'descendant' | 'attribute' | 'self' | 'parent';
  readonly test: Test;
  readonly filters: readonly Filter[];
}

const bad = (path: string) =>
  dotnetError('XPathException', `'${path}' has an invalid token, or one that is not available here.`);

/**
 * The nodes of an XPath 1.0 location path: child, descendant (`//`), attribute, self and parent steps with names, `*`, `text()`
 * and `node()`; predicates are positions, `last()`, existence and equality with a literal, joined by `and`.
 * @throws XPathException for everything else
 */
export function selectNodes(from: XPathNode, path: string, prefixes: Prefixes, run: Run): XPathNode[] {
  const { absolute, steps } = new PathReader(path, prefixes).read();
  let nodes: XPathNode[] = [absolute ? rootOf(from) : from];
  for (const step of steps) {
    const found = new Set<XPathNode>();
    for (const node of nodes) for (const hit of applied(step, node, run)) found.add(hit);
    nodes = [...found];
  }
  return nodes;
}

function applied(step: Step, node: XPathNode, run: Run): XPathNode[] {
  let nodes = reached(step, node).filter((candidate) => {
    run.step();
    return step.test(candidate);
  });
  for (const filter of step.filters) nodes = filter(nodes);
  return nodes;
}

function reached({ axis }: Step, node: XPathNode): XPathNode[] {
  switch (axis) {
    case 'self':
      return [node];
    case 'parent':
      return node.parent === null ? [] : [node.parent];
    case 'attribute':
      return node instanceof XElement ? node.attributes.filter((attribute) => !attribute.isNamespace) : [];
    case 'child':
      return node instanceof XContainer ? node.nodes : [];
    case 'descendant':
      return node instanceof XContainer ? [...node.descendants()] : [];
  }
}

function rootOf(node: XPathNode): XPathNode {
  let at: XPathNode = node;
  while (at.parent !== null) at = at.parent;
  return at;
}

/** The string value of a node. */
export function stringValue(node: XPathNode): string {
  if (node instanceof XElement || node instanceof XAttribute || node instanceof XText) return node.value;
  if (!(node instanceof XContainer)) return '';
  return [...node.descendants()].map((inner) => (inner instanceof XText ? inner.value : '')).join('');
}

class PathReader {
  readonly #path: string;
  readonly #prefixes: Prefixes;
  #at = 0;

  constructor(path: string, prefixes: Prefixes) {
    this.#path = path;
    this.#prefixes = prefixes;
  }

  read(): { absolute: boolean; steps: Step[] } {
    const absolute = this.#path.trimStart().startsWith('/');
    const steps: Step[] = [];
    let deep = this.#take('//');
    if (!deep) this.#take('/');
    if (this.#rest() === '' && absolute && !deep) return { absolute, steps };
    for (;;) {
      steps.push(this.#step(deep));
      deep = this.#take('//');
      if (!deep && !this.#take('/')) break;
    }
    if (this.#rest() !== '') throw bad(this.#path);
    return { absolute, steps };
  }

  #step(deep: boolean): Step {
    const axis = this.#axis();
    if (axis !== 'child' && deep && axis !== 'attribute') throw bad(this.#path);
    const test: Test = axis === 'self' || axis === 'parent' ? () => true : this.#nodeTest(axis);
    const filters: Filter[] = [];
    while (this.#take('[')) {
      filters.push(this.#predicate());
      if (!this.#take(']')) throw bad(this.#path);
    }
    if (deep && axis === 'attribute') throw bad(this.#path);
    return { axis: deep ? 'descendant' : axis, test, filters };
  }

  #axis(): Step['axis'] {
    if (this.#take('..')) return 'parent';
    if (this.#take('.')) return 'self';
    return this.#take('@') ? 'attribute' : 'child';
  }

  #nodeTest(axis: Step['axis']): Test {
    if (this.#take('text()')) return (node) => node instanceof XText;
    if (this.#take('node()')) return () => true;
    const wanted = axis === 'attribute' ? XAttribute : XElement;
    if (this.#take('*')) return (node) => node instanceof wanted;
    const [, prefix, local = ''] = this.#match(
      /(?:([\p{L}_][\p{L}\p{N}_.-]*):)?([\p{L}_][\p{L}\p{N}_.-]*)/uy,
    );
    const namespace = prefix === undefined ? '' : this.#prefixes(prefix);
    if (namespace === undefined)
      throw dotnetError('XPathException', `Namespace prefix '${prefix}' is not defined.`);
    return (node) => node instanceof wanted && node.name.local === local && node.name.namespace === namespace;
  }

  #predicate(): Filter {
    const position = /\s*(\d+)\s*(?=\])/y;
    position.lastIndex = this.#at;
    const found = position.exec(this.#path);
    if (found !== null) {
      this.#at = position.lastIndex;
      const at = Number(found[1]) - 1;
      return (nodes) => nodes.slice(at, at + 1);
    }
    if (this.#take('last()')) return (nodes) => nodes.slice(-1);
    const tests = [this.#condition()];
    while (this.#take('and ')) tests.push(this.#condition());
    return (nodes) => nodes.filter((node) => tests.every((test) => test(node)));
  }

  /** `@a`, `b`, `.`, `text()`, `local-name()`, each alone or equal to a literal. */
  #condition(): Test {
    let values: (node: XPathNode) => string[];
    if (this.#take('local-name()')) values = (node) => ('name' in node ? [node.name.local] : ['']);
    else {
      const step = this.#step(false);
      values = (node) => reached(step, node).filter(step.test).map(stringValue);
    }
    if (!this.#take('=')) return (node) => values(node).length > 0;
    const [, single, double] = this.#match(/'([^']*)'|"([^"]*)"/y);
    const wanted = single ?? double ?? '';
    return (node) => values(node).includes(wanted);
  }

  #match(pattern: RegExp): RegExpExecArray {
    this.#space();
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#path);
    if (found === null) throw bad(this.#path);
    this.#at = pattern.lastIndex;
    return found;
  }

  #take(text: string): boolean {
    this.#space();
    if (!this.#path.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #rest(): string {
    return this.#path.slice(this.#at).trim();
  }

  #space(): void {
    while (' \t\n\r'.includes(this.#path[this.#at] ?? 'x')) this.#at += 1;
  }
}
