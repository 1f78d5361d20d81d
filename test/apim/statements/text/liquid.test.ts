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
    ['{{body.s | H}}', { s: '<a>' }, '&lt;a&gt;'],
    ['{{body.constructor}}{{body.__proto__}}', {}, ''],
  ])('%s', (template, body, text) => {
    expect(render(template, body)).toBe(text);
  });

  it('refuses a filter that does not exist, when the template is parsed', () => {
    expect(() => render('{{body | Foo}}')).toThrow(/undefined filter: Foo/);
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

  it('shows nil elements as null on request', () => {
    const xml = '<a><b xsi:nil="true"/></a>';
    const template = '{% if body.a.b == nil %}null{% else %}text{% endif %}';
    expect(render(template, liquidBody(xml, 'text/xml', { ...blank, nil: 'null' }))).toBe('null');
    expect(render(template, liquidBody(xml, 'text/xml', blank))).toBe('text');
  });
});
