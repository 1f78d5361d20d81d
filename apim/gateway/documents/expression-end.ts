import { characterAt } from './entities.ts';

/** Where an expression ends, or why it does not; offsets are of the text that is parsed. */
export type ExpressionEnd =
  | { readonly closed: true; readonly end: number }
  | { readonly closed: false; readonly message: string; readonly at: number };

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** APIM refuses expressions far shorter than this; without a bound an unclosed one would read the rest of the file. */
const MAX_EXPRESSION = 128 * 1024;
const MAX_NESTING = 256;

/** Whether `@(` or `@{` stands at an offset. */
export function startsExpression(text: string, offset: number): boolean {
  const next = text.charCodeAt(offset + 1);
  return text.charCodeAt(offset) === 0x40 && (next === 0x28 || next === 0x7b);
}

/**
 * Finds the end of the expression whose `@` is at `start`, by C#'s own rules: brackets balance, and those within
 * strings, characters and comments do not count. The text is read with its entities decoded, so `&quot;` opens a string
 * just as `"` does.
 */
export function findExpressionEnd(text: string, start: number): ExpressionEnd {
  const scan = new Scan(text, start + 1);
  return scan.code();
}

class Scan {
  readonly #text: string;
  readonly #limit: number;
  #at: number;
  /** The character at `#at`, decoded; empty at the end. */
  #here = '';
  #length = 0;
  /** What is open: brackets by what closes them, and interpolated strings by their kind. */
  readonly #open: { closes: string; at: number }[] = [];

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
    this.#limit = Math.min(text.length, at + MAX_EXPRESSION);
    this.#read();
  }

  code(): ExpressionEnd {
    while (this.#here !== '') {
      const fault = this.#step();
      if (fault !== undefined) return fault;
      if (this.#open.length === 0) return { closed: true, end: this.#at };
    }
    return this.#unclosed();
  }

  /** Takes one token of code; strings and comments are one token each, interpolated strings are entered. */
  #step(): ExpressionEnd | undefined {
    const here = this.#here;
    const innermost = this.#open.at(-1);
    if (innermost?.closes === '"' || innermost?.closes === '""')
      return this.#interpolated(innermost.closes === '""');
    const closes = CLOSING[here];
    if (closes !== undefined) return this.#enter(closes);
    if (here === ')' || here === ']' || here === '}') {
      if (innermost?.closes !== here) {
        return this.#fault(`"${here}" closes nothing; "${innermost?.closes ?? ''}" is expected`);
      }
      this.#open.pop();
      this.#next();
    } else if (here === '"') this.#string(false);
    else if (here === "'") this.#character();
    else if (here === '@' && this.#peek() === '"') this.#string(true);
    else if (here === '$' && this.#peek() === '"') return this.#enterInterpolated(1, false);
    else if ((here === '$' && this.#peek() === '@') || (here === '@' && this.#peek() === '$')) {
      return this.#enterInterpolated(2, true);
    } else if (here === '/' && this.#peek() === '/') this.#skipLine();
    else if (here === '/' && this.#peek() === '*') this.#skipComment();
    else this.#next();
    return undefined;
  }

  #enter(closes: string): ExpressionEnd | undefined {
    if (this.#open.length >= MAX_NESTING)
      return this.#fault(`the expression is nested more than ${MAX_NESTING} levels`);
    this.#open.push({ closes, at: this.#at });
    this.#next();
    return undefined;
  }

  #enterInterpolated(prefix: number, verbatim: boolean): ExpressionEnd | undefined {
    const start = this.#at;
    for (let taken = 0; taken < prefix; taken += 1) this.#next();
    if (this.#here !== '"') return undefined;
    const fault = this.#enter(verbatim ? '""' : '"');
    const opened = this.#open.at(-1);
    if (opened !== undefined) opened.at = start;
    return fault;
  }

  /** Inside `$"…"`: up to a hole, which is code again, or the end of the string. */
  #interpolated(verbatim: boolean): ExpressionEnd | undefined {
    const here = this.#here;
    const doubled = this.#peek() === here;
    if (here === '{' && !doubled) return this.#enter('}');
    if (here === '{' || (here === '}' && doubled)) this.#next();
    else if (here === '\\' && !verbatim) this.#next();
    else if (here === '"' && verbatim && doubled) this.#next();
    else if (here === '"') this.#open.pop();
    this.#next();
    return undefined;
  }

  #string(verbatim: boolean): void {
    this.#next();
    if (verbatim) this.#next();
    while (this.#here !== '') {
      if (this.#here === '\\' && !verbatim) this.#next();
      else if (this.#here === '"') {
        this.#next();
        if (!(verbatim && this.#here === '"')) return;
      }
      this.#next();
    }
  }

  /** `'x'`, `'\n'`, `'\u0041'`; an apostrophe that starts none of these is left to the parser of expressions. */
  #character(): void {
    const start = this.#at;
    this.#next();
    if (this.#here === '\\') this.#next();
    for (let taken = 0; taken < 8 && this.#here !== ''; taken += 1) {
      this.#next();
      if (this.#here === "'") break;
    }
    if (this.#here !== "'") this.#moveTo(start);
    this.#next();
  }

  #skipLine(): void {
    while (this.#here !== '' && this.#here !== '\n') this.#next();
  }

  #skipComment(): void {
    this.#next();
    this.#next();
    while (this.#here !== '' && !(this.#here === '*' && this.#peek() === '/')) this.#next();
    this.#next();
    this.#next();
  }

  #peek(): string {
    const next = this.#at + this.#length;
    return next < this.#limit ? characterAt(this.#text, next).value : '';
  }

  #next(): void {
    this.#moveTo(this.#at + this.#length);
  }

  #moveTo(offset: number): void {
    this.#at = offset;
    this.#read();
  }

  #read(): void {
    if (this.#at >= this.#limit) {
      this.#here = '';
      this.#length = 0;
      return;
    }
    const { value, length } = characterAt(this.#text, this.#at);
    this.#here = value;
    this.#length = length;
  }

  #fault(message: string): ExpressionEnd {
    return { closed: false, message, at: this.#at };
  }

  #unclosed(): ExpressionEnd {
    const innermost = this.#open.at(-1);
    const what = innermost?.closes.startsWith('"') ? 'a string' : `"${innermost?.closes ?? ')'}"`;
    const message = `the expression is not closed: ${what} is missing`;
    return { closed: false, message, at: innermost?.at ?? this.#at };
  }
}
