import { childElements, localName, textContent, type XmlElement } from '../text/xml-tree.ts';
import { dated } from './liquid-filters.ts';

/** How XML shows in a template (set-body-policy, Attributes). */
export type BodyForm = {
  /** Elements with `xsi:nil="true"`: as empty text, or as null. */
  readonly nil: 'blank' | 'null';
  /** "Whether date-formatted strings are parsed to System.DateTime (mm/dd/yyyy hh:mm:ss)". */
  readonly parsesDates: boolean;
};

const CHILDREN = Symbol('children');

/** The values of the child elements of an element, in document order; undefined for what is no element with children. */
export function childrenOf(value: unknown): readonly unknown[] | undefined {
  return typeof value === 'object' && value !== null && CHILDREN in value
    ? (value[CHILDREN] as readonly unknown[])
    : undefined;
}

/** The `body` of an XML document: its root element by its local name. */
export function xmlBody(root: XmlElement, form: BodyForm): object {
  return members([[localName(root.name), elementValue(root, form)]]);
}

function elementValue(element: XmlElement, form: BodyForm): unknown {
  if (element.attributes.some(([name, value]) => localName(name) === 'nil' && value === 'true')) {
    return form.nil === 'null' ? null : '';
  }
  const children = childElements(element);
  if (children.length === 0) {
    const text = textContent(element);
    return form.parsesDates ? dated(text) : text;
  }
  return members(children.map((child) => [localName(child.name), elementValue(child, form)]));
}

/**
 * Child elements by their names, those of one name as an array. A name that no element has is looked for in any case: the
 * templates that API Management writes say `body.envelope.body` where SOAP has `Envelope` and `Body`.
 */
function members(children: readonly (readonly [name: string, value: unknown])[]): object {
  const groups = Map.groupBy(children, ([name]) => name);
  const byName: Record<string, unknown> = Object.fromEntries(
    [...groups].map(([name, same]) => [
      name,
      same.length === 1 ? same[0]?.[1] : same.map(([, value]) => value),
    ]),
  );
  const inAnyCase = new Map([...groups.keys()].reverse().map((name) => [name.toLowerCase(), name]));
  const nameOf = (key: string | symbol): string | undefined => {
    if (typeof key === 'symbol') return undefined;
    return Object.hasOwn(byName, key) ? key : inAnyCase.get(key.toLowerCase());
  };
  const values = children.map(([, value]) => value);
  return new Proxy(byName, {
    has: (_, key) => key === CHILDREN || nameOf(key) !== undefined,
    get(_, key) {
      if (key === CHILDREN) return values;
      const name = nameOf(key);
      if (name !== undefined) return byName[name];
      // the text of an element that is written as a whole is that of all in it, as XElement.Value
      return key === 'toString' ? () => values.map((value) => String(value ?? '')).join('') : undefined;
    },
    // the templates' engine reads own properties only, and asks for them this way
    getOwnPropertyDescriptor(_, key) {
      const name = nameOf(key);
      return name === undefined
        ? undefined
        : { value: byName[name], configurable: true, enumerable: name === key, writable: false };
    },
  });
}
