import { describe, expect, it } from 'vitest';
import {
  compileExpression,
  ExpressionException,
  type ExpressionKind,
  ExpressionLimitError,
  ExpressionSyntaxError,
} from '../../../apim/gateway/expression/index.ts';
import { stubContext } from './stub-context.ts';

function evaluate(source: string, kind: ExpressionKind = 'expression') {
  return compileExpression(source, { kind }).evaluate(stubContext());
}

function failure(source: string, kind: ExpressionKind = 'block'): unknown {
  try {
    return evaluate(source, kind);
  } catch (error) {
    return error;
  }
}

function limitOf(source: string, kind: ExpressionKind = 'block'): string {
  const started = performance.now();
  const error = failure(source, kind);
  expect(performance.now() - started).toBeLessThan(4_000);
  return error instanceof ExpressionLimitError ? error.limit : String(error);
}

describe('names of JavaScript objects that come as texts', () => {
  it.each([
    ['a word in JSON', '{ return JObject.Parse("{\\"a\\":__proto__}"); }', 'JsonReaderException'],
    ['a constructor in JSON', '{ return JToken.Parse("constructor"); }', 'JsonReaderException'],
    ['an encoding', '{ return Encoding.GetEncoding("constructor"); }', 'ArgumentException'],
    ['a block of a pattern', '{ return Regex.IsMatch("a", @"\\p{constructor}"); }', 'RegexParseException'],
    [
      'a time zone',
      '{ return TimeZoneInfo.FindSystemTimeZoneById("__proto__"); }',
      'TimeZoneNotFoundException',
    ],
    ['an XML entity', '{ return XElement.Parse("<a>&constructor;</a>"); }', 'XmlException'],
  ])('%s reach none of them', (_name, source, exception) => {
    expect(failure(source.slice(1, -1))).toMatchObject({ dotnetType: exception });
  });

  it('the scheme of a URI that is named like one has no port', () => {
    expect(evaluate('new Uri("constructor://a/b").Port')).toBe(-1);
  });
});

