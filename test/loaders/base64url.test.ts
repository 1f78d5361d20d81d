import { expect, it } from 'vitest';
import { base64url, base64urlOfTag, writeBase64url } from '../../src/loaders/base64url.ts';

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

it('is written into other bytes as Buffer makes it, whatever the length, and touches nothing around it', () => {
  const source = Buffer.from(Array.from({ length: 260 }, (_, i) => (i * 151) & 255));
  for (let length = 0; length <= source.length; length += 1) {
    const target = Buffer.alloc(400, '.');
    const end = writeBase64url(source, length, target, 3);
    const expected = source.toString('base64url', 0, length);
    expect(target.toString('latin1')).toBe(`...${expected}`.padEnd(400, '.'));
    expect(end).toBe(3 + expected.length);
  }
});
