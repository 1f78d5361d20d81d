import type { Place } from '../statements/statement.ts';

/** A piece of the parsed text that came from elsewhere in the file: named values make texts longer or shorter. */
export type Shift = {
  /** Offset in the text that is parsed, from which on the rest applies. */
  readonly at: number;
  /** The offset in the file that stands at `at`. */
  readonly original: number;
  /** Inside the value of a named value every offset is that of the reference. */
  readonly fixed: boolean;
};

/** The text of a policy document as it is parsed, and the way back to lines and columns of the file. */
export class Source {
  readonly file: string;
  readonly text: string;
  readonly #lineStarts: readonly number[];
  readonly #shifts: readonly Shift[];
  readonly #lastOf = new Map<string, number>();

  constructor(file: string, original: string, text: string, shifts: readonly Shift[]) {
    this.file = file;
    this.text = text;
    this.#shifts = shifts;
    this.#lineStarts = lineStartsOf(original);
  }

  /** The offset of a mark from an offset on, -1 for none. A mark that is missing is looked for once, not at each try. */
  find(mark: string, from: number): number {
    let last = this.#lastOf.get(mark);
    if (last === undefined) {
      last = this.text.lastIndexOf(mark);
      this.#lastOf.set(mark, last);
    }
    return from > last ? -1 : this.text.indexOf(mark, from);
  }

  /** The place of an offset of `text`. */
  placeAt(offset: number): SourcePlace {
    return new SourcePlace(this, offset);
  }

  /** Line and column of an offset of `text`, counted from 1 in the file as it is on disk. */
  locate(offset: number): { line: number; column: number } {
    const shift = this.#shifts[lastAtOrBefore(this.#shifts, offset, (each) => each.at)];
    const original = shift === undefined ? offset : shift.original + (shift.fixed ? 0 : offset - shift.at);
    const line = lastAtOrBefore(this.#lineStarts, original, (start) => start);
    return { line: line + 1, column: original - (this.#lineStarts[line] ?? 0) + 1 };
  }
}

/** A place that finds its line when it is asked: most places are never shown. */
export class SourcePlace implements Place {
  readonly #source: Source;
  readonly offset: number;
  #located: { line: number; column: number } | undefined;

  constructor(source: Source, offset: number) {
    this.#source = source;
    this.offset = offset;
  }

  get file(): string {
    return this.#source.file;
  }

  get line(): number {
    this.#located ??= this.#source.locate(this.offset);
    return this.#located.line;
  }

  get column(): number {
    this.#located ??= this.#source.locate(this.offset);
    return this.#located.column;
  }

  /** The place of an offset into the decoded value that starts here. */
  within(_offset: number): SourcePlace {
    return this;
  }

  toJSON(): Place {
    return { file: this.file, line: this.line, column: this.column };
  }
}

/** The place of an attribute's value or of text: entities and named values have moved the characters in it. */
export class ValuePlace extends SourcePlace {
  readonly #origin: Source;
  readonly #offsets: DecodedOffsets;

  /** `shown` is the offset into the value that messages point at: white space before it says nothing. */
  constructor(source: Source, offsets: DecodedOffsets, shown = 0) {
    super(source, offsets.at(shown));
    this.#origin = source;
    this.#offsets = offsets;
  }

  override within(offset: number): SourcePlace {
    return this.#origin.placeAt(this.#offsets.at(offset));
  }
}

/** Where the characters of a decoded value stand in the text that is parsed. */
export class DecodedOffsets {
  readonly #decoded: number[] = [];
  readonly #raw: number[] = [];

  /** From `decoded` on, offsets run on from `raw`. */
  mark(decoded: number, raw: number): void {
    this.#decoded.push(decoded);
    this.#raw.push(raw);
  }

  /** The offset in the parsed text of a decoded offset. */
  at(decoded: number): number {
    const index = lastAtOrBefore(this.#decoded, decoded, (each) => each);
    return (this.#raw[index] ?? 0) + decoded - (this.#decoded[index] ?? 0);
  }

  /** Puts the marks of a value behind this one's, which is `length` long so far. */
  append(other: DecodedOffsets, length: number): void {
    for (const [index, decoded] of other.#decoded.entries()) {
      this.mark(decoded + length, other.#raw[index] ?? 0);
    }
  }
}

/** Binary search: the index of the last entry that starts at or before `offset`; -1 for none. */
function lastAtOrBefore<T>(sorted: readonly T[], offset: number, startOf: (entry: T) => number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const entry = sorted[middle] as T;
    if (startOf(entry) <= offset) low = middle + 1;
    else high = middle - 1;
  }
  return high;
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