describe('a hostile expression is bounded', () => {
  it.each([
    ['an endless while', 'while (true) { } return 1;', /steps|time/],
    [
      'a JSON array doubled 30 times',
      'var a = new JArray(1); for (var i = 0; i < 30; i++) a = new JArray(a, a); return a.Count;',
      /steps|time|text/,
    ],
    [
      'a JSON array put into itself',
      'var a = new JArray(1); for (var i = 0; i < 40; i++) a.Add(a); return a.Count;',
      /steps|time|text/,
    ],
    [
      'a JSON object merged with copies of itself',
      'var o = new JObject(new JProperty("a", new JArray(1))); for (var i = 0; i < 40; i++) { o["a"] = new JArray(o["a"], o["a"]); } return o.ToString();',
      /steps|time|text/,
    ],
    [
      'the text of a JSON array of shared parts',
      'var a = new JArray(Enumerable.Range(0, 100000).Select(i => new JValue(i))); var s = 0; for (var i = 0; i < 1000; i++) s += a.ToString().Length; return s;',
      /steps|time|text/,
    ],
    [
      'an XML element put into itself',
      'var e = new XElement("a"); for (var i = 0; i < 40; i++) e.Add(e); return e.ToString().Length;',
      /steps|time|text/,
    ],
    [
      'an XPath over everything below everything',
      'var d = new XmlDocument(); d.LoadXml("<a>" + string.Concat(Enumerable.Repeat("<b><c/></b>", 20000)) + "</a>"); var n = 0; while (true) n += d.SelectNodes("//b//c").Count;',
      /steps|time/,
    ],
    [
      'an XML reader that reads on',
      'var r = XmlReader.Create(new StringReader("<a/>")); while (true) r.Read();',
      /steps|time/,
    ],
    [
      'a query over a query',
      'return (from a in Enumerable.Range(0, 100000) from b in Enumerable.Range(0, 100000) select a + b).Count();',
      /steps|time/,
    ],
    [
      'a join of two long sequences',
      'return (from a in Enumerable.Range(0, 50000) join b in Enumerable.Range(0, 50000) on a % 2 equals b % 2 select a).Count();',
      /steps|time/,
    ],
    [
      'an array resized to 1 GB',
      'var a = new int[1]; Array.Resize(ref a, 1000000000); return a.Length;',
      /text/,
    ],
    [
      'a writer without end',
      'var w = new StringWriter(); while (true) w.Write("0123456789");',
      /steps|time|text/,
    ],
    [
      'a list filled through its interface',
      'IList<int> l = new List<int>(); while (true) l.Add(1);',
      /steps|time|text/,
    ],
    [
      'a text inserted a billion times',
      'return new StringBuilder().Insert(0, "0123456789", 100000000).Length;',
      /text/,
    ],
    [
      'a time zone looked for without end',
      'while (true) { try { TimeZoneInfo.FindSystemTimeZoneById("x/y"); } catch { } }',
      /steps|time/,
    ],
    ['an endless for', 'for (;;) { var x = 1; } return 1;', /steps|time/],
    [
      'a string doubled to 10 MB',
      'var s = "0123456789"; for (var i = 0; i < 20; i++) s += s; return s.Length;',
      /text/,
    ],
    ['a string padded to 1 GB', 'return "".PadLeft(1000000000).Length;', /text/],
    ['new string of 1 GB', "return new string('x', 1000000000).Length;", /text/],
    [
      'a format that pads to 1 GB',
      'return string.Format("{0,999999}", 1).Length * string.Join("", Enumerable.Range(0, 100000).Select(i => "0123456789012345678901234567890123456789012345678901234567890123456789")).Length;',
      /text/,
    ],
    [
      'a replacement that grows',
      'var s = new string(\'a\', 10000); return s.Replace("a", s).Length;',
      /text/,
    ],
    ['an array of 1 GB', 'return new byte[1000000000].Length;', /text/],
    [
      'a list that never ends',
      'var l = new List<int>(); while (true) l.Add(1); return 1;',
      /steps|text|time/,
    ],
    ['endless recursion', 'int F(int n) => F(n + 1); return F(0);', /depth/],
    [
      'endless mutual recursion of lambdas',
      'Func<int, int> f = null; f = n => f(n) + 1; return f(0);',
      /depth/,
    ],
    [
      'a sequence of 2,000,000,000 elements',
      'return Enumerable.Range(0, 2000000000).Where(x => x < 0).Count();',
      /steps|time/,
    ],
    [
      'nested sequences',
      'return Enumerable.Range(0, 100000).SelectMany(x => Enumerable.Range(0, 100000)).Sum(x => 1);',
      /steps|time/,
    ],
    [
      '(a+)+$ on aaaa…!',
      'return Regex.IsMatch("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+$");',
      /regex|time/,
    ],
    ['(.*)*x on a long text', 'return Regex.IsMatch(new string(\'a\', 5000), "(.*)*(.*)*x");', /regex|time/],
    ['(a|a)*b', 'return Regex.IsMatch(new string(\'a\', 60), "(a|a)*b");', /regex|time/],
    [
      'a replacement per character of a huge text',
      'var s = new string(\'a\', 1000000); return Regex.Replace(Regex.Replace(s, "a", "$0$0$0$0"), "a", "$0$0").Length;',
      /regex|text|time|steps/,
    ],
    [
      'StringBuilder without end',
      'var b = new StringBuilder(); while (true) b.Append("0123456789"); return 1;',
      /steps|text|time/,
    ],
    [
      'a loop that swallows exceptions',
      'while (true) { try { throw new Exception("x"); } catch { } } return 1;',
      /steps|time/,
    ],
    [
      'a catch of the limit itself',
      'try { while (true) { } } catch (Exception) { return "caught"; } finally { while (true) { } } return 1;',
      /steps|time/,
    ],
  ])('%s', (_name, source, limit) => {
    expect(limitOf(source)).toMatch(limit);
  });

  it('keeps the limits when the clock of the seams is frozen', () => {
    const compiled = compileExpression('while (true) { } return 1;', { kind: 'block' });
    expect(() => compiled.evaluate(stubContext(), { now: () => 0 })).toThrow(ExpressionLimitError);
  });

  it('takes limits of its own', () => {
    const compiled = compileExpression('for (var i = 0; i < 1000; i++) { } return 1;', { kind: 'block' });
    expect(() => compiled.evaluate(stubContext(), {}, { steps: 100 })).toThrow(/100 steps/);
    expect(compiled.evaluate(stubContext())).toBe(1);
  });

  it('starts every evaluation with full limits', () => {
    const compiled = compileExpression('for (var i = 0; i < 1000; i++) { } return 1;', { kind: 'block' });
    for (let i = 0; i < 20; i++) expect(compiled.evaluate(stubContext(), {}, { steps: 10_000 })).toBe(1);
  });
});

