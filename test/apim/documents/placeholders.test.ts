import { describe, expect, it } from 'vitest';
import { checkDocuments } from '../../../apim/gateway/commands/check.ts';
import { findPlaceholders } from '../../../apim/gateway/documents/placeholders.ts';

/** `$` and a name in braces, as Terraform writes it. */
const terraform = (name: string): string => `$\{${name}}`;
const texts = (document: string): string[] => findPlaceholders(document).map(({ text }) => text);

describe('placeholders of deploying tools', () => {
  it.each([
    ['Terraform', `<x a="${terraform('var.calls')}" />`, [terraform('var.calls')]],
    ['Terraform within a named value', `{{key-${terraform('env')}}}`, [`{{key-${terraform('env')}}}`]],
    ['Terraform directives', '%{ if prod ~}<a/>%{ endif }', ['%{ if prod ~}', '%{ endif }']],
    ['replacetokens', '#{calls}#', ['#{calls}#']],
    ['Octopus', '#{Apim.Calls}', ['#{Apim.Calls}']],
    ['Azure Pipelines', '$(calls)', ['$(calls)']],
    ['underscores', 'x __CALLS__ y', ['__CALLS__']],
    ['Python, as a whole attribute', '<x a="{calls}" b="/users/{id}" />', ['{calls}']],
    ['Bicep, as a whole content', '<x><y> {origin} </y><z>a {b} c</z></x>', ['{origin}']],
    ['between hashes, as a whole attribute', '<x a="#rateLimit#" b="a#b#c" />', ['#rateLimit#']],
    [
      'capitals, as a whole attribute',
      '<x a="RETRY_COUNT" b="@(RETRY_COUNT + X_Y)" />',
      ['RETRY_COUNT', 'RETRY_COUNT'],
    ],
    ['no part of a longer name', '<x a="A_B" b="@(A_BC)" />', ['A_B']],
  ])('are found: %s', (_, document, expected) => {
    expect(texts(document)).toEqual(expected);
  });

  it('of a condition reach over its second branch', () => {
    const document = '%{ if a }1%{ else }2%{ endif }3';
    expect(findPlaceholders(document).map(({ start, end }) => document.slice(start, end))).toEqual([
      '%{ if a }',
      '%{ else }2%{ endif }',
    ]);
  });
});

const check = (inbound: string, namedValues?: ReadonlyMap<string, string>) => {
  const text = `<policies><inbound>${inbound}</inbound></policies>`;
  const [checked] = checkDocuments([{ file: 'p.xml', text }], namedValues);
  return { problems: checked?.problems.map(({ message }) => message), assumed: checked?.assumed };
};
const RETRY = `<retry count="${terraform('count')}" interval="1" condition="@(true)"><set-method>PUT</set-method></retry>`;

describe('check', () => {
  it('takes the placeholders of a template on trust, and names them', () => {
    expect(check(RETRY)).toEqual({ problems: [], assumed: [`placeholder ${terraform('count')}`] });
  });

  it.each([
    ['<llm-token-limit tokens-per-minute="{{limit}}" />', /<llm-token-limit> is not supported/],
    ['<nope a="{{x}}" />', /there is no policy <nope>/],
    ['<choose id="{{x}}" />', /<choose> lacks the element <when>/],
  ])('finds what is wrong with an element whatever its named values are: %s', (inbound, problem) => {
    expect(check(inbound).problems).toEqual([expect.stringMatching(problem)]);
  });

  it('takes a named value in the place of elements on trust', () => {
    expect(check('<choose>{{branches}}</choose>')).toEqual({
      problems: [],
      assumed: ['named value branches'],
    });
  });

  it('finds what else is wrong with a template', () => {
    const { problems } = check(`${RETRY}<set-heder />`);
    expect(problems).toEqual(['there is no policy <set-heder>; did you mean <set-header>?']);
  });

  it('takes a document that loads as it is', () => {
    const { assumed } = check(`<set-variable name="a" value="@($"${terraform('context.RequestId')}")" />`);
    expect(assumed).toEqual([]);
  });

  it('takes no placeholder on trust where a configuration says what the named values are', () => {
    expect(check(RETRY, new Map()).problems).toEqual([
      `retry/@count must be a whole number from 1 to 50, not "${terraform('count')}"`,
    ]);
  });
});
