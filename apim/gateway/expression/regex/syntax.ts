import { dotnetError } from '../errors.ts';
import {
  any,
  blockPattern,
  classes,
  foldedRange,
  foldedTest,
  isWord,
  range,
  type Test,
} from './characters.ts';
import { type Assertion, flagsOf, type ParsedRegex, type RegexFlags, type RegexNode } from './node.ts';

/** Parses a .NET pattern. @throws ArgumentException (RegexParseException) */
export function parseRegex(pattern: string, flags: RegexFlags): ParsedRegex {
  return new RegexParser(pattern, flags).parse();
}

/** Recursive descent over one cursor. Longer than 300 lines: its rules share the cursor, the flags and the group numbers. */
class RegexParser {
  readonly pattern: string;
  readonly names: (string | undefined)[] = ['0'];
  at = 0;
  flags: RegexFlags;
  private depth = 0;
  private readonly named = new Map<string, number>();

  constructor(pattern: string, flags: RegexFlags) {
    this.pattern = pattern;
    this.flags = flags;
    this.numberGroups();
  }

  parse(): ParsedRegex {
    const root = this.alternatives();
    if (this.at < this.pattern.length) throw this.error("Too many )'s.");
    return { root, names: this.names.map((name, i) => name ?? String(i)) };
  }

  error(message: string) {
    return dotnetError(
      'RegexParseException',
      `Invalid pattern '${this.pattern}' at offset ${this.at}. ${message}`,
    );
  }

  /** Unnamed groups are numbered first, named ones after them (page "Grouping constructs in regular expressions"). */
  private numberGroups(): void {
    const { pattern } = this;
    const named: string[] = [];
    let count = 0;
    let inClass = false;
    for (let i = 0; i < pattern.length; i++) {
      const c = pattern[i];
      if (c === '\\') i++;
      else if (inClass) inClass = c !== ']';
      else if (c === '[') {
        inClass = true;
        if (pattern[i + 1] === '^') i++;
        if (pattern[i + 1] === ']') i++;
      } else if (c === '(') {
        const name = /\(\?(?:<([\p{L}_]\w*)>|'([\p{L}_]\w*)'|<(\d+)>)/uy;
        name.lastIndex = i;
        const found = name.exec(pattern);
        if (found !== null) {
          const text = found[1] ?? found[2];
          if (text !== undefined && !named.includes(text)) named.push(text);
          else if (found[3] !== undefined) this.names[Number(found[3])] = found[3];
        } else if (pattern[i + 1] !== '?' && !this.flags.explicitCapture) count += 1;
      }
    }
    for (let i = 1; i <= count; i++) this.names[i] = String(i);
    for (const name of named) {
      this.named.set(name, this.names.length);
      this.names.push(name);
    }
  }

  private next = 1;

  private alternatives(): RegexNode {
    if (++this.depth > 100) throw this.error('Pattern is nested too deeply.');
    const outer = this.flags;
    const options = [this.sequence()];
    while (this.pattern[this.at] === '|') {
      this.at += 1;
      options.push(this.sequence());
    }
    this.flags = outer;
    this.depth -= 1;
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: 'either', options };
  }

  private sequence(): RegexNode {
    const items: RegexNode[] = [];
    for (;;) {
      this.skipSpace();
      const c = this.pattern[this.at];
      if (c === undefined || c === '|' || c === ')') break;
      const atom = this.atom();
      if (atom === null) continue;
      items.push(this.repeated(atom));
    }
    const [only] = items;
    return items.length === 1 && only !== undefined ? only : { kind: 'sequence', items };
  }

