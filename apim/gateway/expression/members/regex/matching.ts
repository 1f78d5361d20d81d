import { dotnetError } from '../../errors.ts';
import { type Captured, type Found, Matcher } from '../../regex/matcher.ts';
import { compileRegex, type Program } from '../../regex/program.ts';
import { parseRegex } from '../../regex/syntax.ts';
import type { Run } from '../../run.ts';
import { named } from '../../type-ref.ts';
import { DotnetObject, type TypeRef } from '../../value.ts';
import { argumentNull, CsList } from '../../values/collection.ts';

/** System.Text.RegularExpressions.Regex, run by our own step-bounded matcher. */
export class Regex extends DotnetObject {
  readonly pattern: string;
  readonly options: number;
  readonly program: Program;
  readonly names: readonly string[];
  readonly dotnetType: TypeRef = named('Regex');

  constructor(pattern: string | null, options: number) {
    super();
    if (pattern === null) throw argumentNull('pattern');
    this.pattern = pattern;
    this.options = options;
    const has = (flag: number) => (options & flag) !== 0;
    if (has(64)) throw dotnetError('NotSupportedException', 'RegexOptions.RightToLeft is not available.');
    const parsed = parseRegex(pattern, {
      ignoreCase: has(1),
      multiline: has(2),
      explicitCapture: has(4),
      singleline: has(16),
      ignoreSpace: has(32),
    });
    this.program = compileRegex(parsed.root);
    this.names = parsed.names;
  }

  override text(): string {
    return this.pattern;
  }

  /** Matches from `from` on; an empty match moves on by one. */
  *matches(input: string | null, run: Run, from = 0): Generator<Match, void> {
    if (input === null) throw argumentNull('input');
    let at = from;
    let lastEnd = -1;
    while (at <= input.length) {
      run.step();
      const found = new Matcher(input, this.names.length, run, at).search(this.program, at);
      if (found === null) return;
      const start = found.starts[0] ?? 0;
      const end = found.ends[0] ?? 0;
      if (start === end && start === lastEnd) {
        at += 1;
        lastEnd = -1;
        continue;
      }
      yield new Match(this, input, found);
      lastEnd = end;
      at = end === start ? end + 1 : end;
      if (end === start) lastEnd = -1;
    }
  }
}

export class Capture extends DotnetObject {
  readonly input: string;
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly all: readonly Captured[];
  readonly dotnetType: TypeRef;
  constructor(
    input: string,
    start: number,
    end: number,
    name: string,
    type = 'Group',
    all: readonly Captured[] = [],
  ) {
    super();
    this.all = all;
    this.input = input;
    this.start = start;
    this.end = end;
    this.name = name;
    this.dotnetType = named(type);
  }

  get success(): boolean {
    return this.end >= 0;
  }

  get value(): string {
    return this.success ? this.input.slice(this.start, this.end) : '';
  }

  override text(): string {
    return this.value;
  }
}

export class Match extends Capture {
  readonly regex: Regex | null;
  readonly found: Found | null;
  constructor(regex: Regex | null, input: string, found: Found | null) {
    super(input, found?.starts[0] ?? 0, found?.ends[0] ?? -1, '0', 'Match');
    this.regex = regex;
    this.found = found;
  }

  group(index: number): Capture {
    if (index === 0) return this;
    return new Capture(
      this.input,
      this.found?.starts[index] ?? 0,
      this.found?.ends[index] ?? -1,
      this.regex?.names[index] ?? String(index),
      'Group',
      this.found?.captures.filter((captured) => captured.group === index) ?? [],
    );
  }

  groups(): CsList {
    const count = this.regex === null || this.found === null ? 1 : this.regex.names.length;
    return new CsList(
      named('Group'),
      Array.from({ length: count }, (_, i) => this.group(i)),
      'GroupCollection',
    );
  }
}

export const failed = () => new Match(null, '', null);

export const firstMatch = (regex: Regex, input: string | null, run: Run, from = 0): Match =>
  regex.matches(input, run, from).next().value ?? failed();
