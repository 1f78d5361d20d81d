import { dotnetError } from '../errors.ts';
import type { Captured, Found } from '../regex/matcher.ts';
import { Matcher } from '../regex/matcher.ts';
import type { Program } from '../regex/program.ts';
import { compileRegex } from '../regex/program.ts';
import { parseRegex } from '../regex/syntax.ts';
import type { Run } from '../run.ts';
import { named } from '../type-ref.ts';
import type { MemberTable, TypeDefinition } from '../types/definition.ts';
import { defineType } from '../types/definition.ts';
import type { Call } from '../types/signature.ts';
import type { TypeRef, Value } from '../value.ts';
import { DotnetObject } from '../value.ts';
import { argumentNull, CsList, type Delegate, stringArray } from '../values/collection.ts';
import { EnumValue } from '../values/enumeration.ts';
import { textOf } from '../values/object.ts';

/** System.Text.RegularExpressions.Regex, run by our own step-bounded matcher. */
class Regex extends DotnetObject {
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

class Capture extends DotnetObject {
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

class Match extends Capture {
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

const failed = () => new Match(null, '', null);
const firstMatch = (regex: Regex, input: string | null, run: Run, from = 0): Match =>
  regex.matches(input, run, from).next().value ?? failed();

/** `$1 ${name} $$ $& $` $' $+ $_` in a replacement. */
function expand(template: string, match: Match): string {
  return template.replace(
    /\$(?:(\d+)|\{(\w+)\}|([$&`'+_]))/g,
    (whole, number: string | undefined, name: string | undefined, special: string | undefined) => {
      if (special !== undefined) return expandSpecial(special, match);
      const names = match.regex?.names ?? [];
      const index =
        name === undefined ? Number(number) : /^\d+$/.test(name) ? Number(name) : names.indexOf(name);
      return index < 0 || index >= names.length ? whole : match.group(index).value;
    },
  );
}

function expandSpecial(special: string, match: Match): string {
  switch (special) {
    case '$':
      return '$';
    case '&':
      return match.value;
    case '`':
      return match.input.slice(0, match.start);
    case "'":
      return match.input.slice(match.end);
    case '_':
      return match.input;
    default:
      return match.group((match.regex?.names.length ?? 1) - 1).value;
  }
}

function replaceAll(
  regex: Regex,
  input: string | null,
  by: (match: Match) => string,
  count: number,
  run: Run,
): string {
  if (input === null) throw argumentNull('input');
  const parts: string[] = [];
  let at = 0;
  let size = 0;
  let done = 0;
  for (const match of regex.matches(input, run)) {
    if (count >= 0 && done >= count) break;
    done += 1;
    const part = input.slice(at, match.start) + by(match);
    size += part.length;
    run.allocate(size, part.length);
    parts.push(part);
    at = match.end;
  }
  return run.text(parts.join('') + input.slice(at));
}

function split(regex: Regex, input: string | null, run: Run): Value {
  if (input === null) throw argumentNull('input');
  const parts: string[] = [];
  let at = 0;
  for (const match of regex.matches(input, run)) {
    parts.push(input.slice(at, match.start));
    for (let i = 1; i < regex.names.length; i++) if (match.group(i).success) parts.push(match.group(i).value);
    at = match.end;
  }
  return stringArray([...parts, input.slice(at)]);
}

const bits = (options: EnumValue | null) => options?.value ?? 0;
const matchList = (regex: Regex, input: string | null, run: Run) =>
  new CsList(named('Match'), [...regex.matches(input, run)], 'MatchCollection');
const needed = (template: string | null) => {
  if (template === null) throw argumentNull('replacement');
  return template;
};
const evaluated = (f: Delegate, run: Run) => (match: Match) => textOf(f.invoke(run, [match]));
const escaped = (text: string) =>
  text.replace(
    /[\\*+?|{[()^$.# \t\n\r\f]/g,
    (c) => ({ '\t': '\\t', '\n': '\\n', '\r': '\\r', '\f': '\\f' })[c] ?? `\\${c}`,
  );

type Input = string | null;

/** Statics take (input, pattern[, options[, timeout]]). */
const statics: MemberTable = {
  'bool IsMatch(string input, string pattern, RegexOptions options = 0, TimeSpan matchTimeout = null)': (
    _: null,
    [input, pattern, options]: [Input, Input, EnumValue],
    call: Call,
  ) => firstMatch(new Regex(pattern, bits(options)), input, call.run).success,
  'Match Match(string input, string pattern, RegexOptions options = 0, TimeSpan matchTimeout = null)': (
    _: null,
    [input, pattern, options]: [Input, Input, EnumValue],
    call: Call,
  ) => firstMatch(new Regex(pattern, bits(options)), input, call.run),
  'MatchCollection Matches(string input, string pattern, RegexOptions options = 0, TimeSpan matchTimeout = null)':
    (_: null, [input, pattern, options]: [Input, Input, EnumValue], call: Call) =>
      matchList(new Regex(pattern, bits(options)), input, call.run),
  'string Replace(string input, string pattern, string replacement, RegexOptions options = 0, TimeSpan matchTimeout = null)':
    (_: null, [input, pattern, template, options]: [Input, Input, Input, EnumValue], call: Call) =>
      replaceAll(
        new Regex(pattern, bits(options)),
        input,
        (match) => expand(needed(template), match),
        -1,
        call.run,
      ),
  'string Replace(string input, string pattern, MatchEvaluator evaluator, RegexOptions options = 0, TimeSpan matchTimeout = null)':
    (_: null, [input, pattern, f, options]: [Input, Input, Delegate, EnumValue], call: Call) =>
      replaceAll(new Regex(pattern, bits(options)), input, evaluated(f, call.run), -1, call.run),
  'string[] Split(string input, string pattern, RegexOptions options = 0, TimeSpan matchTimeout = null)': (
    _: null,
    [input, pattern, options]: [Input, Input, EnumValue],
    call: Call,
  ) => split(new Regex(pattern, bits(options)), input, call.run),
  'string Escape(string str)': (_: null, [text]: [string]) => escaped(text),
  'string Unescape(string str)': (_: null, [text]: [string]) =>
    text.replace(
      /\\(?:([tnrfvae])|x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|(.))/gs,
      (
        _whole,
        letter: string | undefined,
        hex2: string | undefined,
        hex4: string | undefined,
        other: string | undefined,
      ) => {
        if (letter !== undefined)
          return { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v', a: '\x07', e: '\x1b' }[letter] ?? letter;
        const hex = hex2 ?? hex4;
        return hex === undefined ? (other ?? '') : String.fromCharCode(Number.parseInt(hex, 16));
      },
    ),
};

const regex = defineType('Regex', {
  constructors: {
    '(string pattern)': (_: null, [pattern]: [Input]) => new Regex(pattern, 0),
    '(string pattern, RegexOptions options)': (_: null, [pattern, options]: [Input, EnumValue]) =>
      new Regex(pattern, options.value),
    '(string pattern, RegexOptions options, TimeSpan matchTimeout)': (
      _: null,
      [pattern, options]: [Input, EnumValue],
    ) => new Regex(pattern, options.value),
  },
  statics,
  members: {
    'bool IsMatch(string input)': (self: Regex, [input]: [Input], call: Call) =>
      firstMatch(self, input, call.run).success,
    'bool IsMatch(string input, int startat)': (self: Regex, [input, from]: [Input, number], call: Call) =>
      firstMatch(self, input, call.run, from).success,
    'Match Match(string input)': (self: Regex, [input]: [Input], call: Call) =>
      firstMatch(self, input, call.run),
    'Match Match(string input, int startat)': (self: Regex, [input, from]: [Input, number], call: Call) =>
      firstMatch(self, input, call.run, from),
    'MatchCollection Matches(string input)': (self: Regex, [input]: [Input], call: Call) =>
      matchList(self, input, call.run),
    'string Replace(string input, string replacement)': (
      self: Regex,
      [input, template]: [Input, Input],
      call: Call,
    ) => replaceAll(self, input, (match) => expand(needed(template), match), -1, call.run),
    'string Replace(string input, string replacement, int count)': (
      self: Regex,
      [input, template, count]: [Input, Input, number],
      call: Call,
    ) => replaceAll(self, input, (match) => expand(needed(template), match), count, call.run),
    'string Replace(string input, MatchEvaluator evaluator)': (
      self: Regex,
      [input, f]: [Input, Delegate],
      call: Call,
    ) => replaceAll(self, input, evaluated(f, call.run), -1, call.run),
    'string[] Split(string input)': (self: Regex, [input]: [Input], call: Call) =>
      split(self, input, call.run),
    'string[] GetGroupNames()': (self: Regex) => stringArray(self.names),
    'RegexOptions Options': (self: Regex) =>
      new EnumValue(named('RegexOptions'), self.options, String(self.options)),
  },
});

const capture = defineType('Capture', {
  members: {
    'string Value': (self: Capture) => self.value,
    'int Index': (self: Capture) => self.start,
    'int Length': (self: Capture) => self.value.length,
  },
});

const group = defineType('Group', {
  bases: ['Capture'],
  members: {
    'bool Success': (self: Capture) => self.success,
    'string Name': (self: Capture) => self.name,
    'CaptureCollection Captures': (self: Capture) =>
      new CsList(
        named('Capture'),
        self.all.length > 0 || !self.success
          ? self.all.map(({ start, end }) => new Capture(self.input, start, end, self.name, 'Capture'))
          : [self],
        'CaptureCollection',
      ),
  },
});

const match = defineType('Match', {
  bases: ['Group'],
  statics: { 'Match Empty': () => failed() },
  members: {
    'GroupCollection Groups': (self: Match) => self.groups(),
    'string Result(string replacement)': (self: Match, [template]: [string]) => {
      if (!self.success)
        throw dotnetError('NotSupportedException', 'Result cannot be called on a failed Match.');
      return expand(template, self);
    },
    'Match NextMatch()': (self: Match, _args: [], call: Call) => {
      if (self.regex === null) return failed();
      return firstMatch(self.regex, self.input, call.run, self.end === self.start ? self.end + 1 : self.end);
    },
  },
});

const byName = (self: CsList, key: string): Value =>
  self.items.find((item) => item instanceof Capture && item.name === key) ?? new Capture('', 0, -1, key);

const collections: readonly TypeDefinition[] = [
  defineType('GroupCollection', {
    bases: ['IReadOnlyList<Group>'],
    members: {
      'Group this[int groupnum]': (self: CsList, [index]: [number]) =>
        self.items[index] ?? new Capture('', 0, -1, String(index)),
      'Group this[string groupname]': (self: CsList, [name]: [string]) => byName(self, name),
    },
  }),
  defineType('MatchCollection', { bases: ['IReadOnlyList<Match>'] }),
  defineType('CaptureCollection', { bases: ['IReadOnlyList<Capture>'] }),
];

export const regexTypes: readonly TypeDefinition[] = [regex, capture, group, match, ...collections];