  private skipSpace(): void {
    if (!this.flags.ignoreSpace) return;
    const space = /(?:\s|#[^\n]*)+/y;
    space.lastIndex = this.at;
    if (space.test(this.pattern)) this.at = space.lastIndex;
  }

  private repeated(atom: RegexNode): RegexNode {
    let node = atom;
    for (;;) {
      this.skipSpace();
      const quantifier = /[*+?]|\{(\d+)(?:(,)(\d*))?\}/y;
      quantifier.lastIndex = this.at;
      const found = quantifier.exec(this.pattern);
      if (found === null) return node;
      if (node !== atom) throw this.error(`Nested quantifier '${found[0]}'.`);
      this.at += found[0].length;
      const [least, most] = range(found);
      if (least > most) throw this.error('Illegal {x,y} with x > y.');
      if (least > 100_000)
        throw this.error('Capture group numbers must be less than or equal to Int32.MaxValue.');
      const lazy = this.pattern[this.at] === '?';
      if (lazy) this.at += 1;
      node = { kind: 'repeat', item: atom, least, most, lazy, possessive: false };
    }
  }

  private atom(): RegexNode | null {
    const c = this.pattern[this.at] ?? '';
    this.at += 1;
    switch (c) {
      case '.':
        return { kind: 'set', test: this.flags.singleline ? () => true : (code) => code !== 10 };
      case '^':
        return { kind: 'assert', what: this.flags.multiline ? 'lineStart' : 'textStart' };
      case '$':
        return { kind: 'assert', what: this.flags.multiline ? 'lineEnd' : 'textEndOrNewLine' };
      case '[':
        return { kind: 'set', test: this.class() };
      case '(':
        return this.group();
      case '\\':
        return this.escape();
      case '*':
      case '+':
      case '?':
        throw this.error(`Quantifier '${c}' following nothing.`);
      default:
        return this.literal(c.charCodeAt(0));
    }
  }

  private literal(code: number): RegexNode {
    return { kind: 'set', test: this.flags.ignoreCase ? foldedTest(code) : (other) => other === code };
  }

  private group(): RegexNode | null {
    if (this.pattern[this.at] !== '?') {
      if (this.flags.explicitCapture) return this.close(this.alternatives());
      const index = this.next++;
      return { kind: 'group', item: this.close(this.alternatives()), index };
    }
    const opening =
      /\?(?:(:)|(=)|(!)|(<=)|(<!)|(>)|<([\p{L}_]\w*|\d+)>|'([\p{L}_]\w*|\d+)'|\((\w+)\)|(#[^)]*\))|([imnsx]*)(?:-([imnsx]+))?([:)]))/uy;
    opening.lastIndex = this.at;
    const start = this.at;
    const found = opening.exec(this.pattern);
    if (found === null && this.pattern.startsWith('?(', start)) return this.conditionOnExpression();
    if (found === null) throw this.error('Unrecognized grouping construct.');
    this.at = opening.lastIndex;
    const [
      ,
      plain,
      ahead,
      notAhead,
      behind,
      notBehind,
      atomic,
      angle,
      quoted,
      condition,
      comment,
      on,
      off,
      end,
    ] = found;
    if (comment !== undefined) return null;
    if (plain !== undefined) return this.close(this.alternatives());
    if (atomic !== undefined) return { kind: 'atomic', item: this.close(this.alternatives()) };
    if (ahead !== undefined || notAhead !== undefined)
      return {
        kind: 'look',
        item: this.close(this.alternatives()),
        ahead: true,
        negative: notAhead !== undefined,
      };
    if (behind !== undefined || notBehind !== undefined)
      return {
        kind: 'look',
        item: this.close(this.alternatives()),
        ahead: false,
        negative: notBehind !== undefined,
      };
    const name = angle ?? quoted;
    if (name !== undefined) {
      const index = /^\d/.test(name) ? Number(name) : (this.named.get(name) ?? 0);
      return { kind: 'group', item: this.close(this.alternatives()), index };
    }
    if (condition !== undefined) {
      const index = /^\d+$/.test(condition) ? Number(condition) : this.named.get(condition);
      if (index !== undefined && index < this.names.length) return this.condition(index);
      this.at = start;
      return this.conditionOnExpression();
    }
    const changed = { ...this.flags, ...flagsOf(on ?? '', true), ...flagsOf(off ?? '', false) };
    if (end === ')') {
      this.flags = changed;
      return null;
    }
    const outer = this.flags;
    this.flags = changed;
    const item = this.close(this.alternatives());
    this.flags = outer;
    return item;
  }

  private condition(index: number): RegexNode {
    const [yes, no] = this.branches();
    return { kind: 'condition', index, yes, no };
  }

  /** `(?(expression)yes|no)`: a lookahead decides. */
  private conditionOnExpression(): RegexNode {
    this.at += 2;
    const item = this.close(this.alternatives());
    const [yes, no] = this.branches();
    const look = (negative: boolean): RegexNode => ({ kind: 'look', item, ahead: true, negative });
    return {
      kind: 'either',
      options: [
        { kind: 'sequence', items: [look(false), yes] },
        { kind: 'sequence', items: [look(true), no] },
      ],
    };
  }

  private branches(): [yes: RegexNode, no: RegexNode] {
    const body = this.close(this.alternatives());
    const options = body.kind === 'either' ? body.options : [body];
    const empty: RegexNode = { kind: 'sequence', items: [] };
    return [options[0] ?? empty, options[1] ?? empty];
  }

  private close(item: RegexNode): RegexNode {
    if (this.pattern[this.at] !== ')') throw this.error("Not enough )'s.");
    this.at += 1;
    return item;
  }

  private escape(): RegexNode {
    const c = this.pattern[this.at];
    if (c === undefined) throw this.error('Illegal \\ at end of pattern.');
    const assertion: Assertion | undefined = (
      {
        A: 'textStart',
        Z: 'textEndOrNewLine',
        z: 'textEnd',
        b: 'boundary',
        B: 'notBoundary',
        G: 'continue',
      } as const
    )[c];
    if (assertion !== undefined) {
      this.at += 1;
      return { kind: 'assert', what: assertion };
    }
    const reference = /(?:k<(\w+)>|k'(\w+)'|([1-9]\d?))/y;
    reference.lastIndex = this.at;
    const found = reference.exec(this.pattern);
    if (found !== null) {
      const name = found[1] ?? found[2] ?? found[3] ?? '';
      const index = /^\d+$/.test(name) ? Number(name) : (this.named.get(name) ?? -1);
      if (index < 0 || index >= this.names.length)
        throw this.error(
          found[3] === undefined
            ? `Reference to undefined group name '${name}'.`
            : `Reference to undefined group number ${name}.`,
        );
      this.at += found[0].length;
      return { kind: 'reference', index, ignoreCase: this.flags.ignoreCase };
    }
    const test = this.classEscape();
    if (typeof test === 'number') return this.literal(test);
    return { kind: 'set', test };
  }

  /** A class (\d, \p{L}) or the code of an escaped character; the cursor is behind the backslash. */
  private classEscape(): Test | number {
    const c = this.pattern[this.at] ?? '';
    this.at += 1;
    const known = classes[c];
    if (known !== undefined) return known;
    if (c === 'p' || c === 'P') return this.category(c === 'P');
    const simple: number | undefined = { t: 9, r: 13, n: 10, f: 12, v: 11, a: 7, e: 27, b: 8, '0': 0 }[c];
    if (simple !== undefined) return simple;
    const hex = c === 'x' ? /[\dA-Fa-f]{2}/y : c === 'u' ? /[\dA-Fa-f]{4}/y : null;
    if (hex !== null) {
      hex.lastIndex = this.at;
      const digits = hex.exec(this.pattern)?.[0];
      if (digits === undefined) throw this.error('Insufficient or invalid hexadecimal digits.');
      this.at += digits.length;
      return Number.parseInt(digits, 16);
    }
    if (isWord(c.charCodeAt(0))) throw this.error(`Unrecognized escape sequence \\${c}.`);
    return c.charCodeAt(0);
  }

  private category(negative: boolean): Test {
    const found = /\{(\w+)\}/y;
    found.lastIndex = this.at;
    const name = found.exec(this.pattern)?.[1];
    if (name === undefined) throw this.error('Incomplete \\p{X} character escape.');
    this.at += name.length + 2;
    let test: RegExp;
    try {
      test = new RegExp(name.startsWith('Is') ? blockPattern(name) : `\\p{${name}}`, 'u');
    } catch {
      throw this.error(`Unknown property '${name}'.`);
    }
    return (code) => test.test(String.fromCharCode(code)) !== negative;
  }

  private class(): Test {
    const negative = this.pattern[this.at] === '^';
    if (negative) this.at += 1;
    const tests: Test[] = [];
    let first = true;
    for (;;) {
      const c = this.pattern[this.at];
      if (c === undefined) throw this.error('Unterminated [] set.');
      if (c === ']' && !first) {
        this.at += 1;
        break;
      }
      first = false;
      if (c === '-' && this.pattern[this.at + 1] === '[') {
        this.at += 2;
        const subtracted = this.class();
        const before = any(tests);
        if (this.pattern[this.at] !== ']')
          throw this.error('A subtraction must be the last element in a character class.');
        this.at += 1;
        return (code) => before(code) !== negative && !subtracted(code);
      }
      const from = this.classItem();
      if (typeof from !== 'number') {
        tests.push(from);
        continue;
      }
      if (
        this.pattern[this.at] === '-' &&
        this.pattern[this.at + 1] !== ']' &&
        this.pattern[this.at + 1] !== undefined &&
        this.pattern[this.at + 1] !== '['
      ) {
        this.at += 1;
        const to = this.classItem();
        if (typeof to !== 'number') throw this.error('Cannot include class in character range.');
        if (from > to) throw this.error('[x-y] range in reverse order.');
        tests.push(this.flags.ignoreCase ? foldedRange(from, to) : (code) => code >= from && code <= to);
      } else tests.push(this.flags.ignoreCase ? foldedTest(from) : (code) => code === from);
    }
    const test = any(tests);
    return negative ? (code) => !test(code) : test;
  }

  private classItem(): Test | number {
    const c = this.pattern[this.at] ?? '';
    this.at += 1;
    return c === '\\' ? this.classEscape() : c.charCodeAt(0);
  }
}
