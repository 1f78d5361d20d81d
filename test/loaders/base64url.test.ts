import { expect, it } from 'vitest';
import { base64url, base64urlOfTag } from '../../src/loaders/base64url.ts';

it('is what Buffer makes of any text, whatever its characters and its length', () => {
  for (let code = 0; code < 0x900; code += 1)
    for (const text of ['', 'a', 'ab', 'abc'].flatMap((before) =>
      [0, 1, 2].map((n) => before + String.fromCodePoint(code) + 'z'.repeat(n)),
    ))
      expect(base64url(text), `${code}`).toBe(Buffer.from(text).toString('base64url'));
  expect(base64url('Zoë 🚲')).toBe(Buffer.from('Zoë 🚲').toString('base64url'));
});

it('is what Buffer makes of the eight bytes of a tag, whichever of its bits are set', () => {
  for (let first = 0; first < 64; first += 1)
    for (let second = 0; second < 64; second += 1) {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64LE((1n << BigInt(first)) | (1n << BigInt(second)));
      for (const sign of [1, -1]) {
        const tag = Int32Array.of(bytes.readInt32LE(0), bytes.readInt32LE(4)).map((half) =>
          sign === 1 ? half : ~half,
        );
        expect(base64urlOfTag(tag)).toBe(Buffer.from(tag.buffer).toString('base64url'));
      }
    }
});
