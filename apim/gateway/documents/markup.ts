import type { Element, Place, WrittenAttribute, WrittenText } from '../statements/statement.ts';
import { type Decoded, decode, joined, verbatim } from './decode.ts';
import { findExpressionEnd, startsExpression } from './expression-end.ts';
import type { Problem } from './problem.ts';
import { type Source, ValuePlace } from './source.ts';

/** What stands at the top of a document, and all that is wrong with its markup. */
export type Markup = {
  readonly nodes: readonly (Element | WrittenText)[];
  readonly problems: readonly Problem[];
};

/** "Policy document size: 512 KiB" (azure-subscription-service-limits); the double of it leaves room for named values. */
const MAX_LENGTH = 1024 * 1024;
const MAX_DEPTH = 128;
const MAX_PROBLEMS = 100;

/** The content of these is a body in whatever language, not policy markup (set-body-policy). */
const RAW_CONTENT: ReadonlyMap<string, RegExp> = new Map([['set-body', /<\/set-body\s*>/g]]);

/**
 * Reads the markup of a policy document in the format that API Management calls `rawxml`: XML, except that within `@(…)`
 * and `@{…}` quotes, `<` and `&` need not be escaped. 61 % of published documents are no well-formed XML because of this.
 * Never throws: whatever the text is, it answers with nodes and problems.
 */
export function readMarkup(source: Source): Markup {
  if (source.text.length > MAX_LENGTH) {
    const message = `the document is longer than ${MAX_LENGTH} characters`;
    return { nodes: [], problems: [{ place: source.placeAt(0), severity: 'error', message }] };
  }
  const reader = new Reader(source, 0, source.text.length);
  return reader.read();
}

type Open = {
  readonly kind: 'element';
  readonly name: string;
  readonly place: Place;
  readonly attributes: Map<string, WrittenAttribute>;
  readonly children: (Element | WrittenText)[];
  innerSource: string;
  /** Where its content begins. */
  readonly inner: number;
};

