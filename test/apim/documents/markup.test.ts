import { describe, expect, it } from 'vitest';
import { readPolicyDocument } from '../../../apim/gateway/documents/policy-document.ts';
import { formatProblem } from '../../../apim/gateway/documents/problem.ts';
import { SourcePlace } from '../../../apim/gateway/documents/source.ts';
import type { Element } from '../../../apim/gateway/statements/statement.ts';

const read = (inbound: string, namedValues?: ReadonlyMap<string, string>) =>
  readPolicyDocument('p.xml', `<policies><inbound>${inbound}</inbound></policies>`, namedValues ?? new Map());

function onlyElement(inbound: string): Element {
  const document = read(inbound);
  expect(document.problems.map(formatProblem)).toEqual([]);
  const [child] = document.sections.get('inbound')?.children ?? [];
  if (child?.kind !== 'element') throw new Error('no element');
  return child;
}

const attribute = (inbound: string, name: string) => onlyElement(inbound).attributes.get(name)?.value;
const textOf = (inbound: string) =>
  onlyElement(inbound)
    .children.map((child) => (child.kind === 'text' ? child.text : `<${child.name}>`))
    .join('');
const problemsOf = (inbound: string) => read(inbound).problems.map(formatProblem);

describe('attributes', () => {
  it.each([
    ['raw quotes, < and && in an expression', `<a b="@(x == "q" && y < 3)" />`, `@(x == "q" && y < 3)`],
    ['the same, escaped', `<a b="@(x == &quot;q&quot; &amp;&amp; y &lt; 3)" />`, `@(x == "q" && y < 3)`],
    [
      'raw and escaped mixed',
      `<a b="@(x == "q" &amp;&amp; y == &quot;z&quot;)" />`,
      `@(x == "q" && y == "z")`,
    ],
    ['a closing bracket in a string', `<a b="@(f(")}") + ")")" />`, `@(f(")}") + ")")`],
    ['an escaped quote in a string', `<a b="@("a\\"b")" />`, `@("a\\"b")`],
    ['a verbatim string', `<a b="@(@"c:\\" + @"x""y")" />`, `@(@"c:\\" + @"x""y")`],
    [
      'an interpolated string with strings in it',
      `<a b="@($"{d["k"]}}}{{ {x}")" />`,
      `@($"{d["k"]}}}{{ {x}")`,
    ],
    ['a verbatim interpolated string', `<a b="@($@"\\{x}""")" />`, `@($@"\\{x}""")`],
    ['characters', `<a b="@(s.Split('"')[0] + '\\'' + ')')" />`, `@(s.Split('"')[0] + '\\'' + ')')`],
    [
      'a block with comments',
      `<a b="@{ /* } */ return "}"; // }"\n }" />`,
      `@{ /* } */ return "}"; // }"\n }`,
    ],
    ['an expression between white space', `<a b="  @(1)  " />`, '  @(1)  '],
    ['single quotes around it', `<a b='@("x")' />`, `@("x")`],
    ['an expression only at its start, as text', `<a b="@(1)/x" />`, '@(1)/x'],
    ['a lone ampersand', `<a b="/x?a=1&b=2&amp;c=3" />`, '/x?a=1&b=2&c=3'],
    ['numeric entities', `<a b="&#65;&#x42;&#0;" />`, 'AB&#0;'],
  ])('hold %s', (_, markup, expected) => {
    expect(attribute(markup, 'b')).toBe(expected);
  });
});

describe('text', () => {
  it.each([
    ['an expression with raw markup', '<v>@(a < b && c > d)</v>', '@(a < b && c > d)'],
    ['an expression that holds a tag', '<v>@("<b>" + x)</v>', '@("<b>" + x)'],
    ['an expression behind a comment', '<v><!-- < @( -->@(a < b)</v>', '@(a < b)'],
    ['CDATA as it is', '<v><![CDATA[@("&amp;" + <x>)]]></v>', '@("&amp;" + <x>)'],
    ['text around CDATA and comments', '<v>a<!-- x -->b<![CDATA[<c>]]>&lt;</v>', 'ab<c><'],
  ])('is %s', (_, markup, expected) => {
    expect(textOf(markup)).toBe(expected);
  });
});

describe('set-body', () => {
  it('keeps literal markup as it was written', () => {
    const element = onlyElement('<set-body><s:E a="1"><b>&lt;</b></s:E></set-body>');
    expect(element.innerSource).toBe('<s:E a="1"><b>&lt;</b></s:E>');
    expect(element.children.map((child) => child.kind)).toEqual(['element']);
  });

  it('takes a Liquid template whose tags do not match as text', () => {
    const template = '{% if a < b %}<x>{% else %}<y>{% endif %}</x>';
    expect(textOf(`<set-body template="liquid">${template}</set-body>`)).toBe(template);
  });

  it('is not ended by an end tag within an expression', () => {
    expect(textOf('<set-body>@("</set-body>" + "<br>")</set-body>')).toBe('@("</set-body>" + "<br>")');
  });
});

