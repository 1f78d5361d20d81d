import { dotnetError } from '../errors.ts';
import {
  XAttribute,
  XComment,
  type XContainer,
  XDeclaration,
  XDocument,
  XElement,
  XInstruction,
  XName,
  XText,
  xmlnsUri,
  xmlUri,
} from './xml.ts';

const maximumDepth = 256;

/** XML text → tree; no document type with entities (they are refused), no external anything. @throws XmlException */
export function readXml(text: string, keepSpace: boolean): XDocument {
  return new XmlReader(text, keepSpace).document();
}

const nameStart = String.raw`[\p{L}_]`;
const nameRest = String.raw`[\p{L}\p{N}_.\-·]*`;
const qualifiedName = new RegExp(`(?:(${nameStart}${nameRest}):)?(${nameStart}${nameRest})`, 'uy');
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

class XmlReader {
  readonly text: string;
  readonly keepSpace: boolean;
  at = 0;

  constructor(text: string, keepSpace: boolean) {
    this.text = text.replace(/\r\n?/g, '\n');
    this.keepSpace = keepSpace;
  }

  error(message: string) {
    const before = this.text.slice(0, this.at);
    const line = before.split('\n').length;
    return dotnetError(
      'XmlException',
      `${message} Line ${line}, position ${this.at - before.lastIndexOf('\n')}.`,
    );
  }

  private take(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private until(end: string): string {
    const stop = this.text.indexOf(end, this.at);
    if (stop < 0) throw this.error('Unexpected end of file has occurred.');
    const found = this.text.slice(this.at, stop);
    this.at = stop + end.length;
    return found;
  }

  private space(): boolean {
    const from = this.at;
    while (' \t\n'.includes(this.text[this.at] ?? 'x')) this.at += 1;
    return this.at > from;
  }

  document(): XDocument {
    const document = new XDocument();
    if (/^<\?xml\s/.test(this.text)) {
      this.at = 5;
      const part = (content: string, name: string) =>
        new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`).exec(content)?.[1] ?? null;
      const content = this.until('?>');
      document.declaration = new XDeclaration({
        version: part(content, 'version') ?? '1.0',
        encoding: part(content, 'encoding'),
        standalone: part(content, 'standalone'),
      });
    }
    this.space();
    if (this.at >= this.text.length) throw this.error('Root element is missing.');
    while (this.at < this.text.length) {
      if (this.space()) continue;
      if (!this.misc(document)) {
        if (this.text[this.at] !== '<') throw this.error('Data at the root level is invalid.');
        if (document.root !== null) throw this.error('There are multiple root elements.');
        this.element(document, new Map([['xml', xmlUri]]), 0);
      }
    }
    if (document.root === null) throw this.error('Root element is missing.');
    return document;
  }

  private misc(into: XContainer): boolean {
    if (this.take('<!--')) into.append(new XComment(this.until('-->')));
    else if (this.text.startsWith('<!DOCTYPE', this.at))
      throw this.error('For security reasons DTD is prohibited in this XML document.');
    else if (this.take('<?')) {
      const content = this.until('?>');
      const cut = content.search(/\s/);
      into.append(
        cut < 0
          ? new XInstruction(content, '')
          : new XInstruction(content.slice(0, cut), content.slice(cut).trim()),
      );
    } else return false;
    return true;
  }

  private name(): [prefix: string, local: string] {
    qualifiedName.lastIndex = this.at;
    const found = qualifiedName.exec(this.text);
    if (found === null) throw this.error('Name cannot begin with this character.');
    this.at = qualifiedName.lastIndex;
    return [found[1] ?? '', found[2] ?? ''];
  }

  private element(into: XContainer, outer: ReadonlyMap<string, string>, depth: number): void {
    if (depth > maximumDepth) throw this.error('The XML is nested too deeply.');
    this.at += 1;
    const [prefix, local] = this.name();
    const raw: { prefix: string; local: string; value: string }[] = [];
    const scope = new Map(outer);
    for (;;) {
      const spaced = this.space();
      if (this.text[this.at] === '>' || this.text.startsWith('/>', this.at)) break;
      if (!spaced) throw this.error('Unexpected token.');
      const [p, l] = this.name();
      this.space();
      if (!this.take('=')) throw this.error("The '=' character was expected.");
      this.space();
      const quote = this.text[this.at] ?? '';
      if (quote !== '"' && quote !== "'") throw this.error('A quote was expected.');
      this.at += 1;
      const value = this.decode(this.until(quote)).replace(/[\n\t]/g, ' ');
      if (p === 'xmlns') scope.set(l, value);
      else if (p === '' && l === 'xmlns') scope.set('', value);
      raw.push({ prefix: p, local: l, value });
    }
    const element = new XElement(new XName(local, this.resolve(prefix, scope)));
    for (const { prefix: p, local: l, value } of raw) {
      const namespace = p === 'xmlns' ? xmlnsUri : p === '' ? '' : this.resolve(p, scope);
      const name = new XName(l, namespace);
      if (element.attribute(name) !== null) throw this.error(`'${l}' is a duplicate attribute name.`);
      element.addAttribute(new XAttribute(name, value));
    }
    into.append(element);
    if (this.take('/>')) return;
    this.at += 1;
    this.content(element, scope, depth);
    const [closePrefix, closeLocal] = this.name();
    if (closePrefix !== prefix || closeLocal !== local)
      throw this.error(`The '${local}' start tag does not match the end tag of '${closeLocal}'.`);
    this.space();
    if (!this.take('>')) throw this.error("'>' expected.");
  }

  private resolve(prefix: string, scope: ReadonlyMap<string, string>): string {
    const uri = scope.get(prefix);
    if (uri !== undefined) return uri;
    if (prefix === '') return '';
    throw this.error(`'${prefix}' is an undeclared prefix.`);
  }

  private content(element: XElement, scope: ReadonlyMap<string, string>, depth: number): void {
    for (;;) {
      const stop = this.text.indexOf('<', this.at);
      if (stop < 0) throw this.error('Unexpected end of file has occurred.');
      const run = this.text.slice(this.at, stop);
      if (run !== '') {
        if (run.includes(']]>')) throw this.error("']]>' is not allowed in character data.");
        // white space between elements is not significant
        if (this.keepSpace || run.trim() !== '') element.appendText(this.decode(run));
        this.at = stop;
      }
      if (this.take('</')) return;
      if (this.take('<![CDATA[')) element.append(new XText(this.until(']]>'), true));
      else if (!this.misc(element)) this.element(element, scope, depth + 1);
    }
  }

  private decode(text: string): string {
    if (text.includes('<'))
      throw this.error("'<', hexadecimal value 0x3C, is an invalid attribute character.");
    return text.replace(/&([^;\s]{0,20};?)/g, (_, reference: string) => {
      const name = reference.endsWith(';') ? reference.slice(0, -1) : '';
      const known = Object.hasOwn(entities, name) ? entities[name] : undefined;
      if (known !== undefined) return known;
      const code = /^#x([\dA-Fa-f]+)$/.test(name)
        ? Number.parseInt(name.slice(2), 16)
        : /^#\d+$/.test(name)
          ? Number(name.slice(1))
          : Number.NaN;
      if (!(code > 0 && code <= 0x10ffff))
        throw this.error(
          name === ''
            ? 'An error occurred while parsing EntityName.'
            : `Reference to undeclared entity '${name}'.`,
        );
      return String.fromCodePoint(code);
    });
  }
}
