import type { Element, Node } from '@xmldom/xmldom';
import {
  type Compile,
  type Compiling,
  type Instruction,
  type Parameters,
  type Place,
  requiredAttribute,
  StylesheetFault,
} from './compiling.ts';
import { isAttribute, isElement, isRoot, XSL } from './dom.ts';
import {
  compileInstructions,
  compileText,
  compileValue,
  compileValueTemplate,
  writeText,
} from './instructions.ts';
import { addAttribute, copyOf } from './result.ts';
import { compileSort } from './sort.ts';
import { nodesOf, type XPathValue } from './xpath.ts';

/** The nodes that instructions are made of; sorts and parameters stand before them and are read apart. */
const contentOf = (element: Element): Node[] =>
  [...element.childNodes].filter((child) => !isXsl(child, 'sort') && !isXsl(child, 'with-param'));

const isXsl = (node: Node, name: string): node is Element =>
  isElement(node) && node.namespaceURI === XSL && node.localName === name;

const childrenNamed = (element: Element, name: string): Element[] =>
  [...element.childNodes].filter((child): child is Element => isXsl(child, name));

const body = (element: Element, compiling: Compiling): Instruction =>
  compileInstructions(contentOf(element), compiling);

/** Variables that are set within an instruction are gone behind it. */
const inside =
  (run: (place: Place) => void): Instruction =>
  (place) => {
    run(place);
    return place.variables;
  };

function compileParameters(element: Element, compiling: Compiling): (place: Place) => Parameters {
  const given = childrenNamed(element, 'with-param').map((each) => ({
    name: requiredAttribute(each, 'name'),
    value: compileValue(each, compiling),
  }));
  return (place) => new Map(given.map(({ name, value }) => [name, value(place)]));
}

/** A node that gets attributes gets no more once it has content. */
function attributeTarget({ into }: Place): Element | undefined {
  return isElement(into) && into.firstChild === null ? into : undefined;
}

function writeNode(place: Place, node: Node): void {
  if (!isAttribute(node)) {
    place.into.appendChild(node);
    return;
  }
  const attribute = node as unknown as { name: string; namespaceURI: string | null; value: string };
  const target = attributeTarget(place);
  if (target !== undefined) addAttribute(target, attribute.name, attribute.namespaceURI, attribute.value);
}

/** The namespace of a name that an instruction computes: `namespace`, or that of its prefix in the stylesheet. */
function namespaceOf(element: Element, compiling: Compiling, usesDefault: boolean) {
  const given = element.getAttribute('namespace');
  const template = given === null ? undefined : compileValueTemplate(element, given, compiling);
  const inScope = compiling.namespacesOf(element);
  return (place: Place, name: string): string | null => {
    if (template !== undefined) return template(place) || null;
    const [prefix] = name.includes(':') ? name.split(':', 1) : [''];
    if (prefix === 'xml') return 'http://www.w3.org/XML/1998/namespace';
    if (prefix === '' && !usesDefault) return null;
    const found = inScope.get(prefix ?? '');
    if (found === undefined && prefix !== '') throw new Error(`The prefix ${prefix} is not declared.`);
    return found ?? null;
  };
}

function compileVariable(element: Element, compiling: Compiling): Instruction {
  const name = requiredAttribute(element, 'name');
  const value = compileValue(element, compiling);
  const isParameter = element.localName === 'param';
  return (place) => {
    const given: XPathValue | undefined = isParameter ? place.parameters.get(name) : undefined;
    return new Map([...place.variables, [name, given ?? value(place)]]);
  };
}

function refuseEscapes(element: Element): void {
  if (element.getAttribute('disable-output-escaping') === 'yes') {
    throw new StylesheetFault(`${element.tagName}: disable-output-escaping is not supported.`);
  }
}