describe('named values', () => {
  it('are put in before anything is parsed', () => {
    const document = read(
      '<a b="{{q}}" c="@({{n}} > 1)" />{{element}}',
      new Map([
        ['q', 'x'],
        ['n', '2'],
        ['element', '<d />'],
      ]),
    );
    const [a, d] = document.sections.get('inbound')?.children ?? [];
    expect(a?.kind === 'element' && [a.attributes.get('b')?.value, a.attributes.get('c')?.value]).toEqual([
      'x',
      '@(2 > 1)',
    ]);
    expect(d?.kind === 'element' && d.name).toBe('d');
  });

  it('that are not there are named with the nearest one, at their place', () => {
    const problems = read('\n <a b="{{tenent}}" />', new Map([['tenant', 'x']])).problems.map(formatProblem);
    expect(problems).toEqual(['p.xml:2:8 there is no named value "tenent"; did you mean "tenant"?']);
  });

  it('leave the outputs of Liquid alone', () => {
    expect(textOf('<set-body template="liquid">{{body.id}}</set-body>')).toBe('{{body.id}}');
  });

  it('do not move the places of what stands behind them', () => {
    const text = '<policies>\n<inbound>\n<a b="{{long}}" /><c d="@(1 +)" />\n</inbound>\n</policies>';
    const document = readPolicyDocument('p.xml', text, new Map([['long', 'a\nb\nc']]));
    const [, c] = document.sections.get('inbound')?.children ?? [];
    expect(c?.place).toMatchObject({ line: 3, column: 19 });
  });
});

describe('places', () => {
  it('count lines and columns from 1, a byte order mark not counted', () => {
    const document = readPolicyDocument('p.xml', '\uFEFF<policies>\r\n  <inbund />\n</policies>', new Map());
    expect(document.problems.map(formatProblem)).toEqual([
      'p.xml:2:3 there is no section <inbund>; did you mean "inbound"?',
    ]);
  });

  it('lead into a value whose entities are decoded', () => {
    const place = onlyElement('<a b="@(&quot;&quot; + x)" />').attributes.get('b')?.place;
    if (!(place instanceof SourcePlace)) throw new Error('no place');
    // The x is the eighth character of the decoded value and the eighteenth of the written one.
    expect(place.within(7)).toMatchObject({ line: 1, column: place.column + 17 });
  });
});

describe('broken markup', () => {
  it.each([
    ['an element that is not closed', '<a><b></a>', ['p.xml:1:23 <b> is not closed']],
    ['an end tag without a start', '</a>', ['p.xml:1:20 </a> closes nothing']],
    ['an attribute without a value', '<a b />', ['p.xml:1:23 the attribute "b" has no value']],
    ['an attribute given twice', '<a b="1" b="2" />', ['p.xml:1:29 the attribute "b" is given twice']],
    ['a document type', '<!DOCTYPE x>', ['p.xml:1:20 a document type is not allowed']],
    ['a < that starts nothing', '<v>a < b</v>', ['p.xml:1:25 "<" starts no element here; write &lt;']],
    [
      'an expression that is not closed',
      '<a b="@(f(1)" /><c />',
      ['p.xml:1:27 the expression is not closed: ")" is missing'],
    ],
    ['a wrong bracket', '<a b="@(f(1])" />', ['p.xml:1:31 "]" closes nothing; ")" is expected']],
  ])('names %s', (_, inbound, expected) => {
    expect(problemsOf(inbound)).toEqual(expected);
  });

  it('lists every fault at once', () => {
    expect(problemsOf('<a b="@(f(" /><c d /><e>')).toHaveLength(3);
  });

  it.each([
    ['deep nesting', '<a>'.repeat(100_000)],
    ['unclosed expressions', '<a b="@("/>'.repeat(20_000)],
    ['unclosed strings', '<a b="@(f("x'.repeat(20_000)],
    ['unclosed comments', '<!-- '.repeat(50_000)],
    ['unclosed set-body', '<set-body>@("'.repeat(20_000)],
    ['named values without end', '{{a'.repeat(100_000)],
    ['named values in comments', '<!-- {{a}} -->'.repeat(50_000)],
    ['Liquid bodies', '<set-body template="liquid">{{a}}</set-body>'.repeat(8_000)],
    ['set-body that hides its end', '<set-body><![CDATA[</set-body>'.repeat(8_000)],
    ['quotes', '<a b="'.repeat(50_000)],
    ['a document that is too long', ' '.repeat(2_000_000)],
  ])('is bounded: %s', (_, inbound) => {
    const start = performance.now();
    problemsOf(inbound);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
