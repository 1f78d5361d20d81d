import { expect, it } from 'vitest';
import { base64url } from '../../src/loaders/base64url.ts';

it('is what Buffer makes of any text, whatever its characters and its length', () => {
  for (let code = 0; code < 0x900; code += 1)
    for (const text of ['', 'a', 'ab', 'abc'].flatMap((before) =>
      [0, 1, 2].map((n) => before + String.fromCodePoint(code) + 'z'.repeat(n)),
    ))
      expect(base64url(text), `${code}`).toBe(Buffer.from(text).toString('base64url'));
  expect(base64url('Zoë 🚲')).toBe(Buffer.from('Zoë 🚲').toString('base64url'));
});