/** The instructions of XSLT 1.0 that are run; the others are refused by name. */
export const INSTRUCTIONS: ReadonlyMap<string, Compile> = new Map<string, Compile>([
  ['variable', compileVariable],
  ['param', compileVariable],
  [
    'apply-templates',
    (element, compiling) => {
      const select = compiling.xpath(element, element.getAttribute('select') ?? 'child::node()');
      const mode = element.getAttribute('mode') ?? '';
      const sorted = compileSort(childrenNamed(element, 'sort'), compiling);
      const parameters = compileParameters(element, compiling);
      return inside((place) => {
        place.running.apply(sorted(nodesOf(select(place)), place), mode, parameters(place), place);
      });
    },
  ],
  [
    'call-template',
    (element, compiling) => {
      const name = requiredAttribute(element, 'name');
      const parameters = compileParameters(element, compiling);
      return inside((place) => place.running.call(name, parameters(place), place));
    },
  ],
  [
    'for-each',
    (element, compiling) => {
      const select = compiling.xpath(element, requiredAttribute(element, 'select'));
      const sorted = compileSort(childrenNamed(element, 'sort'), compiling);
      const run = body(element, compiling);
      return inside((place) => {
        const nodes = sorted(nodesOf(select(place)), place);
        for (const [index, node] of nodes.entries()) {
          run({ ...place, node, position: index + 1, size: nodes.length });
        }
      });
    },
  ],
  [
    'if',
    (element, compiling) => {
      const test = compiling.xpath(element, requiredAttribute(element, 'test'));
      const run = body(element, compiling);
      return inside((place) => {
        if (test(place).booleanValue()) run(place);
      });
    },
  ],
  [
    'choose',
    (element, compiling) => {
      const branches = childrenNamed(element, 'when').map((when) => ({
        test: compiling.xpath(when, requiredAttribute(when, 'test')),
        run: body(when, compiling),
      }));
      const [otherwise] = childrenNamed(element, 'otherwise').map((each) => body(each, compiling));
      return inside((place) => {
        const taken = branches.find(({ test }) => test(place).booleanValue());
        (taken?.run ?? otherwise)?.(place);
      });
    },
  ],
  [
    'value-of',
    (element, compiling) => {
      refuseEscapes(element);
      const select = compiling.xpath(element, requiredAttribute(element, 'select'));
      return (place) => writeText(place, select(place).stringValue());
    },
  ],
  [
    'text',
    (element) => {
      refuseEscapes(element);
      const text = element.textContent ?? '';
      return (place) => writeText(place, text);
    },
  ],
  [
    'element',
    (element, compiling) => {
      const name = compileValueTemplate(element, requiredAttribute(element, 'name'), compiling);
      const namespace = namespaceOf(element, compiling, true);
      const run = body(element, compiling);
      return inside((place) => {
        const given = name(place);
        const made = place.running.result.createElementNS(namespace(place, given), given);
        place.into.appendChild(made);
        run({ ...place, into: made });
      });
    },
  ],
  [
    'attribute',
    (element, compiling) => {
      const name = compileValueTemplate(element, requiredAttribute(element, 'name'), compiling);
      const namespace = namespaceOf(element, compiling, false);
      const text = compileText(element, compiling);
      return inside((place) => {
        const given = name(place);
        const target = attributeTarget(place);
        if (target !== undefined) addAttribute(target, given, namespace(place, given), text(place));
      });
    },
  ],
  [
    'comment',
    (element, compiling) => {
      const text = compileText(element, compiling);
      // "--" would end the comment (section 7.4).
      return inside((place) => {
        const safe = text(place).replaceAll(/-(?=-|$)/g, '- ');
        place.into.appendChild(place.running.result.createComment(safe));
      });
    },
  ],
  [
    'processing-instruction',
    (element, compiling) => {
      const name = compileValueTemplate(element, requiredAttribute(element, 'name'), compiling);
      const text = compileText(element, compiling);
      return inside((place) => {
        const safe = text(place).replaceAll('?>', '? >');
        place.into.appendChild(place.running.result.createProcessingInstruction(name(place), safe));
      });
    },
  ],
  [
    'copy',
    (element, compiling) => {
      const run = body(element, compiling);
      return inside((place) => {
        const { node, running } = place;
        if (isRoot(node)) return void run(place);
        const copy = copyOf(node, running.result, false, running.namespacesOf);
        writeNode(place, copy);
        if (isElement(copy)) run({ ...place, into: copy });
      });
    },
  ],
  [
    'copy-of',
    (element, compiling) => {
      const select = compiling.xpath(element, requiredAttribute(element, 'select'));
      return inside((place) => {
        const value = select(place);
        if (!('toArray' in value)) return void writeText(place, value.stringValue());
        for (const node of nodesOf(value)) {
          for (const each of isRoot(node) ? [...node.childNodes] : [node]) {
            writeNode(place, copyOf(each, place.running.result, true, place.running.namespacesOf));
          }
        }
      });
    },
  ],
  [
    'message',
    (element, compiling) => {
      const text = compileText(element, compiling);
      const terminates = element.getAttribute('terminate') === 'yes';
      return inside((place) => place.running.message(text(place), terminates));
    },
  ],
]);
