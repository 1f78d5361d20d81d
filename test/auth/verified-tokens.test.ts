import { expect, it } from 'vitest';
import { createVerifiedTokens } from '../../src/auth/verified-tokens.ts';

it('lets go of the token that was used least recently', () => {
  const tokens = createVerifiedTokens<number>(2);
  tokens.keep('a', 1, 100);
  tokens.keep('b', 2, 100);
  expect(tokens.find('a', 0)).toBe(1);
  tokens.keep('c', 3, 100);
  expect(['a', 'b', 'c'].map((token) => tokens.find(token, 0))).toEqual([1, undefined, 3]);
});

it('does not know a token at the moment when it ends', () => {
  const tokens = createVerifiedTokens<number>(2);
  tokens.keep('a', 1, 100);
  expect(tokens.find('a', 99)).toBe(1);
  expect(tokens.find('a', 100)).toBeUndefined();
});

it('of size 0 keeps nothing', () => {
  const tokens = createVerifiedTokens<number>(0);
  tokens.keep('a', 1, 100);
  expect(tokens.find('a', 0)).toBeUndefined();
});
