import { describe, expect, it } from 'vitest';
import { compileExpression, textOf } from '../../../apim/gateway/expression/index.ts';
import { stubContext } from './stub-context.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = `${part({ alg: 'RS256' })}.${part({ scp: 'rides.read', roles: ['a', 'b'], tid: 't' })}.c2ln`;

/** Evaluates blocks one after the other, with one memory of tokens. */
function evaluate(...blocks: readonly string[]): string[] {
  const tokens = new Map<string, object>();
  const seams = { now: () => 0, random: () => 0, guid: () => '', tokens };
  return blocks.map((block) => {
    const { evaluate: run } = compileExpression(`var token = "${token}".AsJwt(); ${block}`, {
      kind: 'block',
    });
    return textOf(run(stubContext(), seams));
  });
}

describe('a token that was read before', () => {
  it('does not show what an expression wrote into the claims of another request', () => {
    const write = 'token.Claims["scp"][0] = "admin"; return token.Claims["scp"][0];';
    expect(evaluate(write, 'return token.Claims["scp"][0];')).toEqual(['admin', 'rides.read']);
  });

  it('keeps what the same expression wrote', () => {
    const write =
      'token.Claims["roles"][1] = "c"; return string.Join(",", token.Claims.Values.SelectMany(v => v));';
    expect(evaluate(write)).toEqual(['rides.read,a,c,t']);
  });

  it('has its claims in the order of the token, whichever was asked for first', () => {
    const text = 'var first = token.Claims["tid"]; return string.Join(",", token.Claims.Keys);';
    expect(evaluate(text, text)).toEqual(['scp,roles,tid', 'scp,roles,tid']);
  });

  it('has no claim that the token lacks', () => {
    expect(evaluate('return token.Claims.ContainsKey("aud").ToString() + token.Claims.Count;')).toEqual([
      'False3',
    ]);
  });
});
