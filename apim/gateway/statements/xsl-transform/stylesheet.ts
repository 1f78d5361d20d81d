import type { Element } from '@xmldom/xmldom';
import { type Compiling, type Instruction, requiredAttribute, StylesheetFault } from './compiling.ts';
import { isElement, type Namespaces, XmlDocument, XSL } from './dom.ts';
import { INSTRUCTIONS } from './instruction-table.ts';
import { compileInstructions } from './instructions.ts';
import { compilePattern, type MatchPattern } from './match-pattern.ts';
import type { OutputForm } from './serialize.ts';
import { type AddedFunctions, compileXPath, unknownFunction, type XPathExpression } from './xpath.ts';

/** A rule: what it matches in which mode, and what it makes. */
export type Template = {
  readonly name: string | undefined;
  readonly mode: string;
  readonly patterns: readonly MatchPattern[];
  readonly body: Instruction;
};

/** A key (section 12.2). */
export type Key = {
  readonly name: string;
  readonly patterns: readonly MatchPattern[];
  readonly use: XPathExpression;
};

/** A compiled stylesheet. */
export type Stylesheet = {
  /** In the order in which they are tried: by priority, the last of the document first. */
  readonly rules: readonly { readonly pattern: MatchPattern; readonly template: Template }[];
  readonly named: ReadonlyMap<string, Template>;
  readonly keys: readonly Key[];
  /** Variables and parameters of the whole stylesheet, in the document's order. */
  readonly globals: readonly Instruction[];
  readonly stripsSpaceIn: (element: Element) => boolean;
  readonly output: OutputForm;
};

/** What may stand at the top and is compiled here; everything else of XSLT is refused by name. */
const TOP = new Set(['template', 'variable', 'param', 'key', 'output', 'strip-space', 'preserve-space']);

/** Compiles a stylesheet of XSLT 1.0; throws StylesheetFault and XmlTextFault. */
export function compileStylesheet(source: string, functions: AddedFunctions): Stylesheet {
  const xml = new XmlDocument(source);
  const root = xml.document.documentElement as Element;
  if (root.namespaceURI !== XSL || !['stylesheet', 'transform'].includes(root.localName ?? '')) {
    throw new StylesheetFault('The root of a stylesheet is xsl:stylesheet or xsl:transform.');
  }
  const compiling: Compiling = {
    namespacesOf: (element) => xml.namespacesOf(element),
    functions,
    instructions: INSTRUCTIONS,
    excluded: excludedNamespaces(root, xml.namespacesOf(root)),
    xpath: (element, text) => {
      const unknown = unknownFunction(text, functions);
      if (unknown !== undefined)
        throw new StylesheetFault(`${element.tagName}: ${unknown}() is not supported.`);
      try {
        return compileXPath(text, xml.namespacesOf(element), functions);
      } catch {
        throw new StylesheetFault(`${element.tagName}: "${text}" is no XPath expression.`);
      }
    },
  };
  const tops = [...root.childNodes].filter(isElement).filter(({ namespaceURI }) => namespaceURI === XSL);
  for (const { localName, tagName } of tops) {
    if (!TOP.has(localName ?? '')) throw new StylesheetFault(`${tagName} is not supported.`);
  }
  const named = (name: string) => tops.filter(({ localName }) => localName === name);
  const templates = named('template').map((element) => compileTemplate(element, compiling));
  return {
    rules: templates
      .flatMap(({ template, priority }) =>
        template.patterns.map((pattern) => ({ pattern, template, priority: priority ?? pattern.priority })),
      )
      .reverse()
      .sort((a, b) => b.priority - a.priority),
    named: new Map(templates.flatMap(({ template }) => (template.name ? [[template.name, template]] : []))),
    keys: named('key').map((element) => ({
      name: requiredAttribute(element, 'name'),
      patterns: patternsOf(element, requiredAttribute(element, 'match'), compiling),
      use: compiling.xpath(element, requiredAttribute(element, 'use')),
    })),
    globals: tops
      .filter(({ localName }) => localName === 'variable' || localName === 'param')
      .map((element) => compileInstructions([element], compiling)),
    stripsSpaceIn: stripping(named('strip-space'), named('preserve-space')),
    output: outputForm(named('output')),
  };
}

function compileTemplate(
  element: Element,
  compiling: Compiling,
): { template: Template; priority: number | undefined } {
  const match = element.getAttribute('match');
  const name = element.getAttribute('name');
  if (match === null && name === null) throw new StylesheetFault('xsl:template needs match or name.');
  const priority = element.getAttribute('priority');
  return {
    priority: priority === null ? undefined : Number(priority),
    template: {
      name: name ?? undefined,
      mode: element.getAttribute('mode') ?? '',
      patterns: match === null ? [] : patternsOf(element, match, compiling),
      body: compileInstructions([...element.childNodes], compiling),
    },
  };
}

function patternsOf(element: Element, match: string, { namespacesOf, functions }: Compiling): MatchPattern[] {
  try {
    return compilePattern(match, namespacesOf(element), functions);
  } catch {
    throw new StylesheetFault(`${element.tagName}: "${match}" is no pattern.`);
  }
}

function excludedNamespaces(root: Element, namespaces: Namespaces): Set<string> {
  const attributes = ['exclude-result-prefixes', 'extension-element-prefixes'];
  const prefixes = attributes.flatMap((name) => (root.getAttribute(name) ?? '').split(/\s+/));
  const uris = prefixes.map((prefix) => namespaces.get(prefix === '#default' ? '' : prefix));
  return new Set([XSL, ...uris.filter((uri) => uri !== undefined)]);
}

/** `elements` of strip-space and preserve-space: names, `*`; a name counts before `*` (section 3.4). */
function stripping(strip: readonly Element[], preserve: readonly Element[]): (element: Element) => boolean {
  const namesIn = (elements: readonly Element[]) =>
    new Set(elements.flatMap((each) => requiredAttribute(each, 'elements').split(/\s+/)));
  const [stripped, preserved] = [namesIn(strip), namesIn(preserve)];
  return ({ tagName }) => {
    if (preserved.has(tagName)) return false;
    return stripped.has(tagName) || (stripped.has('*') && !preserved.has('*'));
  };
}

const REFUSED_OUTPUT = ['cdata-section-elements', 'doctype-public', 'doctype-system'];

function outputForm(outputs: readonly Element[]): OutputForm {
  const get = (name: string) =>
    outputs.map((each) => each.getAttribute(name)).findLast((value) => value !== null);
  const method = get('method') ?? 'xml';
  if (method !== 'xml' && method !== 'text') {
    throw new StylesheetFault(`xsl:output: the method "${method}" is not supported.`);
  }
  for (const name of REFUSED_OUTPUT) {
    if (get(name) != null) throw new StylesheetFault(`xsl:output: ${name} is not supported.`);
  }
  return {
    method,
    indent: get('indent') === 'yes',
    omitsDeclaration: get('omit-xml-declaration') === 'yes',
    standalone: get('standalone') ?? undefined,
  };
}