const NAME = /[A-Za-z_][\w.:-]*/y;
const ATTRIBUTE_NAME = /[^\s=>/"'<]+/y;
const SPACE = /\s*/y;

class Reader {
  readonly #source: Source;
  readonly #text: string;
  readonly #end: number;
  #at: number;
  readonly #top: (Element | WrittenText)[] = [];
  readonly #open: Open[] = [];
  /** Text since the last tag. */
  #pending: Decoded[] = [];
  readonly #problems: Problem[] = [];
  #stopped = false;

  constructor(source: Source, start: number, end: number) {
    this.#source = source;
    this.#text = source.text;
    this.#at = start;
    this.#end = end;
  }

  read(): Markup {
    while (this.#at < this.#end && !this.#stopped) {
      if (this.#text.charCodeAt(this.#at) === 0x3c) this.#markup();
      else this.#characters();
    }
    this.#flushText();
    for (const { name, place } of this.#stopped ? [] : this.#open)
      this.#fault(place, `<${name}> is not closed`);
    while (this.#open.length > 0) this.#close(this.#end);
    return { nodes: this.#top, problems: this.#problems };
  }

  #markup(): void {
    const text = this.#text;
    const at = this.#at;
    if (text.startsWith('<!--', at)) this.#skipPast('-->', 'the comment is not closed');
    else if (text.startsWith('<![CDATA[', at)) this.#characterData();
    else if (text.startsWith('<?', at)) this.#skipPast('?>', 'the processing instruction is not closed');
    else if (text.startsWith('<!', at)) {
      this.#faultAt(at, 'a document type is not allowed');
      this.#skipPast('>', 'the declaration is not closed');
    } else if (text.startsWith('</', at)) this.#endTag();
    else if (matchAt(NAME, text, at + 1) !== undefined) this.#startTag();
    else {
      this.#faultAt(at, '"<" starts no element here; write &lt;');
      this.#pending.push(verbatim(text, at, at + 1));
      this.#at = at + 1;
    }
  }

  #skipPast(mark: string, message: string): number {
    const found = this.#source.find(mark, this.#at + 2);
    if (found === -1 || found >= this.#end) {
      this.#faultAt(this.#at, message);
      this.#at = this.#end;
      return this.#end;
    }
    this.#at = found + mark.length;
    return found;
  }

  #characterData(): void {
    const start = this.#at + '<![CDATA['.length;
    const end = this.#skipPast(']]>', 'the CDATA section is not closed');
    if (end >= start) this.#pending.push(verbatim(this.#text, start, end));
  }

  /** Text up to the next tag; an expression at its beginning is taken whole, whatever it holds. */
  #characters(): void {
    const start = this.#at;
    const first = start + spaceAt(this.#text, start);
    let end = start;
    if (first < this.#end && startsExpression(this.#text, first)) {
      end = this.#expressionEnd(first) ?? start;
    }
    const tag = this.#text.indexOf('<', Math.max(end, start + 1));
    const stop = tag === -1 || tag > this.#end ? this.#end : tag;
    this.#pending.push(decode(this.#text, start, stop));
    this.#at = stop;
  }

  #expressionEnd(start: number): number | undefined {
    const found = findExpressionEnd(this.#text, start);
    if (found.closed && found.end <= this.#end) return found.end;
    this.#faultAt(
      found.closed ? start : found.at,
      found.closed ? 'the expression is not closed' : found.message,
    );
    return undefined;
  }

  #startTag(): void {
    const place = this.#source.placeAt(this.#at);
    const name = matchAt(NAME, this.#text, this.#at + 1) ?? '';
    this.#at += 1 + name.length;
    this.#flushText();
    const attributes = this.#attributes(name);
    const selfClosing = this.#text.startsWith('/>', this.#at);
    if (this.#text.charCodeAt(this.#at) === 0x2f || this.#text.charCodeAt(this.#at) === 0x3e) {
      this.#at += selfClosing ? 2 : 1;
    } else this.#fault(place, `the tag <${name}> is not closed by ">"`);
    const element: Open = {
      kind: 'element',
      name,
      place,
      attributes,
      children: [],
      innerSource: '',
      inner: this.#at,
    };
    this.#siblings().push(element);
    if (selfClosing) return;
    this.#open.push(element);
    if (this.#open.length > MAX_DEPTH) {
      this.#fault(place, `elements are nested more than ${MAX_DEPTH} levels`);
      this.#stopped = true;
    }
    const endTag = RAW_CONTENT.get(name);
    if (endTag !== undefined) this.#rawContent(element, endTag);
  }

  #attributes(element: string): Map<string, WrittenAttribute> {
    const attributes = new Map<string, WrittenAttribute>();
    while (this.#at < this.#end && !this.#stopped) {
      this.#at += spaceAt(this.#text, this.#at);
      const here = this.#text.charAt(this.#at);
      if (here === '>' || here === '<' || (here === '/' && this.#text.charAt(this.#at + 1) === '>')) break;
      const start = this.#at;
      const name = matchAt(ATTRIBUTE_NAME, this.#text, start);
      if (name === undefined) {
        this.#faultAt(start, `"${here}" is not expected in the tag <${element}>`);
        this.#at += 1;
        continue;
      }
      this.#at += name.length;
      const written = this.#attributeValue(name, start);
      if (written === undefined) continue;
      if (attributes.has(name)) this.#faultAt(start, `the attribute "${name}" is given twice`);
      attributes.set(name, written);
    }
    return attributes;
  }

  #attributeValue(name: string, nameAt: number): WrittenAttribute | undefined {
    const equals = this.#at + spaceAt(this.#text, this.#at);
    if (this.#text.charAt(equals) !== '=') {
      this.#faultAt(nameAt, `the attribute "${name}" has no value`);
      return undefined;
    }
    const start = equals + 1 + spaceAt(this.#text, equals + 1);
    const quote = this.#text.charAt(start);
    if (quote !== '"' && quote !== "'") {
      this.#faultAt(start, `the value of the attribute "${name}" is not in quotes`);
      this.#at = start + (matchAt(ATTRIBUTE_NAME, this.#text, start)?.length ?? 0);
      return undefined;
    }
    const end = this.#valueEnd(start + 1, quote);
    if (end === undefined) {
      this.#faultAt(start, `the value of the attribute "${name}" is not closed by ${quote}`);
      const tagEnd = this.#text.indexOf('>', start);
      this.#at = tagEnd === -1 || tagEnd > this.#end ? this.#end : tagEnd;
      return undefined;
    }
    this.#at = end + 1;
    const { value, offsets } = decode(this.#text, start + 1, end);
    return { value, place: new ValuePlace(this.#source, offsets) };
  }

  /** Where the closing quote of a value stands. In an expression quotes are C#'s. */
  #valueEnd(start: number, quote: string): number | undefined {
    const first = start + spaceAt(this.#text, start);
    if (startsExpression(this.#text, first)) {
      const end = this.#expressionEnd(first);
      const close = end === undefined ? -1 : end + spaceAt(this.#text, end);
      if (this.#text.charAt(close) === quote) return close;
      // Not an expression as a whole, or a broken one that has been reported: go on behind what looks like the end.
      if (end === undefined) return this.#brokenValueEnd(start, quote);
    }
    const end = this.#text.indexOf(quote, start);
    return end === -1 || end >= this.#end ? undefined : end;
  }

  /** A quote that another attribute or the end of the tag follows: the likeliest end of a value with a broken expression. */
  #brokenValueEnd(start: number, quote: string): number | undefined {
    const pattern =
      quote === '"' ? /"(?=\s*(?:\/?>|[\w-]+\s*=\s*["']))/g : /'(?=\s*(?:\/?>|[\w-]+\s*=\s*["']))/g;
    pattern.lastIndex = start;
    const end = pattern.exec(this.#text)?.index;
    return end === undefined || end >= this.#end ? undefined : end;
  }

  #endTag(): void {
    const start = this.#at;
    const name = matchAt(NAME, this.#text, start + 2) ?? '';
    this.#at = start + 2 + name.length;
    this.#at += spaceAt(this.#text, this.#at);
    if (this.#text.charAt(this.#at) === '>') this.#at += 1;
    else this.#faultAt(start, `the end tag </${name}> is not closed by ">"`);
    this.#flushText();
    const depth = this.#open.findLastIndex((each) => each.name === name);
    if (depth === -1) {
      this.#faultAt(start, `</${name}> closes nothing`);
      return;
    }
    while (this.#open.length > depth + 1) {
      const unclosed = this.#open.at(-1);
      if (unclosed !== undefined) this.#fault(unclosed.place, `<${unclosed.name}> is not closed`);
      this.#close(start);
    }
    this.#close(start);
  }

  #close(innerEnd: number): void {
    const element = this.#open.pop();
    if (element !== undefined) element.innerSource = this.#text.slice(element.inner, innerEnd);
  }

  /**
   * A body up to its own end tag. Markup in it is literal (`<soap:Envelope>…`): it is read into elements if it can be,
   * and is text otherwise, since a Liquid template may hold tags that do not match.
   */
  #rawContent(element: Open, endTag: RegExp): void {
    const start = this.#at;
    const { end, isExpression } = this.#rawEnd(endTag, start);
    if (end === undefined) return;
    const content = new Reader(this.#source, start, end).read();
    if (content.problems.length === 0 || isExpression) {
      element.children.push(...content.nodes);
      for (const { place, message } of content.problems) this.#fault(place, message);
    } else this.#pending.push(verbatim(this.#text, start, end));
    this.#at = end;
  }

  #rawEnd(endTag: RegExp, start: number): { end: number | undefined; isExpression: boolean } {
    const first = this.#pastComments(start);
    const isExpression = startsExpression(this.#text, first);
    const found = isExpression ? findExpressionEnd(this.#text, first) : undefined;
    let at = found?.closed ? found.end : start;
    for (;;) {
      endTag.lastIndex = at;
      const end = endTag.exec(this.#text)?.index;
      if (end === undefined || end >= this.#end) return { end: undefined, isExpression };
      const hidden = this.#hiddenUntil(at, end);
      if (hidden === undefined) return { end, isExpression };
      at = hidden;
    }
  }

  /** Where the CDATA section or comment ends that an offset stands in; undefined when it stands in none. */
  #hiddenUntil(start: number, offset: number): number | undefined {
    let at = start;
    while (at < offset) {
      const open = firstOf(this.#text.slice(at, offset), at, ['<![CDATA[', '<!--']);
      if (open === undefined) return undefined;
      const mark = open.mark === '<!--' ? '-->' : ']]>';
      const close = this.#source.find(mark, open.at);
      // One that never ends hides nothing: it is a fault of its own.
      if (close === -1) return undefined;
      at = close + mark.length;
    }
    return at > offset ? at : undefined;
  }

  /** Past white space and comments. */
  #pastComments(start: number): number {
    let at = start + spaceAt(this.#text, start);
    while (this.#text.startsWith('<!--', at)) {
      const end = this.#source.find('-->', at);
      if (end === -1) return at;
      at = end + 3;
      at += spaceAt(this.#text, at);
    }
    return at;
  }

  #siblings(): (Element | WrittenText)[] {
    return this.#open.at(-1)?.children ?? this.#top;
  }

  /** White space between elements is no text. */
  #flushText(): void {
    const pieces = this.#pending;
    if (pieces.length === 0) return;
    this.#pending = [];
    const { value, offsets } = joined(pieces);
    const shown = spaceAt(value, 0);
    if (shown === value.length) return;
    this.#siblings().push({ kind: 'text', text: value, place: new ValuePlace(this.#source, offsets, shown) });
  }

  #faultAt(offset: number, message: string): void {
    this.#fault(this.#source.placeAt(offset), message);
  }

  #fault(place: Place, message: string): void {
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push({ place, severity: 'error', message });
    else this.#stopped = true;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function spaceAt(text: string, at: number): number {
  return matchAt(SPACE, text, at)?.length ?? 0;
}

/** Which of the marks comes first in a slice that begins at `offset`. */
function firstOf(
  slice: string,
  offset: number,
  marks: readonly string[],
): { readonly at: number; readonly mark: string } | undefined {
  const found = marks.map((mark) => ({ mark, at: slice.indexOf(mark) })).filter(({ at }) => at !== -1);
  const [first] = found.sort((a, b) => a.at - b.at);
  return first && { mark: first.mark, at: first.at + offset };
}