describe('deep nesting is refused at load', () => {
  it.each([
    ['parentheses', `${'('.repeat(10_000)}1${')'.repeat(10_000)}`, 'expression'],
    ['unary operators', `${'!'.repeat(10_000)}true`, 'expression'],
    ['lambdas', `${'x => '.repeat(5_000)}1`, 'expression'],
    ['blocks', `${'{'.repeat(10_000)}${'}'.repeat(10_000)}`, 'block'],
    ['ifs', `${'if (true) '.repeat(10_000)}return 1;`, 'block'],
    ['type arguments', `${'List<'.repeat(5_000)}int${'>'.repeat(5_000)} x = null; return 1;`, 'block'],
    ['interpolations', `${'$"{'.repeat(500)}1${'}"'.repeat(500)}`, 'expression'],
    ['conditionals', `${'true ? '.repeat(5_000)}1${' : 1'.repeat(5_000)}`, 'expression'],
    ['initializers', `new JObject ${'{ { "a", new JObject '.repeat(2_000)}`, 'expression'],
    ['array initializers', `new[] ${'{'.repeat(5_000)}`, 'expression'],
    ['regular expressions', `Regex.IsMatch("a", "${'('.repeat(5_000)}${')'.repeat(5_000)}")`, 'expression'],
    ['JSON', `JToken.Parse("${'['.repeat(5_000)}")`, 'expression'],
    ['XML', `XElement.Parse("${'<a>'.repeat(5_000)}")`, 'expression'],
  ] as const)('%s', (_name, source, kind) => {
    const error = failure(source, kind);
    expect([ExpressionSyntaxError, ExpressionException].some((type) => error instanceof type)).toBe(true);
  });

  it('takes a sum of 2,000 operands or refuses it, but does not crash', () => {
    const result = failure(Array.from({ length: 2_000 }, () => 'x').join(' + '), 'expression');
    expect(result).toBeInstanceOf(ExpressionSyntaxError);
    expect(failure(`var x = 1; return ${Array.from({ length: 500 }, () => 'x').join(' + ')};`)).toBe(500);
  });
});

