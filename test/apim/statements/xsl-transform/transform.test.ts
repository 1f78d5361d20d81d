import { describe, expect, it } from 'vitest';
import {
  compileStylesheet,
  type Stylesheet,
} from '../../../../apim/gateway/statements/xsl-transform/stylesheet.ts';
import { addedFunctions, transform } from '../../../../apim/gateway/statements/xsl-transform/transform.ts';

const notes: string[] = [];

function run(
  source: string,
  content: string,
  parameters: Record<string, string> = {},
  attributes = '',
): string {
  const compiled: { stylesheet?: Stylesheet } = {};
  const functions = addedFunctions(() => compiled.stylesheet?.keys ?? []);
  const text = `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" ${attributes}>${content}</xsl:stylesheet>`;
  compiled.stylesheet = compileStylesheet(text, functions);
  notes.length = 0;
  return transform(compiled.stylesheet, source, new Map(Object.entries(parameters)), (note) =>
    notes.push(note),
  );
}

const BARE = '<xsl:output omit-xml-declaration="yes" />';
const IDENTITY =
  '<xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()" /></xsl:copy></xsl:template>';
const root = (content: string) => `${BARE}<xsl:template match="/"><o>${content}</o></xsl:template>`;

/** XSLT 1.0; each vector names its section. */
describe('a transformation', () => {
  it.each<[section: string, source: string, content: string, expected: string]>([
    ['5.8 built-in rules', '<a>1<b x="2">3</b><!--4--></a>', BARE, '13'],
    [
      '5.5 the more specific rule',
      '<a><b /></a>',
      `${BARE}<xsl:template match="*">s<xsl:apply-templates /></xsl:template><xsl:template match="b">b</xsl:template>`,
      'sb',
    ],
    [
      '5.5 the last of two',
      '<a />',
      `${BARE}<xsl:template match="a">1</xsl:template><xsl:template match="a">2</xsl:template>`,
      '2',
    ],
    [
      '5.5 priority',
      '<a />',
      `${BARE}<xsl:template match="a" priority="2">1</xsl:template><xsl:template match="a">2</xsl:template>`,
      '1',
    ],
    [
      '5.2 ancestors, predicates',
      '<a><b><c n="1" /><c n="2" /></b></a>',
      `${BARE}<xsl:template match="a//c[@n=2]">two</xsl:template><xsl:template match="b/c[1]">one</xsl:template>`,
      'onetwo',
    ],
    [
      '5.2 from the root',
      '<a><a>x</a></a>',
      `${BARE}<xsl:template match="/a">r<xsl:apply-templates /></xsl:template>`,
      'rx',
    ],
    [
      '5.7 modes',
      '<a>x</a>',
      `${BARE}<xsl:template match="/"><xsl:apply-templates mode="m" /></xsl:template><xsl:template match="a" mode="m">m</xsl:template>`,
      'm',
    ],
    [
      '6 named templates with parameters',
      '<a />',
      `${root('<xsl:call-template name="t"><xsl:with-param name="p" select="2" /></xsl:call-template>')}<xsl:template name="t"><xsl:param name="p" select="1" /><xsl:param name="q" select="7" /><xsl:value-of select="$p + $q" /></xsl:template>`,
      '<o>9</o>',
    ],
    [
      '7.1.1 literal results and value templates',
      '<a b="1" />',
      root('<p q="{a/@b}-{{x}}" />'),
      '<o><p q="1-{x}" /></o>',
    ],
    [
      '7.1.2 elements of any name',
      '<a b="1" />',
      root('<xsl:element name="{name(a)}x" namespace="urn:n" />'),
      '<o><ax xmlns="urn:n" /></o>',
    ],
    [
      '7.1.3 attributes',
      '<a />',
      root('<xsl:attribute name="z">1<xsl:text>2</xsl:text></xsl:attribute>t'),
      '<o z="12">t</o>',
    ],
    [
      '7.3, 7.4',
      '<a />',
      root(
        '<xsl:comment>a--b</xsl:comment><xsl:processing-instruction name="p">q</xsl:processing-instruction>',
      ),
      '<o><!--a- -b--><?p q?></o>',
    ],
    [
      '7.5 the identity',
      '<a x="1">t<b y="2" /><!--c--></a>',
      `${BARE}${IDENTITY}`,
      '<a x="1">t<b y="2" /><!--c--></a>',
    ],
    ['7.6.1 text is escaped', '<a>&amp;&lt;</a>', root('<xsl:value-of select="a" />'), '<o>&amp;&lt;</o>'],
    [
      '8 repetition with positions',
      '<a><b>x</b><b>y</b></a>',
      root(
        '<xsl:for-each select="a/b"><xsl:value-of select="concat(position(), last(), .)" /></xsl:for-each>',
      ),
      '<o>12x22y</o>',
    ],
    [
      '8 positions of predicates are their own',
      '<a><b>x</b><b>y</b></a>',
      root('<xsl:for-each select="a/b"><xsl:value-of select="../b[position() = 2]" /></xsl:for-each>'),
      '<o>yy</o>',
    ],
    [
      '9 conditions',
      '<a>5</a>',
      root(
        '<xsl:if test="a &gt; 4">1</xsl:if><xsl:choose><xsl:when test="a = 6">2</xsl:when><xsl:otherwise>3</xsl:otherwise></xsl:choose>',
      ),
      '<o>13</o>',
    ],
    [
      '10 sorting numbers',
      '<a><b>10</b><b>9</b></a>',
      root(
        '<xsl:for-each select="a/b"><xsl:sort select="." data-type="number" /><xsl:value-of select="." />,</xsl:for-each>',
      ),
      '<o>9,10,</o>',
    ],
    [
      '10 sorting texts by two keys',
      '<a><b k="x" l="1" /><b k="y" l="2" /><b k="x" l="3" /></a>',
      root(
        '<xsl:for-each select="a/b"><xsl:sort select="@k" order="descending" /><xsl:sort select="@l" order="descending" /><xsl:value-of select="@l" /></xsl:for-each>',
      ),
      '<o>231</o>',
    ],
    [
      '11 variables, and trees in them',
      '<a>1</a>',
      root(
        '<xsl:variable name="v"><i>2</i><i>3</i></xsl:variable><xsl:copy-of select="$v" /><xsl:value-of select="concat($v, a)" />',
      ),
      '<o><i>2</i><i>3</i>231</o>',
    ],
    [
      '11.3 copies of nodes',
      '<a b="1"><c>2</c></a>',
      root('<xsl:copy-of select="a/@b" /><xsl:copy-of select="a/c" /><xsl:copy-of select="1 + 1" />'),
      '<o b="1"><c>2</c>2</o>',
    ],
    [
      '12.2 keys',
      '<a><b k="1">x</b><b k="2">y</b><b k="1">z</b></a>',
      `<xsl:key name="k" match="b" use="@k" />${root('<xsl:copy-of select="key(\'k\', 1)" />')}`,
      '<o><b k="1">x</b><b k="1">z</b></o>',
    ],
    [
      '12.3 numbers',
      '<a />',
      root(
        '<xsl:value-of select="format-number(1234.5, \'#,##0.00\')" />|<xsl:value-of select="format-number(0.5, \'0%\')" />|<xsl:value-of select="format-number(-3, \'0.##\')" />',
      ),
      '<o>1,234.50|50%|-3</o>',
    ],
    [
      '12.4 current',
      '<a><b r="2" /><c n="2">y</c></a>',
      root('<xsl:for-each select="a/b"><xsl:value-of select="//c[@n = current()/@r]" /></xsl:for-each>'),
      '<o>y</o>',
    ],
    [
      '12.4 generate-id',
      '<a><b /><b /></a>',
      root(
        '<xsl:value-of select="generate-id(a/b[1]) = generate-id(a/b[1])" />|<xsl:value-of select="generate-id(a/b[1]) = generate-id(a/b[2])" />',
      ),
      '<o>true|false</o>',
    ],
    [
      '3.4 stripped white space',
      '<a> <b> </b> </a>',
      `${BARE}<xsl:strip-space elements="*" /><xsl:preserve-space elements="b" />${IDENTITY}`,
      '<a><b> </b></a>',
    ],
    [
      '16.1 indented',
      '<a><b><c /></b>\n</a>',
      `<xsl:output omit-xml-declaration="yes" indent="yes" /><xsl:strip-space elements="*" />${IDENTITY}`,
      '<a>\n  <b>\n    <c />\n  </b>\n</a>',
    ],
    ['16.1 declared', '<a />', IDENTITY, '<?xml version="1.0" encoding="utf-8"?><a />'],
    [
      '16.3 text',
      '<a>&lt;1</a>',
      '<xsl:output method="text" /><xsl:template match="/">{"v": "<xsl:value-of select="a" />"}</xsl:template>',
      '{"v": "<1"}',
    ],
  ])('%s', (_, source, content, expected) => {
    expect(run(source, content)).toBe(expected);
  });

  it('copies the namespaces that names need', () => {
    const soap = '<s:E xmlns:s="urn:s"><s:B><r xmlns="urn:x" a="1"><v>5</v></r></s:B></s:E>';
    const content = `${BARE}<xsl:template match="/"><xsl:copy-of select="//x:r" /></xsl:template>`;
    expect(run(soap, content, {}, 'xmlns:x="urn:x"')).toBe(
      '<r xmlns="urn:x" xmlns:s="urn:s" a="1"><v>5</v></r>',
    );
  });

  it('takes namespaces away', () => {
    const content = `${BARE}<xsl:template match="*"><xsl:element name="{local-name()}"><xsl:apply-templates select="@*|node()" /></xsl:element></xsl:template><xsl:template match="@*"><xsl:attribute name="{local-name()}"><xsl:value-of select="." /></xsl:attribute></xsl:template>`;
    const source = '<s:E xmlns:s="urn:s"><r xmlns="urn:x" s:a="1"><v>5</v></r></s:E>';
    expect(run(source, content)).toBe('<E><r a="1"><v>5</v></r></E>');
  });

  it('leaves the namespaces out that are excluded', () => {
    const attributes = 'xmlns:x="urn:x" xmlns:y="urn:y" exclude-result-prefixes="x"';
    expect(run('<a />', root(''), {}, attributes)).toBe('<o xmlns:y="urn:y" />');
  });

  it('takes parameters of the whole stylesheet', () => {
    const content = `<xsl:param name="p" select="'default'" /><xsl:param name="q" select="'own'" />${root('<xsl:value-of select="concat($p, $q)" />')}`;
    expect(run('<a />', content, { p: 'given' })).toBe('<o>givenown</o>');
  });

  it('passes messages on, and ends with one that says so', () => {
    expect(() => run('<a />', root('<xsl:message terminate="yes">no</xsl:message>'))).toThrow(
      'The stylesheet ended the transformation.',
    );
    expect(notes).toEqual(['no']);
  });

  it('ends when templates call each other for ever', () => {
    const content = `${root('<xsl:call-template name="t" />')}<xsl:template name="t"><xsl:call-template name="t" /></xsl:template>`;
    expect(() => run('<a />', content)).toThrow('Templates are nested more than 500 levels.');
  });

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'A document type is not allowed.'],
    [
      'what is deeper than bodies are',
      `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`,
      'The XML is nested more than 256 levels.',
    ],
    ['no XML', '{"a":1}', /./],
  ])('refuses %s', (_, source, message) => {
    expect(() => run(source, IDENTITY)).toThrow(message);
  });
});

describe('a stylesheet', () => {
  it.each([
    ['<xsl:import href="x" />', 'xsl:import is not supported.'],
    [root('<xsl:number />'), 'xsl:number is not supported.'],
    ['<xsl:output method="html" />', 'xsl:output: the method "html" is not supported.'],
    [root('<xsl:value-of select="a[" />'), 'xsl:value-of: "a[" is no XPath expression.'],
    [root('<xsl:value-of />'), 'xsl:value-of lacks the attribute select.'],
    [
      root('<xsl:value-of select="." disable-output-escaping="yes" />'),
      'xsl:value-of: disable-output-escaping is not supported.',
    ],
    [root('<xsl:value-of select="document(\'x\')" />'), 'xsl:value-of: document() is not supported.'],
    ['<xsl:template match="a[" />', 'xsl:template: "a[" is no pattern.'],
    ['<xsl:template />', 'xsl:template needs match or name.'],
    [root('<p q="{a" />'), 'p: a brace of "{a" is not closed.'],
  ])('is refused that has %s', (content, message) => {
    expect(() => run('<a />', content)).toThrow(message);
  });
});
