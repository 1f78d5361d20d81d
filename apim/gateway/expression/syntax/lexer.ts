import { ExpressionSyntaxError } from '../errors.ts';
import { Char } from '../value.ts';
import { numberLiteral } from '../values/literal.ts';
import type { InterpolatedPart, Token } from './token.ts';

/** Longest first. `>>` is left out: the parser joins two `>` when it is not inside type arguments. */
const operators = [
  '<<=', '??=', '=>', '==', '!=', '<=', '>=', '&&', '||', '??', '?.', '++', '--', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=',
  '<<', '::', '->', '..', '{', '}', '[', ']', '(', ')', '.', ',', ':', ';', '+', '-', '*', '/', '%', '&', '|', '^', '!', '~', '=',
  '<', '>', '?',
] as const; // biome-ignore format: a table

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ['"', '"'],
  ['\\', '\\'],
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

const identifierStart = /[\p{L}\p{Nl}_]/u;
const identifierRest = /[\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}\p{Cf}]/uy;
const number =
  /0[xX][\dA-Fa-f_]+(?:[uU][lL]?|[lL][uU]?)?|0[bB][01_]+(?:[uU][lL]?|[lL][uU]?)?|(?:\d[\d_]*)?(?:\.\d[\d_]*)?(?:[eE][+-]?\d[\d_]*)?(?:[fFdDmM]|[uU][lL]?|[lL][uU]?)?/y;
const space = /(?:\s|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)+/y;

/** Cuts `source` from `start` to `end` into tokens; the last one is of kind `end`. @throws ExpressionSyntaxError */
export function tokenize(source: string, start = 0, end = source.length): Token[] {
  return new Lexer(source, start, end).all();
}

class Lexer {
  readonly source: string;
  readonly end: number;
  at: number;

  constructor(source: string, start: number, end: number) {
    this.source = source;
    this.at = start;
    this.end = end;
  }

  all(): Token[] {
    const tokens: Token[] = [];
    for (;;) {
      this.skipSpace();
      if (this.at >= this.end) {
        tokens.push({ kind: 'end', text: '', offset: this.end, end: this.end });
        return tokens;
      }
      tokens.push(this.next());
    }
  }

  private skipSpace(): void {
    space.lastIndex = this.at;
    if (space.test(this.source)) this.at = Math.min(space.lastIndex, this.end);
    if (this.source.startsWith('/*', this.at)) throw this.error('comment is not closed', this.at);
    if (
      this.source[this.at] === '#' &&
      /^[^\S\n]*$/.test(this.source.slice(this.source.lastIndexOf('\n', this.at - 1) + 1, this.at))
    ) {
      const directive = /#(region|endregion|pragma|nullable)\b[^\n]*/y;
      directive.lastIndex = this.at;
      if (directive.test(this.source)) {
        this.at = Math.min(directive.lastIndex, this.end);
        this.skipSpace();
      }
    }
  }

