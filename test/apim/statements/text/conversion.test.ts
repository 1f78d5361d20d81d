import { describe, expect, it } from 'vitest';
import { type JsonToXmlForm, jsonToXml } from '../../../../apim/gateway/statements/text/json-to-xml.ts';
import { formatNetDate } from '../../../../apim/gateway/statements/text/net-date.ts';
import { xmlToJson } from '../../../../apim/gateway/statements/text/xml-to-json.ts';
import { readXml, textContent } from '../../../../apim/gateway/statements/text/xml-tree.ts';

const plain: JsonToXmlForm = {
  parseDate: true,
  namespaceSeparator: '_',
  namespacePrefix: undefined,
  attributeBlockName: undefined,
};

describe('jsonToXml', () => {
  it('writes the example of the reference page', () => {
    const json = JSON.stringify({
      'soapenv:Envelope': {
        'xmlns:soapenv': 'http://schemas.xmlsoap.org/soap/envelope/',
        'xmlns:v1': 'http://localdomain.com/core/v1',
        'soapenv:Header': {},
        'soapenv:Body': { 'v1:QueryList': { '#attrs': { queryName: 'test' }, name: 'dummy text' } },
      },
    });
    expect(
      jsonToXml(json, {
        parseDate: false,
        namespaceSeparator: ':',
        namespacePrefix: 'xmlns',
        attributeBlockName: '#attrs',
      }),
    ).toBe(
      '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:v1="http://localdomain.com/core/v1">' +
        '<soapenv:Header /><soapenv:Body><v1:QueryList queryName="test"><name>dummy text</name></v1:QueryList></soapenv:Body></soapenv:Envelope>',
    );
  });

  it.each([
    ['many members stand in Document', '{"a":1,"b":"x"}', '<Document><a>1</a><b>x</b></Document>'],
    ['one member is the root', '{"a":{"b":1}}', '<a><b>1</b></a>'],
    ['booleans are as .NET writes them', '{"a":{"b":true,"c":false}}', '<a><b>True</b><c>False</c></a>'],
    ['arrays repeat', '{"a":{"b":[1,2]}}', '<a><b>1</b><b>2</b></a>'],
    ['an empty array is one empty element', '{"a":{"b":[]}}', '<a><b /></a>'],
    [
      'null is nil',
      '{"a":{"b":null}}',
      '<a><b xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" /></a>',
    ],
    ['markup is escaped', '{"a":"<b>&"}', '<a>&lt;b&gt;&amp;</a>'],
    ['names that XML lacks are encoded', '{"a b":{"1":2}}', '<a_x0020_b><_x0031_>2</_x0031_></a_x0020_b>'],
    ['dates get their seconds', '{"a":"2012-03-21T05:40Z"}', '<a>2012-03-21T05:40:00Z</a>'],
  ])('%s', (_, json, xml) => {
    expect(jsonToXml(json, plain)).toBe(xml);
  });
});

describe('xmlToJson', () => {
  it('writes what a public capture of API Management shows', () => {
    const xml =
      '<?xml version="1.0"?>\n<soap:Envelope xmlns="http://x/" xmlns:soap="http://s/"><soap:Body><Orders><C>1</C></Orders></soap:Body></soap:Envelope>';
    expect(JSON.parse(xmlToJson(xml, { kind: 'direct', alwaysArrays: false }))).toEqual({
      version: '1.0',
      soap$Envelope: {
        '@xmlns': 'http://x/',
        '@xmlns$soap': 'http://s/',
        soap$Body: { Orders: { C: '1' } },
      },
    });
  });

  it.each([
    ['repeated elements are an array', '<a><b>1</b><b>2</b></a>', false, { a: { b: ['1', '2'] } }],
    ['every child is an array on request', '<a><b>1</b></a>', true, { a: [{ b: ['1'] }] }],
    ['an empty element is null', '<a><b/></a>', false, { a: { b: null } }],
    ['text beside attributes has its own name', '<a x="1">t</a>', false, { a: { '@x': '1', '#text': 't' } }],
    [
      'a member named __proto__ is a member',
      '<a><__proto__>1</__proto__></a>',
      false,
      JSON.parse('{"a":{"__proto__":"1"}}'),
    ],
  ])('%s', (_, xml, alwaysArrays, json) => {
    expect(JSON.parse(xmlToJson(xml, { kind: 'direct', alwaysArrays }))).toEqual(json);
  });
});

describe('readXml', () => {
  it('reads entities, CDATA, comments and a byte order mark', () => {
    const root = readXml('\ufeff<!-- c --><a x="&quot;&#65;&#x42;">&lt;<![CDATA[<b>&amp;]]></a>');
    expect(root.attributes).toEqual([['x', '"AB']]);
    expect(textContent(root)).toBe('<<b>&amp;');
  });

  it.each([
    ['<a><b></a></b>', 'does not match'],
    ['<a>', 'not closed'],
    ['<a/><b/>', 'one root element'],
    ['', 'one root element'],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'not well-formed at character 0'],
    ['<a b=c/>', 'not well-formed'],
    [`${'<a>'.repeat(300)}`, 'nested more than 256'],
  ])('refuses %s', (text, message) => {
    expect(() => readXml(text)).toThrow(message);
  });

  it('takes a megabyte of unclosed tags in no time', () => {
    const start = process.cpuUsage();
    expect(() => readXml(`<a ${'b="1" '.repeat(150_000)}`)).toThrow();
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2_000);
  });
});

describe('formatNetDate', () => {
  const date = new Date(Date.UTC(2024, 2, 5, 15, 4, 9, 70));
  it.each([
    ['yyyyMMddTHH:mm:ssZ', '20240305T15:04:09Z'],
    ['dd/MM/yyyy hh:mm tt', '05/03/2024 03:04 PM'],
    ['ddd d MMM yy', 'Tue 5 Mar 24'],
    ['dddd, MMMM', 'Tuesday, March'],
    ['HH:mm:ss.fff', '15:04:09.070'],
    ["yyyy'-year'", '2024-year'],
    ['o', '2024-03-05T15:04:09.0700000Z'],
    ['R', 'Tue, 05 Mar 2024 15:04:09 GMT'],
    ['d', '03/05/2024'],
  ])('%s', (format, text) => {
    expect(formatNetDate(date, format)).toBe(text);
  });
});
