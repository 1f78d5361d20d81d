import { dotnetError } from '../errors.ts';
import { named } from '../type-ref.ts';
import type { TypeRef, Value } from '../value.ts';
import { DotnetObject } from '../value.ts';
import { writeXml } from './xml-write.ts';

/** XName: a local name in a namespace. */
export class XName extends DotnetObject {
  readonly local: string;
  readonly namespace: string;
  readonly dotnetType: TypeRef = named('XName');
  constructor(local: string, namespace = '') {
    super();
    this.local = local;
    this.namespace = namespace;
  }

  override text(): string {
    return this.namespace === '' ? this.local : `{${this.namespace}}${this.local}`;
  }

  override equals(other: Value): boolean {
    return other instanceof XName && other.local === this.local && other.namespace === this.namespace;
  }

  override hashKey(): string {
    return `\0x${this.text()}`;
  }
}

export class XNamespace extends DotnetObject {
  readonly uri: string;
  readonly dotnetType: TypeRef = named('XNamespace');
  constructor(uri: string) {
    super();
    this.uri = uri;
  }

  override text(): string {
    return this.uri;
  }

  override equals(other: Value): boolean {
    return other instanceof XNamespace && other.uri === this.uri;
  }

  override hashKey(): string {
    return `\0x${this.uri}`;
  }

  override operate(operator: string, right: Value): Value | undefined {
    return operator === '+' && typeof right === 'string' ? new XName(right, this.uri) : undefined;
  }
}

/** A node of an XML tree. */
export abstract class XNode extends DotnetObject {
  parent: XContainer | null = null;
  abstract readonly nodeType:
    | 'Element'
    | 'Text'
    | 'CDATA'
    | 'Comment'
    | 'ProcessingInstruction'
    | 'Document'
    | 'DocumentType';
  abstract clone(): XNode;

  override text(): string {
    return writeXml(this, true);
  }

  remove(): void {
    this.parent?.removeNode(this);
  }
}

export class XText extends XNode {
  value: string;
  readonly cdata: boolean;
  constructor(value: string, cdata = false) {
    super();
    this.value = value;
    this.cdata = cdata;
  }

  get nodeType(): 'Text' | 'CDATA' {
    return this.cdata ? 'CDATA' : 'Text';
  }

  get dotnetType(): TypeRef {
    return named(this.cdata ? 'XCData' : 'XText');
  }

  clone(): XText {
    return new XText(this.value, this.cdata);
  }
}

export class XComment extends XNode {
  readonly nodeType = 'Comment';
  readonly dotnetType: TypeRef = named('XComment');
  value: string;
  constructor(value: string) {
    super();
    this.value = value;
  }

  clone(): XComment {
    return new XComment(this.value);
  }
}

export class XInstruction extends XNode {
  readonly nodeType = 'ProcessingInstruction';
  readonly dotnetType: TypeRef = named('XProcessingInstruction');
  readonly target: string;
  readonly content: string;
  constructor(target: string, content: string) {
    super();
    this.target = target;
    this.content = content;
  }

  clone(): XInstruction {
    return new XInstruction(this.target, this.content);
  }
}

export class XAttribute extends DotnetObject {
  readonly name: XName;
  value: string;
  parent: XElement | null = null;
  readonly dotnetType: TypeRef = named('XAttribute');
  constructor(name: XName, value: string) {
    super();
    this.name = name;
    this.value = value;
  }

  get isNamespace(): boolean {
    return this.name.namespace === xmlnsUri || (this.name.namespace === '' && this.name.local === 'xmlns');
  }

  override text(): string {
    const prefix = this.name.namespace === xmlnsUri ? 'xmlns:' : '';
    return `${prefix}${this.name.local}="${this.value.replace(/[&<"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '"': '&quot;' })[c] ?? c)}"`;
  }
}

export const xmlnsUri = 'http://www.w3.org/2000/xmlns/';
export const xmlUri = 'http://www.w3.org/XML/1998/namespace';

export abstract class XContainer extends XNode {
  readonly nodes: XNode[] = [];

  append(node: XNode): void {
    this.insertAt(this.nodes.length, node);
  }

  insertAt(index: number, node: XNode): void {
    const free = node.parent === null && node !== this ? node : node.clone();
    free.parent = this;
    this.nodes.splice(index, 0, free);
  }

  appendText(value: string): void {
    const last = this.nodes.at(-1);
    if (value === '') return;
    if (last instanceof XText && !last.cdata) last.value += value;
    else this.append(new XText(value));
  }

  removeNode(node: XNode): void {
    const index = this.nodes.indexOf(node);
    if (index >= 0) this.nodes.splice(index, 1);
    node.parent = null;
  }

  clear(): void {
    for (const node of this.nodes) node.parent = null;
    this.nodes.length = 0;
  }

  elements(name: XName | null = null): XElement[] {
    return this.nodes.filter(
      (node): node is XElement => node instanceof XElement && (name === null || node.name.equals(name)),
    );
  }

  *descendants(): Generator<XNode, void> {
    for (const node of this.nodes) {
      yield node;
      if (node instanceof XContainer) yield* node.descendants();
    }
  }
}

export class XElement extends XContainer {
  readonly nodeType = 'Element';
  readonly dotnetType: TypeRef = named('XElement');
  name: XName;
  readonly attributes: XAttribute[] = [];
  constructor(name: XName) {
    super();
    this.name = name;
  }

  get value(): string {
    let text = '';
    for (const node of this.descendants()) if (node instanceof XText) text += node.value;
    return text;
  }

  attribute(name: XName): XAttribute | null {
    return this.attributes.find((attribute) => attribute.name.equals(name)) ?? null;
  }

  addAttribute(attribute: XAttribute): void {
    if (this.attribute(attribute.name) !== null)
      throw dotnetError('InvalidOperationException', 'Duplicate attribute.');
    const free = attribute.parent === null ? attribute : new XAttribute(attribute.name, attribute.value);
    free.parent = this;
    this.attributes.push(free);
  }

  clone(): XElement {
    const copy = new XElement(this.name);
    for (const attribute of this.attributes)
      copy.addAttribute(new XAttribute(attribute.name, attribute.value));
    for (const node of this.nodes) copy.append(node.clone());
    return copy;
  }
}

interface XmlDeclaration {
  readonly version: string;
  readonly encoding: string | null;
  readonly standalone: string | null;
}

export class XDeclaration extends DotnetObject {
  readonly declaration: XmlDeclaration;
  readonly dotnetType: TypeRef = named('XDeclaration');
  constructor(declaration: XmlDeclaration) {
    super();
    this.declaration = declaration;
  }

  override text(): string {
    const { version, encoding, standalone } = this.declaration;
    return `<?xml version="${version}"${encoding === null ? '' : ` encoding="${encoding}"`}${standalone === null ? '' : ` standalone="${standalone}"`}?>`;
  }
}

export class XDocument extends XContainer {
  readonly nodeType = 'Document';
  readonly dotnetType: TypeRef = named('XDocument');
  declaration: XDeclaration | null = null;

  get root(): XElement | null {
    return this.elements()[0] ?? null;
  }

  clone(): XDocument {
    const copy = new XDocument();
    copy.declaration = this.declaration;
    for (const node of this.nodes) copy.append(node.clone());
    return copy;
  }
}
