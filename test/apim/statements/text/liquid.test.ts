import { describe, expect, it } from 'vitest';
import { createLiquid, liquidBody } from '../../../../apim/gateway/statements/set-body/liquid.ts';

const blank = { nil: 'blank', parsesDates: false } as const;
const liquid = createLiquid();
const render = (text: string, body: unknown = {}) => liquid.parse(text).render({ body, context: {} });

describe('Liquid as set-body has it', () => {
  it.each<[template: string, body: unknown, text: string]>([
    [
      '{{body.foo.start| Date:"yyyyMMddTHH:mm:ssZ"}}',
      { foo: { start: '2024-03-05T15:04:09Z' } },
      '20240305T15:04:09Z',
    ],
    ['{{body.d | Date: "yyyy-MM-dd"}}', { d: '/Date(1198908717056)/' }, '2007-12-29'],
    ['{{body.d | Date: "yyyy"}}', { d: 'soon' }, 'soon'],
    ['{{body.n | AtLeast: 5}} {{body.n | Plus: 2 | Times: 3}}', { n: 4 }, '5 18'],
    ['{{body.s | Upcase | Append: "!"}}', { s: 'hey' }, 'HEY!'],
    ['{{body.s | Default: "none"}}', {}, 'none'],
    ['{{body.n | Currency}}', { n: 1234.5 }, '$1,234.50'],
    [
      '{% for i in body.items -%}{{i.a}}{% unless forloop.last %},{% endunless %}{% endfor %}',
      { items: [{ a: 1 }, { a: 2 }] },
      '1,2',
    ],
    ['{% JSONArrayFor i in body.items -%}{{i}}{% endJSONArrayFor -%}', { items: ['a', 'b', 'c'] }, 'a,b,c'],
    ['[{% JSONArrayFor i in body.items %}{{i}}{% endJSONArrayFor %}]', { items: [] }, '[]'],
    ['[{% JSONArrayFor i in body.none %}{{i}}{% endJSONArrayFor %}]', {}, '[]'],
    [
      '{% JSONArrayFor i in body.items %}{{forloop.index}}{% if i == 2 %}{% break %}{% endif %}{% endJSONArrayFor %}',
      { items: [1, 2, 3] },
      '1,2',
    ],
    // patterns and strings of .NET, as the templates have them that are generated for SOAP backends
    [String.raw`{{body.s | Replace: '\r', '\r' | Replace: '\n', '\n'}}`, { s: 'a\r\nb' }, String.raw`a\r\nb`],
    [String.raw`{{body.s | Replace: '([^\\](\\\\)*)"', '$1\"'}}`, { s: 'say "hi"' }, String.raw`say \"hi\"`],
    ['{{body.s | ReplaceFirst: "[ab]", "$0"}}', { s: 'xab' }, 'x$0b'],
    ['{{body.s | RemoveFirst: "[ab]"}} {{body.s | Remove: "[ab]"}}', { s: 'xab' }, 'xb xab'],
    [String.raw`{% raw %}{{ '\n' }}{% endraw %}`, {}, String.raw`{{ '\n' }}`],
    ['{{body.s | H}}', { s: '<a>' }, '&lt;a&gt;'],
    ['{{body.constructor}}{{body.__proto__}}', {}, ''],
  ])('%s', (template, body, text) => {
    expect(render(template, body)).toBe(text);
  });

  it('refuses a filter that does not exist, when the template is parsed', () => {
    expect(() => render('{{body | Foo}}')).toThrow(/undefined filter: Foo/);
  });

  it.each(['item where x in body', 'item in body limit: 2', 'item'])('refuses JSONArrayFor of %s', (of) => {
    expect(() => render(`{% JSONArrayFor ${of} %}{% endJSONArrayFor %}`)).toThrow(
      `JSONArrayFor takes "item in collection", not "${of}"`,
    );
  });

  it('refuses JSONArrayFor without an end', () => {
    expect(() => render('{% JSONArrayFor i in body %}')).toThrow(/not closed/);
  });

  it('stops a pattern that would run for ever', () => {
    expect(() => render("{{body.s | Replace: '^(a+)+$', ''}}", { s: `${'a'.repeat(40)}!` })).toThrow(
      /took (?:more than .* steps|longer)/,
    );
  });

  it('reads a template of openings without ends, and of long blocks, in one pass', () => {
    const start = performance.now();
    expect(() => render(`\\${'{{'.repeat(200_000)}`)).toThrow();
    expect(() => render(`\\${'{% raw %}'.repeat(40_000)}`)).toThrow();
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('stops a template that would run for ever', () => {
    expect(() => render('{% for i in (1..100000000) %}{{i}}{% endfor %}')).toThrow(/limit/);
  });

  it('reads no file', () => {
    expect(() => render('{% include "/etc/passwd" %}')).toThrow();
  });
});

describe('the body that a template sees', () => {
  it('is JSON by its content type', () => {
    expect(liquidBody('{"a":1}', 'application/vnd.x+json; charset=utf-8', blank)).toEqual({ a: 1 });
    expect(liquidBody('{"a":1}', 'text/plain', blank)).toBe('{"a":1}');
  });

  it('is elements by their local names', () => {
    const xml =
      '<s:Envelope xmlns:s="x"><s:Body><item>1</item><item>2</item><none xsi:nil="true"/></s:Body></s:Envelope>';
    const template = '{{body.Envelope.Body.item[1]}}{{body.Envelope.Body.none}}.';
    expect(render(template, liquidBody(xml, 'text/xml', blank))).toBe('2.');
  });

  it('is elements by their names in any case, if there is none in that case', () => {
    const xml = '<s:Envelope xmlns:s="x"><s:Body><A>1</A><a>2</a></s:Body></s:Envelope>';
    const template = '{{body.envelope.body.A}}{{body.envelope.body.a}}{{body.envelope.body.constructor}}.';
    expect(render(template, liquidBody(xml, 'text/xml', blank))).toBe('12.');
  });

  it.each([
    ['<r><p><n>1</n></p><p><n>2</n></p></r>', '[1,2]'],
    ['<r><p><n>1</n></p></r>', '[1]'],
    ['<r/>', '[]'],
  ])('gives JSONArrayFor the child elements of %s', (xml, text) => {
    const template = '[{% JSONArrayFor p in body.r %}{{p.n}}{% endJSONArrayFor %}]';
    expect(render(template, liquidBody(xml, 'text/xml', blank))).toBe(text);
  });

  it('is the text of all in an element that is written as a whole', () => {
    expect(render('{{body.a}}', liquidBody('<a><b>1</b><c><d>2</d></c></a>', 'text/xml', blank))).toBe('12');
  });

  it('shows nil elements as null on request', () => {
    const xml = '<a><b xsi:nil="true"/></a>';
    const template = '{% if body.a.b == nil %}null{% else %}text{% endif %}';
    expect(render(template, liquidBody(xml, 'text/xml', { ...blank, nil: 'null' }))).toBe('null');
    expect(render(template, liquidBody(xml, 'text/xml', blank))).toBe('text');
  });
});
