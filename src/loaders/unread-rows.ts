import type { WireRow } from '../db/database.ts';
import type { Row, RowShape } from './row-shape.ts';

/**
 * Rows of one shape and region that are made of what the database sent when somebody asks for them. Where they were looked
 * for by key, one that is not there is null.
 */
export class UnreadRows<W extends WireRow | null = WireRow> implements Iterable<W extends null ? null : Row> {
  readonly wire: readonly W[];
  readonly shape: RowShape;
  readonly region: string;
  /** How many columns stand before the shape's. */
  readonly offset: number;
  #rows: readonly (Row | null)[] | undefined;

  constructor(wire: readonly W[], shape: RowShape, region: string, offset = 0) {
    this.wire = wire;
    this.shape = shape;
    this.region = region;
    this.offset = offset;
  }

  get length(): number {
    return this.wire.length;
  }

  /** One row, without making the others; counted from the end where negative. */
  at(index: number): Row | undefined {
    const wire = this.wire.at(index);
    return this.#rows?.at(index) ?? (wire ? this.#read(wire) : undefined);
  }

  /** The same objects each time. */
  [Symbol.iterator](): Iterator<W extends null ? null : Row> {
    this.#rows ??= this.wire.map((wire) => wire && this.#read(wire));
    return this.#rows[Symbol.iterator]() as Iterator<W extends null ? null : Row>;
  }

  #read(wire: WireRow): Row {
    return this.shape.read(wire.values(), this.region, this.offset);
  }
}
