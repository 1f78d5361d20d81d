import { randomUUID } from 'node:crypto';
import { TextBuffer } from './text-buffer.ts';

/** Begins what stands in an answer for rows. Callers never see it, so that no value of theirs can begin so. */
const mark = `${randomUUID()}:`;

/** Finds the marks in JSON, and gives their numbers. */
const marks = new RegExp(`"${mark}(\\d+)"`);

/**
 * Rows of one answer that are JSON already, as bytes. They do not go through Apollo Server, which makes one string of an
 * answer: a mark stands for them until it has.
 */
export class WrittenRows {
  readonly #rows: TextBuffer[] = [];

  /** Takes JSON over, and gives what stands for it. */
  add(json: TextBuffer): string {
    return mark + (this.#rows.push(json) - 1);
  }

  /** An answer with its rows, which are given back; undefined where it has none. */
  place(answer: string): TextBuffer | undefined {
    if (this.#rows.length === 0) return undefined;
    const whole = TextBuffer.open();
    for (const [i, piece] of answer.split(marks).entries()) {
      if (i % 2 === 0) whole.putText(piece);
      else whole.putAll(this.#rows[Number(piece)] as TextBuffer);
    }
    for (const rows of this.#rows) rows.close();
    return whole;
  }
}
