/** Bytes that `sipHash` writes behind the message: its padding, and the zeros that finalization reads as a block. */
export const sipHashSlack = 16;

/**
 * The state that a key sets up, four 64-bit integers as pairs of a low and a high half.
 * @param key 16 bytes, secret
 */
export function sipHashKey(key: Uint8Array): Int32Array {
  if (key.length !== 16) throw new RangeError('A key of SipHash has 16 bytes.');
  const halves = new DataView(key.buffer, key.byteOffset, key.byteLength);
  const half = (i: number): number => halves.getInt32(4 * (i % 4), true);
  // "somepseudorandomlygeneratedbytes", as the paper has it.
  const constants = [
    0x70736575, 0x736f6d65, 0x6e646f6d, 0x646f7261, 0x6e657261, 0x6c796765, 0x79746573, 0x74656462,
  ];
  return Int32Array.from(constants, (constant, i) => constant ^ half(i));
}

/**
 * SipHash-2-4 with a tag of 64 bits (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012).
 *
 * JavaScript has no 64-bit integers that are fast, so each is two locals that V8 keeps in registers: a function for the
 * round would have to return eight of them. `Number` of a comparison is a carry without a branch: with `? 1 : 0` it all
 * takes nearly twice as long.
 * @param key made by `sipHashKey`
 * @param message its bytes, and behind them `sipHashSlack` bytes that are written over
 * @param length of the message, in bytes
 * @param tag where the low and the high half of the tag go
 */
export function sipHash(key: Int32Array, message: DataView, length: number, tag: Int32Array): void {
  let v0l = key[0] as number;
  let v0h = key[1] as number;
  let v1l = key[2] as number;
  let v1h = key[3] as number;
  let v2l = key[4] as number;
  let v2h = key[5] as number;
  let v3l = key[6] as number;
  let v3h = key[7] as number;
  let t = 0;

  // The last block ends with the length modulo 256; a block of zeros with twice the rounds is the finalization.
  const last = length - (length & 7);
  for (let at = length; at < last + 16; at += 4) message.setInt32(at, 0, true);
  message.setUint8(last + 7, length & 0xff);

  for (let at = 0; at <= last + 8; at += 8) {
    const low = message.getInt32(at, true);
    const high = message.getInt32(at + 4, true);
    let rounds = 2;
    if (at > last) {
      v2l ^= 0xff;
      rounds = 4;
    }
    v3l ^= low;
    v3h ^= high;
    for (; rounds > 0; rounds -= 1) {
      // v0 += v1
      t = (v0l + v1l) | 0;
      v0h = (v0h + v1h + Number(t >>> 0 < v0l >>> 0)) | 0;
      v0l = t;
      // v1 = rotate(v1, 13) ^ v0
      t = ((v1l << 13) | (v1h >>> 19)) ^ v0l;
      v1h = ((v1h << 13) | (v1l >>> 19)) ^ v0h;
      v1l = t;
      // v0 = rotate(v0, 32)
      t = v0l;
      v0l = v0h;
      v0h = t;
      // v2 += v3
      t = (v2l + v3l) | 0;
      v2h = (v2h + v3h + Number(t >>> 0 < v2l >>> 0)) | 0;
      v2l = t;
      // v3 = rotate(v3, 16) ^ v2
      t = ((v3l << 16) | (v3h >>> 16)) ^ v2l;
      v3h = ((v3h << 16) | (v3l >>> 16)) ^ v2h;
      v3l = t;
      // v0 += v3
      t = (v0l + v3l) | 0;
      v0h = (v0h + v3h + Number(t >>> 0 < v0l >>> 0)) | 0;
      v0l = t;
      // v3 = rotate(v3, 21) ^ v0
      t = ((v3l << 21) | (v3h >>> 11)) ^ v0l;
      v3h = ((v3h << 21) | (v3l >>> 11)) ^ v0h;
      v3l = t;
      // v2 += v1
      t = (v2l + v1l) | 0;
      v2h = (v2h + v1h + Number(t >>> 0 < v2l >>> 0)) | 0;
      v2l = t;
      // v1 = rotate(v1, 17) ^ v2
      t = ((v1l << 17) | (v1h >>> 15)) ^ v2l;
      v1h = ((v1h << 17) | (v1l >>> 15)) ^ v2h;
      v1l = t;
      // v2 = rotate(v2, 32)
      t = v2l;
      v2l = v2h;
      v2h = t;
    }
    v0l ^= low;
    v0h ^= high;
  }
  tag[0] = v0l ^ v1l ^ v2l ^ v3l;
  tag[1] = v0h ^ v1h ^ v2h ^ v3h;
}
