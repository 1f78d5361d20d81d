import type { WireRow } from '../db/database.ts';
import type { Row, RowShape } from './row-shape.ts';

/** Rows of one shape and region that are made of what the database sent when somebody asks for them. */
export class UnreadRows implements Iterable<Row> {
  readonly wire: readonly WireRow[];
  readonly shape: RowShape;
  readonly region: string;
  #rows: readonly Row[] | undefined;

  constructor(wire: readonly WireRow[], shape: RowShape, region: string) {
    this.wire = wire;
    this.shape = shape;
    this.region = region;
  }

  /** One row, without making the others; counted from the end where negative. */
  at(index: number): Row | undefined {
    const wire = this.wire.at(index);
    return this.#rows?.at(index) ?? (wire && this.#read(wire));
  }

  /** The same objects each time. */
  [Symbol.iterator](): Iterator<Row> {
    this.#rows ??= this.wire.map((wire) => this.#read(wire));
    return this.#rows[Symbol.iterator]();
  }

  #read(wire: WireRow): Row {
    return this.shape.read(wire.values(), this.region);
  }
}
