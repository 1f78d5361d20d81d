import { suggestion } from '../statements/nearest.ts';
import { type Element, EVERYWHERE, type Section } from '../statements/statement.ts';
import { readMarkup } from './markup.ts';
import { type NamedValues, substituteNamedValues } from './named-values.ts';
import type { Placeholder } from './placeholders.ts';
import type { Problem } from './problem.ts';
import { type Source, SourcePlace } from './source.ts';

/** A policy document, read but not yet compiled. */
export type PolicyDocument = {
  readonly file: string;
  /** A document of a scope, a fragment, or statements that stand alone (documentation shows them that way). */
  readonly kind: 'policies' | 'fragment' | 'statements';
  /** Sections that the document has; a missing one means that the outer scope's is not run either. */
  readonly sections: ReadonlyMap<Section, Element>;
  /** The element whose children are the statements, of a fragment or of bare statements. */
  readonly content: Element | undefined;
  readonly problems: readonly Problem[];
  /** What was taken on trust: `named value NAME`, `placeholder TEXT`. */
  readonly assumed: ReadonlySet<string>;
  /** Whether a stretch of the parsed text came from such a thing. */
  readonly isAssumed: (start: number, end: number) => boolean;
  /** Whether text right within the element that starts at an offset did: such text may be elements once it is known. */
  readonly isContentAssumed: (element: number) => boolean;
  readonly source: Source;
};

/**
 * Reads a document: named values put in, markup read, sections found. `placeholders` are what `check` found in a template
 * of a document. Never throws.
 */
export function readPolicyDocument(
  file: string,
  text: string,
  namedValues: NamedValues,
  placeholders: readonly Placeholder[] = [],
): PolicyDocument {
  const substituted = substituteNamedValues(file, text, namedValues, placeholders);
  const { source, assumed, assumedAt } = substituted;
  const { nodes, problems: inMarkup } = readMarkup(source);
  const problems: Problem[] = [...substituted.problems, ...inMarkup];
  const fault = (place: Problem['place'], message: string) =>
    void problems.push({ place, severity: 'error', message });
  const roots = nodes.filter((node) => node.kind === 'element');
  for (const node of nodes)
    if (node.kind === 'text') fault(node.place, 'text stands outside of the document');
  const [root] = roots;
  if (root === undefined && problems.length === 0) fault(source.placeAt(0), 'the document is empty');
  const kind = root?.name === 'policies' || root?.name === 'fragment' ? root.name : 'statements';
  for (const extra of kind === 'statements' ? [] : roots.slice(1)) {
    fault(extra.place, `<${extra.name}> stands behind the end of <${kind}>`);
  }
  const isAssumed = (start: number, end: number) => assumedAt.some(([from, to]) => from < end && to > start);
  const withAssumedContent = assumed.size === 0 ? new Set() : elementsWithText(roots, source, isAssumed);
  return {
    file,
    kind,
    source,
    assumed,
    isAssumed,
    isContentAssumed: (element) => withAssumedContent.has(element),
    problems,
    sections: kind === 'policies' && root !== undefined ? readSections(root, fault) : new Map(),
    content: kind === 'fragment' ? root : kind === 'statements' ? standingAlone(roots) : undefined,
  };
}

/** Where the elements start that have a text which `matches`. */
function elementsWithText(
  elements: readonly Element[],
  { text }: Source,
  matches: (start: number, end: number) => boolean,
): Set<number> {
  const found = new Set<number>();
  const visit = (element: Element): void => {
    for (const child of element.children) {
      if (child.kind === 'element') visit(child);
      else if (child.place instanceof SourcePlace && element.place instanceof SourcePlace) {
        const end = text.indexOf('<', child.place.offset);
        if (matches(child.place.offset, end === -1 ? text.length : end)) found.add(element.place.offset);
      }
    }
  };
  for (const element of elements) visit(element);
  return found;
}

function readSections(
  root: Element,
  fault: (place: Problem['place'], message: string) => void,
): Map<Section, Element> {
  const sections = new Map<Section, Element>();
  for (const child of root.children) {
    if (child.kind === 'text') {
      fault(child.place, '<policies> takes no text');
      continue;
    }
    const section = EVERYWHERE.find((each) => each === child.name);
    if (section === undefined) {
      fault(child.place, `there is no section <${child.name}>${suggestion(child.name, EVERYWHERE)}`);
    } else if (sections.has(section)) fault(child.place, `the section <${section}> is given twice`);
    else sections.set(section, child);
    for (const [name, { place }] of child.attributes)
      fault(place, `<${child.name}> has no attribute "${name}"`);
  }
  return sections;
}

/** Statements without a root, in an element of their own. */
function standingAlone(roots: readonly Element[]): Element | undefined {
  const [first] = roots;
  if (first === undefined) return undefined;
  return {
    kind: 'element',
    name: 'statements',
    place: first.place,
    attributes: new Map(),
    children: roots,
    innerSource: '',
  };
}
