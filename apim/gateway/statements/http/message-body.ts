import { Readable } from 'node:stream';

const EMPTY = new Uint8Array(0);
const UTF_8 = new TextDecoder();
const TO_UTF_8 = new TextEncoder();

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
    if (typeof content === 'string') this.#bytes = TO_UTF_8.encode(content);
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
    this.#bytes = await readAll(stream, this.#maxBytes);
    return this.#bytes;
  }

  /** The bytes read as UTF-8, a byte order mark left out. */
  async text(): Promise<string> {
    return UTF_8.decode(await this.bytes());
  }

  /** Puts another body in its place; undefined for none. */
  replace(content: Uint8Array | string | undefined): void {
    this.#stream = undefined;
    this.#bytes = typeof content === 'string' ? TO_UTF_8.encode(content) : content;
  }

  /** What is to be sent: bytes, or the stream that nobody has asked for. */
  take(): Uint8Array | AsyncIterable<Uint8Array> | undefined {
    const stream = this.#stream;
    this.#stream = undefined;
    return stream ?? this.#bytes;
  }
}

/** All bytes of a stream. Throws BodyTooLarge, and what the stream ends with. */
export async function readAll(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  if (stream instanceof Readable && !stream.destroyed && !stream.readableEnded)
    return readByEvents(stream, maxBytes);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    length += part.length;
    if (length > maxBytes) throw new BodyTooLarge(`A body is larger than ${maxBytes} bytes.`);
    parts.push(part);
  }
  return joined(parts);
}

/** Iterating over a Node stream costs several promises a chunk, more than the rest of reading a small body. */
function readByEvents(stream: Readable, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = [];
    let length = 0;
    stream.on('data', (part: Uint8Array) => {
      length += part.length;
      parts.push(part);
      if (length <= maxBytes) return;
      reject(new BodyTooLarge(`A body is larger than ${maxBytes} bytes.`));
      stream.destroy();
    });
    stream.once('end', () => resolve(joined(parts)));
    stream.once('error', reject);
    stream.once('close', () => {
      if (!stream.readableEnded) reject(new Error('A body was cut off.'));
    });
  });
}

/** Parts of a body in one piece. */
export const joined = (parts: readonly Uint8Array[]): Uint8Array =>
  parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