describe('nothing outside the list can be reached', () => {
  it.each([
    'constructor',
    '__proto__',
    'globalThis',
    'process',
    'this',
    '"a".constructor',
    '"a".__proto__',
    '"a".length',
    '"a".toString()',
    '"a".charCodeAt(0)',
    'context.constructor',
    'context.__proto__',
    'context.hasOwnProperty("x")',
    'context.Request.read(true)',
    'context.Request.Headers.lookup',
    'context.Request.Headers.constructor',
    'context.Variables.map',
    'new { A = 1 }.constructor',
    'new { A = 1 }.__proto__',
    'new List<int>().items',
    'new List<int>().constructor',
    '1.constructor',
    'typeof(string).Assembly',
    '"a".GetType().Assembly',
    '"a".GetType().GetMethods()',
    'Type.GetType("System.IO.File")',
    'Activator.CreateInstance(typeof(string))',
    'System.IO.File.ReadAllText("/etc/passwd")',
    'System.Diagnostics.Process.Start("sh")',
    'Environment.GetEnvironmentVariable("PATH")',
    'new System.Net.WebClient()',
    'require("fs")',
    'import("fs")',
    'eval("1")',
    'Function("return 1")()',
    'toString()',
    'valueOf',
    'hasOwnProperty',
  ])('%s does not compile', (source) => {
    expect(failure(source, 'expression')).toBeInstanceOf(ExpressionSyntaxError);
  });

  it.each([
    '((dynamic)"a").constructor',
    '((dynamic)"a").__proto__',
    '((dynamic)"a").length',
    '((dynamic)context).hasOwnProperty("a")',
    '((dynamic)new { A = 1 }).constructor',
    '((dynamic)new { A = 1 }).values',
    '((dynamic)new List<int>()).items',
    '((dynamic)context.Request).Headers.lookup',
  ])('%s throws', (source) => {
    expect(failure(source, 'expression')).toBeInstanceOf(ExpressionException);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
    '%s is no key of anything',
    (name) => {
      expect(evaluate(`context.Variables.ContainsKey("${name}")`)).toBe(false);
      expect(evaluate(`context.Request.Headers.GetValueOrDefault("${name}", "none")`)).toBe('none');
      expect(evaluate(`JObject.Parse("{}")["${name}"] == null`)).toBe(true);
      expect(evaluate(`((dynamic)JObject.Parse("{}")).${name} == null`, 'expression')).toBe(true);
      expect(evaluate(`new Dictionary<string, int>().ContainsKey("${name}")`)).toBe(false);
      expect(
        evaluate(`var o = new JObject(); o["${name}"] = 1; return o.ToString(Formatting.None);`, 'block'),
      ).toBe(`{"${name}":1}`);
    },
  );

  it('does not change prototypes through JSON', () => {
    evaluate(
      'JObject.Parse("{\\"__proto__\\":{\\"polluted\\":true}}").ToObject<Dictionary<string, object>>()',
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('broken text is an error with its place', () => {
  it.each([
    ['"abc', 0],
    ["'a", 0],
    ['$"{1"', 4],
    ['$"a}"', 3],
    ['@"abc', 0],
    ['(1 + 2', 6],
    ['1 +', 3],
    ['foo(', 4],
    ['a b', 2],
    ['1 /* x', 2],
    ['', 0],
    ['1 1', 2],
    ['"\\q"', 1],
    ['context.Requset', 8],
    ['99999999999999999999', 0],
  ])('%s', (source, offset) => {
    const error = failure(source, 'expression');
    expect(error).toBeInstanceOf(ExpressionSyntaxError);
    expect((error as ExpressionSyntaxError).offset).toBe(offset);
  });

  it.each([
    ['context.Requset', 'Request'],
    ['context.Request.Header', 'Headers'],
    ['"a".Lenght', 'Length'],
    ['contxt.Request', 'context'],
    ['string.IsNullOrEmty("")', 'IsNullOrEmpty'],
    ['Encodin.UTF8', 'Encoding'],
    ['new Dictionry<string, int>()', 'Dictionary'],
    ['context.Request.Headers.GetValueOrDefualt("a")', 'GetValueOrDefault'],
    ['StringComparison.OrdinalIgnorCase', 'OrdinalIgnoreCase'],
    ['new { Name = 1 }.Nmae', 'Name'],
  ])('%s: did you mean %s', (source, nearest) => {
    expect((failure(source, 'expression') as ExpressionSyntaxError).nearest).toBe(nearest);
  });

  it.each([
    'if (true) { return 1; }',
    'while (context.Tracing) { return 1; }',
    'var x = 1;',
    'switch (1) { case 1: return 1; }',
  ])('%s does not return on every path', (source) => {
    expect(String(failure(source))).toMatch(/not all paths return/);
  });
});
