import { describe, expect, it } from 'vitest';
import { readPolicyDocument } from '../../../apim/gateway/documents/policy-document.ts';
import { formatProblem } from '../../../apim/gateway/documents/problem.ts';
import { type LoadOptions, loadPolicies } from '../../../apim/gateway/engine/load-policies.ts';
import { STATEMENTS } from '../../../apim/gateway/statements/registry.ts';
import { KNOWN_BUT_NOT_SUPPORTED } from '../../../apim/gateway/statements/unsupported.ts';

const options: LoadOptions = {
  statements: STATEMENTS,
  unsupported: KNOWN_BUT_NOT_SUPPORTED,
  fragments: new Map(),
  assumeFragments: false,
  shared: new Map(),
};

function problemsOf(text: string, more: Partial<LoadOptions> = {}) {
  const { problems, policy } = loadPolicies(
    { api: readPolicyDocument('p', text, new Map()) },
    { ...options, ...more },
  );
  expect(policy === undefined).toBe(problems.length > 0);
  return problems.map(formatProblem);
}

const inbound = (text: string) => `<policies><inbound>${text}</inbound></policies>`;

describe('loading lists', () => {
  it.each([
    [
      'an unknown policy with the nearest name',
      '<set-heder name="a" />',
      ['p:1:20 there is no policy <set-heder>; did you mean <set-header>?'],
    ],
    [
      'an unknown attribute with the nearest name',
      '<set-method />\n<set-variable nam="a" name="b" value="c" />',
      expect.arrayContaining([
        expect.stringMatching(/^p:2:\d+ <set-variable> has no attribute "nam"; did you mean "name"\?$/),
      ]),
    ],
    [
      'a policy that is known and not supported, by name',
      '<llm-token-limit />',
      [expect.stringMatching(/^p:1:20 <llm-token-limit> is not supported: /)],
    ],
    [
      'a policy in a section that is not its own',
      '<forward-request />',
      ['p:1:20 <forward-request> is not allowed in <inbound>, only in <backend>'],
    ],
    ['a policy that may stand once', '<base /><base />', ['p:1:28 <base> may stand once in a section']],
    ['text between policies', 'text', ['p:1:20 <inbound> takes no text']],
    [
      'a fragment that is not there',
      '<include-fragment fragment-id="x" />',
      ['p:1:20 there is no policy fragment "x"'],
    ],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(inbound(text))).toEqual(expected);
  });

  it('the faults of all sections and of all levels at once', () => {
    const text =
      '<policies><inbound><x1 /><choose><when condition="true"><x2 /></when></choose></inbound><on-error><x3 /></on-error></policies>';
    expect(problemsOf(text)).toHaveLength(3);
  });

  it('the faults of sections that no narrower scope calls', () => {
    const global = readPolicyDocument('g', inbound('<nothing />'), new Map());
    const api = readPolicyDocument('a', inbound(''), new Map());
    expect(loadPolicies({ global, api }, options).problems.map(formatProblem)).toEqual([
      'g:1:20 there is no policy <nothing>',
    ]);
  });

  it('a fragment that includes itself', () => {
    const fragment = readPolicyDocument(
      'f',
      '<fragment><include-fragment fragment-id="f" /></fragment>',
      new Map(),
    );
    const fragments = new Map([['f', fragment]]);
    const found = problemsOf(inbound('<include-fragment fragment-id="f" />'), { fragments });
    expect(found).toEqual(['f:1:11 the policy fragment "f" includes itself']);
  });
});

describe('names taken on trust', () => {
  it('keep what they are part of from being judged', () => {
    const text = inbound('<rate-limit-by-key calls="{{calls}}" renewal-period="{{x}}0" counter-key="k" />');
    const { policy, assumed } = loadPolicies(
      { api: readPolicyDocument('p', text, undefined) },
      { ...options, assumeFragments: true },
    );
    expect(policy).toBeDefined();
    expect([...assumed]).toEqual(['named value calls', 'named value x']);
  });

  it('do not hide what else is wrong', () => {
    const document = readPolicyDocument('p', inbound('<set-header name="{{a}}" bad="1" />'), undefined);
    const { problems } = loadPolicies({ api: document }, options);
    expect(problems.map(formatProblem)).toEqual(['p:1:50 <set-header> has no attribute "bad"']);
  });
});