  private next(): Token {
    const { source, at } = this;
    const c = source[at] ?? '';
    if (c === '"') return this.string(at, at + 1, false, false);
    if (c === "'") return this.char();
    if (c === '@' || c === '$') {
      const prefix = /[@$]{1,2}(?=")/y;
      prefix.lastIndex = at;
      const found = prefix.exec(source)?.[0];
      if (found !== undefined && !/^(..)?(@@|\$\$)/.test(found)) {
        return this.string(at, at + found.length + 1, found.includes('@'), found.includes('$'));
      }
      if (c === '@' && identifierStart.test(source[at + 1] ?? '')) return this.identifier(at + 1, true);
      throw this.error(`unexpected character ${c}`, at);
    }
    if (/\d/.test(c) || (c === '.' && /\d/.test(source[at + 1] ?? ''))) return this.number();
    if (identifierStart.test(String.fromCodePoint(source.codePointAt(at) ?? 0)))
      return this.identifier(at, false);
    for (const operator of operators) {
      if (source.startsWith(operator, at)) {
        // `a?.5:b` is a conditional with the number .5
        if (operator === '?.' && /\d/.test(source[at + 2] ?? '')) continue;
        this.at += operator.length;
        return { kind: 'operator', text: operator, offset: at, end: this.at };
      }
    }
    throw this.error(`unexpected character ${JSON.stringify(c)}`, at);
  }

  private identifier(from: number, escaped: boolean): Token {
    const offset = this.at;
    identifierRest.lastIndex = from;
    let stop = from;
    while (stop < this.end) {
      identifierRest.lastIndex = stop;
      if (!identifierRest.test(this.source)) break;
      stop = identifierRest.lastIndex;
    }
    if (stop === from) throw this.error('unexpected character', from);
    this.at = stop;
    return { kind: 'identifier', text: this.source.slice(from, stop), escaped, offset, end: stop };
  }

  private number(): Token {
    const offset = this.at;
    number.lastIndex = offset;
    const text = number.exec(this.source)?.[0] ?? '';
    this.at += text.length;
    if (text === '' || /[\p{L}_\d]/u.test(this.source[this.at] ?? ''))
      throw this.error('invalid number', offset);
    const value = numberLiteral(text);
    if (value === null) throw this.error(`number ${text} is out of range`, offset);
    return { kind: 'literal', text, value, offset, end: this.at };
  }

  /** One escape sequence after the backslash at `at`; moves past it. */
  private escape(): string {
    const from = this.at;
    const c = this.source[from + 1] ?? '';
    const simple = simpleEscapes.get(c);
    if (simple !== undefined) {
      this.at += 2;
      return simple;
    }
    const hex = { x: /[\dA-Fa-f]{1,4}/y, u: /[\dA-Fa-f]{4}/y, U: /[\dA-Fa-f]{8}/y }[c];
    if (hex !== undefined) {
      hex.lastIndex = from + 2;
      const digits = hex.exec(this.source)?.[0];
      const code = digits === undefined ? Number.NaN : Number.parseInt(digits, 16);
      if (digits !== undefined && code <= 0x10ffff) {
        this.at = from + 2 + digits.length;
        return String.fromCodePoint(code);
      }
    }
    throw this.error('unrecognized escape sequence', from);
  }

  private char(): Token {
    const offset = this.at;
    this.at += 1;
    const c = this.source[this.at];
    let text: string;
    if (c === '\\') text = this.escape();
    else {
      text = c ?? '';
      this.at += 1;
    }
    if (text.length !== 1 || c === "'" || c === '\n' || this.source[this.at] !== "'") {
      throw this.error('character literal is not one character', offset);
    }
    this.at += 1;
    return { kind: 'literal', text, value: new Char(text.charCodeAt(0)), offset, end: this.at };
  }

  private string(offset: number, from: number, verbatim: boolean, interpolated: boolean): Token {
    const parts: InterpolatedPart[] = [];
    let text = '';
    this.at = from;
    for (;;) {
      const c = this.at < this.end ? this.source[this.at] : undefined;
      if (c === undefined || (!verbatim && (c === '\n' || c === '\r')))
        throw this.error('string is not closed', offset);
      if (c === '"') {
        if (verbatim && this.source[this.at + 1] === '"') {
          text += '"';
          this.at += 2;
          continue;
        }
        this.at += 1;
        break;
      }
      if (c === '\\' && !verbatim) {
        text += this.escape();
        continue;
      }
      if (interpolated && (c === '{' || c === '}')) {
        if (this.source[this.at + 1] === c) {
          text += c;
          this.at += 2;
          continue;
        }
        if (c === '}') throw this.error('a } in an interpolated string is written }}', this.at);
        if (text !== '') parts.push({ kind: 'text', text });
        text = '';
        parts.push(this.hole(verbatim));
        continue;
      }
      text += c;
      this.at += 1;
    }
    if (!interpolated) return { kind: 'literal', text: '', value: text, offset, end: this.at };
    if (text !== '') parts.push({ kind: 'text', text });
    return { kind: 'interpolated', text: '', parts, offset, end: this.at };
  }

  /** `{expression,alignment:format}`; a `:` or `,` inside brackets belongs to the expression. */
  private hole(verbatim: boolean): InterpolatedPart {
    const opened = this.at;
    const start = opened + 1;
    let depth = 0;
    let stop = -1;
    let alignment: number | null = null;
    let format: string | null = null;
    this.at = start;
    for (;;) {
      const c = this.at < this.end ? this.source[this.at] : undefined;
      if (c === undefined) throw this.error('hole of an interpolated string is not closed', opened);
      if (c === '"' || c === "'" || c === '@' || c === '$') {
        this.next();
        continue;
      }
      if (depth === 0 && (c === '}' || c === ',' || c === ':')) {
        stop = this.at;
        if (c === ',') {
          const width = /,\s*(-?\d{1,6})\s*(?=[:}])/y;
          width.lastIndex = this.at;
          const found = width.exec(this.source);
          if (found === null) throw this.error('alignment is not a number', this.at);
          alignment = Number(found[1]);
          this.at = width.lastIndex;
        }
        if (this.source[this.at] === ':') {
          const from = this.at + 1;
          let to = from;
          while (to < this.end && this.source[to] !== '}')
            to += this.source[to] === '\\' && !verbatim ? 2 : 1;
          format = this.source.slice(from, to).replace(/\\(.)/g, verbatim ? '$&' : '$1');
          this.at = to;
        }
        if (this.source[this.at] !== '}')
          throw this.error('hole of an interpolated string is not closed', opened);
        this.at += 1;
        break;
      }
      if (c === '(' || c === '[' || c === '{') depth++;
      if (c === ')' || c === ']' || c === '}') depth--;
      this.at += 1;
    }
    if (this.source.slice(start, stop).trim() === '')
      throw this.error('hole of an interpolated string is empty', opened);
    return { kind: 'hole', start, end: stop, alignment, format };
  }

  private error(message: string, offset: number): ExpressionSyntaxError {
    return new ExpressionSyntaxError(message, offset);
  }
}
