import { readXml, type XmlElement } from './xml-tree.ts';

/** How XML becomes JSON (xml-to-json-policy, Attributes). */
export type XmlToJsonForm = {
  /** `direct` keeps attributes apart with `@`; `javascript-friendly` makes every name one that needs no quotes. */
  readonly kind: 'direct' | 'javascript-friendly';
  readonly alwaysArrays: boolean;
};

type Json = string | null | Json[] | { [name: string]: Json };

const DECLARATION = /^\s*<\?xml\s+([\s\S]*?)\?>/;
const PSEUDO_ATTRIBUTE = /(version|encoding|standalone)\s*=\s*["']([^"']*)["']/g;

/**
 * Converts a message. The `direct` form follows a published capture: the declaration's parts come first, `:` in names
 * becomes `$`, attributes get an `@` (dev.fyicenter.com 1000733). Of `javascript-friendly` no capture is public; it
 * writes the same without `@`.
 */
export function xmlToJson(text: string, form: XmlToJsonForm): string {
  const root = readXml(text);
  const result: [string, Json][] = [];
  for (const [, name = '', value = ''] of (DECLARATION.exec(text)?.[1] ?? '').matchAll(PSEUDO_ATTRIBUTE)) {
    result.push([name, value]);
  }
  const value = jsonOf(root, form);
  result.push([nameOf(root.name), form.alwaysArrays ? [value] : value]);
  return JSON.stringify(Object.fromEntries(result));
}

const nameOf = (name: string) => name.replaceAll(':', '$');

function jsonOf(element: XmlElement, form: XmlToJsonForm): Json {
  const mark = form.kind === 'direct' ? '@' : '';
  const members = new Map<string, Json>();
  for (const [name, value] of element.attributes) members.set(mark + nameOf(name), value);
  const elements = element.children.filter((child) => typeof child !== 'string');
  for (const [name, values] of Map.groupBy(elements, (child) => nameOf(child.name))) {
    const converted = values.map((child) => jsonOf(child, form));
    const [only] = converted;
    members.set(name, converted.length > 1 || form.alwaysArrays || only === undefined ? converted : only);
  }
  const text = element.children.filter((child) => typeof child === 'string').join('');
  const content = elements.length > 0 ? text.trim() : text;
  if (members.size === 0) return content === '' ? null : content;
  if (content !== '') members.set(form.kind === 'direct' ? '#text' : '$text', content);
  return Object.fromEntries(members);
}
