const EMPTY = new Uint8Array(0);

/** A body that is more than the gateway takes into memory. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/**
 * The body of a message: bytes in memory, or a stream that is read when a statement first asks. A body that nobody
 * asks for is passed on as it arrives.
 */
export class MessageBody {
  #bytes: Uint8Array | undefined;
  #stream: AsyncIterable<Uint8Array> | undefined;
  readonly #maxBytes: number;

  constructor(
    content: Uint8Array | string | AsyncIterable<Uint8Array> | undefined,
    maxBytes = 64 * 1024 * 1024,
  ) {
    this.#maxBytes = maxBytes;
    if (content === undefined) return;
    if (typeof content === 'string') this.#bytes = new TextEncoder().encode(content);
    else if (content instanceof Uint8Array) this.#bytes = content;
    else this.#stream = content;
  }

  /** Whether the message has no body at all. */
  get isAbsent(): boolean {
    return this.#bytes === undefined && this.#stream === undefined;
  }

  /** The bytes if they are in memory already: what an expression may read without waiting. */
  get buffered(): Uint8Array | undefined {
    return this.#bytes;
  }

  /** All bytes; none for a message without a body. Throws BodyTooLarge. */
  async bytes(): Promise<Uint8Array> {
    const stream = this.#stream;
    if (stream === undefined) return this.#bytes ?? EMPTY;
    this.#stream = undefined;
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of stream) {
      length += part.length;
      if (length > this.#maxBytes) throw new BodyTooLarge(`A body is larger than ${this.#maxBytes} bytes.`);
      parts.push(part);
    }
    this.#bytes = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    return this.#bytes;
  }

  /** The bytes read as UTF-8, a byte order mark left out. */
  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  /** Puts another body in its place; undefined for none. */
  replace(content: Uint8Array | string | undefined): void {
    this.#stream = undefined;
    this.#bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  }

  /** What is to be sent: bytes, or the stream that nobody has asked for. */
  take(): Uint8Array | AsyncIterable<Uint8Array> | undefined {
    const stream = this.#stream;
    this.#stream = undefined;
    return stream ?? this.#bytes;
  }
}
