import type { Run } from '../../run.ts';
import { named, t } from '../../type-ref.ts';
import { defineType, type MemberTable } from '../../types/definition.ts';
import type { Call } from '../../types/signature.ts';
import { argumentNull, CsArray, CsList, type Delegate, stringArray } from '../../values/collection.ts';
import { EnumValue } from '../../values/enumeration.ts';
import { firstMatch, Regex } from './matching.ts';
import { evaluated, expand, replaceAll, split } from './replace.ts';

const bits = (options: EnumValue | null) => options?.value ?? 0;

const matchList = (regex: Regex, input: string | null, run: Run) =>
  new CsList(named('Match'), [...regex.matches(input, run)], 'MatchCollection');

const needed = (template: string | null) => {
  if (template === null) throw argumentNull('replacement');
  return template;
};

const escaped = (text: string) =>
  text.replace(
    /[\\*+?|{[()^$.# \t\n\r\f]/g,
    (c) => ({ '\t': '\\t', '\n': '\\n', '\r': '\\r', '\f': '\\f' })[c] ?? `\\${c}`,
  );

type Input = string | null;

/** Statics take (input, pattern[, options[, timeout]]). */
const statics: MemberTable = {
  'int Count(string input, string pattern, RegexOptions options = 0)': (
    _: null,
    [input, pattern, options]: [Input, Input, EnumValue],
    call: Call,
  ) => matchList(new Regex(pattern, bits(options)), input, call.run).items.length,
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

export const regex = defineType('Regex', {
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
    'string Replace(string input, MatchEvaluator evaluator, int count)': (
      self: Regex,
      [input, f, count]: [Input, Delegate, number],
      call: Call,
    ) => replaceAll(self, input, evaluated(f, call.run), count, call.run),
    'int Count(string input)': (self: Regex, [input]: [Input], call: Call) =>
      matchList(self, input, call.run).items.length,
    'int[] GetGroupNumbers()': (self: Regex) =>
      new CsArray(
        t.int,
        self.names.map((_, i) => i),
      ),
    'int GroupNumberFromName(string name)': (self: Regex, [name]: [string]) => self.names.indexOf(name),
    'string GroupNameFromNumber(int i)': (self: Regex, [i]: [number]) => self.names[i] ?? '',
    'string[] Split(string input)': (self: Regex, [input]: [Input], call: Call) =>
      split(self, input, call.run),
    'string[] GetGroupNames()': (self: Regex) => stringArray(self.names),
    'RegexOptions Options': (self: Regex) =>
      new EnumValue(named('RegexOptions'), self.options, String(self.options)),
  },
});
