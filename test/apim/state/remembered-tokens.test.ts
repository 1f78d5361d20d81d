import { describe, expect, it } from 'vitest';
import { RememberedTokens } from '../../../apim/gateway/state/remembered-tokens.ts';

const tail = 's'.repeat(43);

describe('remembered tokens', () => {
  it('are those of which every character is the same', () => {
    const tokens = new RememberedTokens<string>({ maxKeys: 10 });
    tokens.set(`head.admin.${tail}`, 'admin', 1);
    expect(tokens.get(`head.admin.${tail}`)).toBe('admin');
    expect(tokens.get(`head.guest.${tail}`)).toBeUndefined();
  });

  it('may be shorter than what they are looked up by', () => {
    const tokens = new RememberedTokens<string>({ maxKeys: 10 });
    tokens.set('a.b.', 'short', 1);
    expect([tokens.get('a.b.'), tokens.get('x.b.')]).toEqual(['short', undefined]);
  });
});
