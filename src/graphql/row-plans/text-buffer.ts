/** Most answers fit. */
const firstBytes = 16 * 1024;

/** Longer ones are not kept for the next answer. */
const mostBytesKept = 256 * 1024;

/** One for each answer that is on its way in a busy process. */
const mostKept = 64;

/** JSON that is written again and again. */
export class Snippet {
  readonly length: number;
  /** Its bytes, four a number, the last filled up with zeros: a third of the time that they take one by one. */
  readonly words: Int32Array;

  constructor(json: string) {
    const bytes = Buffer.from(json);
    this.length = bytes.length;
    this.words = new Int32Array(Math.ceil(bytes.length / 4));
    for (const [i, byte] of bytes.entries())
      this.words[i >> 2] = (this.words[i >> 2] as number) | (byte << (8 * (i & 3)));
  }
}

/**
 * JSON in UTF-8 that grows. Its memory is used again after `close`: as garbage, it would be most of what a page leaves
 * behind, and the collector is slow to see memory that is not in its heap.
 */
export class TextBuffer {
  static readonly #closed: TextBuffer[] = [];

  /** Written up to `at`; who writes into it makes room before. */
  bytes = Buffer.allocUnsafeSlow(firstBytes);
  at = 0;
  #view = viewOf(this.bytes);
  #isOpen = true;

  private constructor() {}

  static open(): TextBuffer {
    const text = TextBuffer.#closed.pop() ?? new TextBuffer();
    text.at = 0;
    text.#isOpen = true;
    return text;
  }

  /** Nobody looks at `bytes` any more. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const { length } = TextBuffer.#closed;
    if (length < mostKept && this.bytes.length <= mostBytesKept) TextBuffer.#closed.push(this);
  }

  /** Makes room for so many bytes more. */
  reserve(count: number): void {
    const needed = this.at + count;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.bytes.length));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
    this.#view = viewOf(larger);
  }

  /** Writes what is JSON already, and makes room for it. */
  put({ words, length }: Snippet): void {
    this.reserve(4 * words.length);
    const view = this.#view;
    const { at } = this;
    for (let i = 0; i < words.length; i += 1) view.setInt32(at + 4 * i, words[i] as number, true);
    this.at = at + length;
  }

  /** Writes text. */
  putText(text: string): void {
    this.reserve(3 * text.length);
    this.at += this.bytes.write(text, this.at);
  }

  /** Writes what stands in another one. */
  putAll({ bytes, at }: TextBuffer): void {
    this.reserve(at);
    bytes.copy(this.bytes, this.at, 0, at);
    this.at += at;
  }

  /** What was written, until `close`. */
  get written(): Buffer {
    return this.bytes.subarray(0, this.at);
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}
