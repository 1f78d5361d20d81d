import type { Element, Node } from '@xmldom/xmldom';
import { type Compiling, type Instruction, isBlankText, type Place, StylesheetFault } from './compiling.ts';
import { isElement, isText, XSL } from './dom.ts';
import { addAttribute, literalElement } from './result.ts';
import { type Focus, type XPathExpression, type XPathValue, xNodes, xString } from './xpath.ts';

/** Compiles nodes of a stylesheet that make a result; each sees the variables of those before it. */
export function compileInstructions(nodes: readonly Node[], compiling: Compiling): Instruction {
  const compiled = nodes
    .filter((node) => !isBlankText(node))
    .flatMap((node) => compileNode(node, compiling) ?? []);
  return (place) => {
    let { variables } = place;
    for (const run of compiled) variables = run({ ...place, variables });
    return variables;
  };
}

function compileNode(node: Node, compiling: Compiling): Instruction | undefined {
  if (isText(node)) {
    const text = node.nodeValue ?? '';
    return (place) => writeText(place, text);
  }
  if (!isElement(node)) return undefined;
  if (node.namespaceURI !== XSL) return compileLiteral(node, compiling);
  const compile = compiling.instructions.get(node.localName ?? '');
  if (compile === undefined) throw new StylesheetFault(`${node.tagName} is not supported.`);
  return compile(node, compiling);
}

/** Adds text to the result. */
export function writeText({ running, into, variables }: Place, text: string): Focus['variables'] {
  if (text !== '') into.appendChild(running.result.createTextNode(text));
  return variables;
}

function compileLiteral(element: Element, compiling: Compiling): Instruction {
  const make = literalElement(element, compiling);
  const attributes = [...element.attributes].filter(({ namespaceURI }) => namespaceURI !== XSL);
  if (element.hasAttributeNS(XSL, 'use-attribute-sets')) {
    throw new StylesheetFault('xsl:use-attribute-sets is not supported.');
  }
  const templates = attributes.map((attribute) => ({
    attribute,
    value: compileValueTemplate(element, attribute.value, compiling),
  }));
  const body = compileInstructions([...element.childNodes], compiling);
  return (place) => {
    const made = make(place.running.result);
    place.into.appendChild(made);
    for (const { attribute, value } of templates) {
      addAttribute(made, attribute.name, attribute.namespaceURI, value(place));
    }
    body({ ...place, into: made });
    return place.variables;
  };
}

/** Compiles an attribute value template (section 7.6.2): text with expressions in braces. */
export function compileValueTemplate(
  element: Element,
  text: string,
  compiling: Compiling,
): (place: Place) => string {
  const parts = [...text.matchAll(/\{\{|\}\}|\{((?:[^{}"']|"[^"]*"|'[^']*')*)\}|[^{}]+|[{}]/g)].map(
    ([whole, expression]): string | XPathExpression => {
      if (expression !== undefined) return compiling.xpath(element, expression);
      if (whole === '{' || whole === '}')
        throw new StylesheetFault(`${element.tagName}: a brace of "${text}" is not closed.`);
      return whole === '{{' || whole === '}}' ? whole.charAt(0) : whole;
    },
  );
  return (place) =>
    parts.map((part) => (typeof part === 'string' ? part : part(place).stringValue())).join('');
}

/** The value of a variable or a parameter: of `select`, of its content as a tree, or an empty text. */
export function compileValue(element: Element, compiling: Compiling): (place: Place) => XPathValue {
  const select = element.getAttribute('select');
  if (select !== null) return compiling.xpath(element, select);
  if ([...element.childNodes].every(isBlankText)) return () => xString('');
  const body = compileInstructions([...element.childNodes], compiling);
  return (place) => {
    const into = place.running.result.createDocumentFragment();
    body({ ...place, into });
    return xNodes([into]);
  };
}

/** The text that instructions make, for attributes and comments. */
export function compileText(element: Element, compiling: Compiling): (place: Place) => string {
  const body = compileInstructions([...element.childNodes], compiling);
  return (place) => {
    const into = place.running.result.createDocumentFragment();
    body({ ...place, into });
    return into.textContent ?? '';
  };
}
