import { randomUUID } from 'node:crypto';

/** Begins what stands in an answer for rows. Callers never see it, so that no value of theirs can begin so. */
const mark = `${randomUUID()}:`;

/** Finds the marks in JSON, and gives their numbers. */
const marks = new RegExp(`"${mark}(\\d+)"`);

/**
 * Rows of one answer that are JSON already, as bytes. They do not go through Apollo Server, which makes one string of an
 * answer: a mark stands for them until it has.
 */
export class WrittenRows {
  readonly #rows: Buffer[] = [];

  /** Keeps JSON, and gives what stands for it. */
  add(json: Buffer): string {
    return mark + (this.#rows.push(json) - 1);
  }

  /** An answer with its rows. */
  place(answer: string): string | Buffer {
    if (this.#rows.length === 0) return answer;
    const pieces = answer
      .split(marks)
      .map((piece, i) => (i % 2 === 0 ? piece : (this.#rows[Number(piece)] as Buffer)));
    const lengths = pieces.map((piece) => Buffer.byteLength(piece));
    const whole = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + length, 0));
    let at = 0;
    for (const piece of pieces)
      at += typeof piece === 'string' ? whole.write(piece, at) : piece.copy(whole, at);
    return whole;
  }
}
